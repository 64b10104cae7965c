/**
 * How minutes, tasks and what is off the record look in the editor: labels and the button with whose they are stand
 * beside the text, never in it. Plain elements, since a note has many of them and each one is drawn again at every
 * change.
 */
import { Extension, type Extensions, type NodeViewRenderer } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin } from '@tiptap/pm/state'
import type { NodeView } from '@tiptap/pm/view'
import { isMinuteKind, MINUTE_NAMES } from '../../../shared/schema/minute-words.ts'
import { dutyPositionAt } from './minute-editing.ts'
import { dutyOf, dutyText } from './duty-words.ts'

const OFF_RECORD_LABEL = 'Off the record: stays in these notes'

/** Asks whose a node is. */
type EditDuty = (position: number) => void

/** The extensions with the views of this file for the nodes that have one. */
export function withMinuteViews(extensions: Extensions, editDuty: EditDuty): Extensions {
  const views: Readonly<Record<string, NodeViewRenderer>> = {
    minute: minuteView(editDuty),
    offRecord: offRecordView,
  }
  return [
    ...extensions.map((extension) => {
      if (extension.type !== 'node') return extension
      const view = views[extension.name]
      if (view) return extension.extend({ addNodeView: () => view })
      return extension.name === 'taskItem' ? extension.extend({ addNodeView: taskView(editDuty) }) : extension
    }),
    DutyButtonsFollow,
  ]
}

function minuteView(editDuty: EditDuty): NodeViewRenderer {
  return ({ node, editor, getPos }) => {
    const dom = document.createElement('div')
    dom.className = 'note-minute'
    const label = document.createElement('span')
    label.className = 'note-minute-label'
    label.contentEditable = 'false'
    const contentDOM = document.createElement('div')
    contentDOM.className = 'note-minute-text'
    const button = new DutyButton({ isEditable: editor.isEditable, onPress: () => press(getPos, editDuty) })
    dom.append(label, contentDOM, button.dom)
    const show = (current: Node): void => {
      const kind: unknown = current.attrs['kind']
      dom.dataset['minute'] = isMinuteKind(kind) ? kind : 'question'
      label.textContent = MINUTE_NAMES[isMinuteKind(kind) ? kind : 'question']
      button.show(current)
    }
    show(node)
    return besideText({
      dom,
      contentDOM,
      update: (updated) => {
        if (updated.type !== node.type) return false
        show(updated)
        return true
      },
    })
  }
}

/** The checkbox and text of a task as they are, with a button at the end. */
function taskView(editDuty: EditDuty) {
  return function (this: {
    readonly parent?: (() => NodeViewRenderer | null) | null
  }): NodeViewRenderer | null {
    const plainView = this.parent?.()
    if (!plainView) return null
    return (props) => {
      const view = plainView(props)
      const { dom, contentDOM } = view
      if (!(dom instanceof HTMLElement) || !contentDOM) return view
      const button = new DutyButton({
        isEditable: props.editor.isEditable,
        onPress: () => press(props.getPos, editDuty),
      })
      dom.append(button.dom)
      button.show(props.node)
      return besideText({
        dom,
        contentDOM,
        update: (updated, decorations, inner) => {
          if (!view.update?.(updated, decorations, inner)) return false
          button.show(updated)
          return true
        },
      })
    }
  }
}

const offRecordView: NodeViewRenderer = ({ node }) => {
  const dom = document.createElement('div')
  dom.dataset['offRecord'] = ''
  dom.setAttribute('role', 'group')
  dom.setAttribute('aria-label', 'Off the record')
  const label = document.createElement('div')
  label.className = 'note-off-record-label'
  label.contentEditable = 'false'
  label.textContent = OFF_RECORD_LABEL
  const contentDOM = document.createElement('div')
  dom.append(label, contentDOM)
  return besideText({ dom, contentDOM, update: (updated) => updated.type === node.type })
}

/** A view whose parts beside the text are no business of the editor: it reads the text alone. */
function besideText(view: {
  readonly dom: HTMLElement
  readonly contentDOM: HTMLElement
  readonly update: NonNullable<NodeView['update']>
}): NodeView {
  return {
    ...view,
    ignoreMutation: (mutation) => mutation.type !== 'selection' && !view.contentDOM.contains(mutation.target),
    stopEvent: ({ target }) => target instanceof Element && target.closest('.note-duty') !== null,
  }
}

function press(getPos: () => number | undefined, editDuty: EditDuty): void {
  const position = getPos()
  if (position !== undefined) editDuty(position)
}

/**
 * The button with whose a minute or task is. Out of the page's Tab order, so that Tab leaves the text at once; from the
 * keyboard the command does the same.
 */
class DutyButton {
  readonly dom = document.createElement('button')

  constructor({ isEditable, onPress }: { readonly isEditable: boolean; readonly onPress: () => void }) {
    this.dom.type = 'button'
    this.dom.className = 'note-duty'
    this.dom.contentEditable = 'false'
    this.dom.tabIndex = -1
    this.dom.disabled = !isEditable
    this.dom.addEventListener('mousedown', (event) => event.preventDefault())
    this.dom.addEventListener('click', onPress)
  }

  show({ attrs }: Node): void {
    const text = dutyText(dutyOf(attrs))
    this.dom.textContent = text === '' ? 'add a name' : text
    this.dom.toggleAttribute('data-empty', text === '')
  }
}

/**
 * Buttons are there for who may write, a right that can come and go while a note is open; the offer to add a name
 * stands where the caret is, and nowhere else unless it is pointed at.
 */
const DutyButtonsFollow = Extension.create({
  name: 'dutyButtonsFollow',

  addProseMirrorPlugins() {
    let isEditable: boolean | null = null
    let atCaret: Element | null = null
    return [
      new Plugin({
        view: () => ({
          update: (view) => {
            const { dom, editable, state } = view
            const position = dutyPositionAt(state.selection.$from)
            const duty = position === null ? null : view.nodeDOM(position)
            if (duty !== atCaret) {
              atCaret?.removeAttribute('data-caret')
              // Without its view, as while a page is left, the element is the text's: each change would draw it anew.
              atCaret = duty instanceof Element && duty.querySelector('.note-duty') ? duty : null
            }
            atCaret?.setAttribute('data-caret', '')
            if (editable === isEditable) return
            isEditable = editable
            for (const button of dom.querySelectorAll<HTMLButtonElement>('.note-duty')) {
              button.disabled = !editable
            }
          },
        }),
      }),
    ]
  },
})

/**
 * A small toolbar beside a selection, for those who work with a mouse or a keyboard; where the toolbar is at the bottom
 * of a touch screen that one is near enough. It is the next stop of the Tab key after the text. Placed here and not by
 * the editor library's own menu, whose plugin would start the binding to the shared document anew.
 */
import { IconPencilPlus, IconMessagePlus } from '@tabler/icons-react'
import { TextSelection } from '@tiptap/pm/state'
import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { ThreadKind } from '../../shared/domain/review.ts'
import { EDITOR_COMMANDS, readCommandStates, type CommandId } from './commands.ts'
import { isRemoteTransaction } from './remote-change.ts'
import styles from './SelectionMenu.module.css'
import { ToolbarItem } from './Toolbar.tsx'
import { useRovingFocus } from './use-roving-focus.ts'

const SHOWN: ReadonlySet<CommandId> = new Set<CommandId>([
  'bold',
  'italic',
  'strike',
  'code',
  'highlight',
  'link',
  'heading1',
  'heading2',
  'heading3',
  'bulletList',
  'taskList',
  'blockquote',
  'pull',
])
const COMMANDS = EDITOR_COMMANDS.filter(({ id }) => SHOWN.has(id))

const REVIEW_ITEMS = [
  { kind: 'comment', label: 'Comment', icon: IconMessagePlus },
  { kind: 'suggestion', label: 'Suggest a change', icon: IconPencilPlus },
] as const

const TOUCH = '(max-width: 48em), (pointer: coarse)'

interface SelectionMenuProps {
  readonly editor: Editor
  readonly editorId: string
  readonly editLink: () => void
  readonly isEditable: boolean
  /** Begins a comment or a suggestion on the selection; null for those who may not. */
  readonly review: ((kind: ThreadKind) => void) | null
}

export function SelectionMenu({
  editor,
  editorId,
  editLink,
  isEditable,
  review,
}: SelectionMenuProps): React.JSX.Element | null {
  const menu = useRef<HTMLDivElement>(null)
  const { isShown, hide, dismiss } = useIsShown(editor, menu)
  const states = useEditorState({ editor, selector: ({ editor }) => readCommandStates(editor) })
  const commands = isEditable ? COMMANDS.filter(({ id }) => states[id] !== 'absent') : []
  const roving = useRovingFocus(isEditable ? 'bold' : 'comment')
  usePlace(editor, menu, isShown)
  if (!isShown) return null
  return (
    <div
      ref={menu}
      role="toolbar"
      aria-label={isEditable ? 'Formatting of the selection' : 'Comment on the selection'}
      aria-controls={editorId}
      aria-orientation="horizontal"
      className={styles['menu']}
      {...roving.containerProps}
      onKeyDownCapture={(event) => {
        if (event.key !== 'Escape') return
        dismiss()
        editor.commands.focus(null, { scrollIntoView: false })
      }}
      onBlur={({ relatedTarget }) => {
        const isNear = menu.current?.contains(relatedTarget) || editor.view.dom.contains(relatedTarget)
        if (!isNear) hide()
      }}
    >
      {commands.map((command, index) => (
        <ToolbarItem
          key={command.id}
          command={command}
          state={states[command.id]}
          startsGroup={index > 0 && commands[index - 1]?.group !== command.group}
          editor={editor}
          editLink={() => {
            dismiss()
            editLink()
          }}
          itemProps={roving.itemProps}
        />
      ))}
      {review &&
        REVIEW_ITEMS.map(({ kind, label, icon: ItemIcon }) => (
          <button
            key={kind}
            type="button"
            className={styles['review']}
            aria-label={label}
            data-hint={label}
            // The selection stays.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => {
              dismiss()
              review(kind)
            }}
            {...roving.itemProps(kind)}
          >
            <ItemIcon size={18} stroke={1.8} aria-hidden />
            {!isEditable && label}
          </button>
        ))}
    </div>
  )
}

/**
 * Shown when somebody is done selecting: the pointer or the key is up. Gone with the selection, while it is dragged, and
 * after Escape until another one is made.
 */
function useIsShown(
  editor: Editor,
  menu: React.RefObject<HTMLDivElement | null>,
): {
  readonly isShown: boolean
  readonly hide: () => void
  /** Hides it until something else is selected. */
  readonly dismiss: () => void
} {
  const [isShown, setShown] = useState(() => isOffered(editor, null))
  const isDismissed = useRef(false)

  useEffect(() => {
    const { dom } = editor.view
    let frame = 0
    let isPointerDown = false
    const check = (): void => {
      cancelAnimationFrame(frame)
      // A click on a selection takes it back only after the pointer is up.
      frame = requestAnimationFrame(() => setShown(!isDismissed.current && isOffered(editor, menu.current)))
    }
    const pressPointer = (event: PointerEvent): void => {
      if (!dom.contains(event.target as Node)) return
      isPointerDown = true
      setShown(false)
    }
    const releasePointer = (): void => {
      isPointerDown = false
      check()
    }
    const pressKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return
      isDismissed.current = true
      setShown(false)
    }
    const releaseKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') check()
    }
    const followSelection = ({
      transaction,
    }: {
      readonly transaction: Parameters<typeof isRemoteTransaction>[0]
    }): void => {
      if (!isOffered(editor, menu.current)) setShown(false)
      if (isRemoteTransaction(transaction)) return
      isDismissed.current = false
      // A selection by keys may be told of only after they are up.
      if (!isPointerDown) check()
    }
    const leave = ({ event }: { readonly event: FocusEvent }): void => {
      if (!menu.current?.contains(event.relatedTarget as Node | null)) setShown(false)
    }
    dom.addEventListener('keydown', pressKey)
    dom.addEventListener('keyup', releaseKey)
    window.addEventListener('pointerdown', pressPointer)
    window.addEventListener('pointerup', releasePointer)
    editor.on('selectionUpdate', followSelection)
    editor.on('blur', leave)
    return () => {
      cancelAnimationFrame(frame)
      dom.removeEventListener('keydown', pressKey)
      dom.removeEventListener('keyup', releaseKey)
      window.removeEventListener('pointerdown', pressPointer)
      window.removeEventListener('pointerup', releasePointer)
      editor.off('selectionUpdate', followSelection)
      editor.off('blur', leave)
    }
  }, [editor, menu])

  const hide = (): void => setShown(false)
  const dismiss = (): void => {
    isDismissed.current = true
    setShown(false)
  }
  return { isShown, hide, dismiss }
}

/** Whether there is text selected that can be formatted, by somebody who is in the text or the menu, with room for it. */
function isOffered(editor: Editor, menu: HTMLElement | null): boolean {
  const { selection, doc } = editor.state
  return (
    selection instanceof TextSelection &&
    doc.textBetween(selection.from, selection.to).trim() !== '' &&
    (editor.isEditable
      ? (editor.view.hasFocus() || menu?.contains(document.activeElement) === true) &&
        !editor.isActive('codeBlock') &&
        !window.matchMedia(TOUCH).matches
      : isSelectedIn(editor.view.dom))
  )
}

/** Text that is only read has no focus; what is selected in it is. */
function isSelectedIn(text: HTMLElement): boolean {
  const selection = text.ownerDocument.getSelection()
  return selection !== null && !selection.isCollapsed && text.contains(selection.anchorNode)
}

const GAP_PX = 8

/** Keeps the menu above the selection, or below it where the bars at the top would cover it. */
function usePlace(editor: Editor, menu: React.RefObject<HTMLDivElement | null>, isShown: boolean): void {
  useLayoutEffect(() => {
    if (!isShown) return undefined
    const place = (): void => placeAt(editor, menu.current)
    place()
    editor.on('transaction', place)
    window.addEventListener('resize', place)
    return () => {
      editor.off('transaction', place)
      window.removeEventListener('resize', place)
    }
  }, [editor, menu, isShown])
}

function placeAt(editor: Editor, menu: HTMLElement | null): void {
  const pane = menu?.offsetParent
  if (!menu || !pane) return
  const { from, to } = editor.state.selection
  const frame = pane.getBoundingClientRect()
  const text = editor.view.dom.getBoundingClientRect()
  const start = editor.view.coordsAtPos(from)
  const end = editor.view.coordsAtPos(to, -1)
  const isOneLine = Math.abs(start.top - end.top) < start.bottom - start.top
  const middle = isOneLine ? (start.left + end.right) / 2 : (text.left + text.right) / 2
  const left = Math.max(
    GAP_PX,
    Math.min(middle - frame.left - menu.offsetWidth / 2, frame.width - menu.offsetWidth - GAP_PX),
  )
  const above = start.top - menu.offsetHeight - GAP_PX
  const coveredTo =
    pane.querySelector('[role="toolbar"]')?.parentElement?.getBoundingClientRect().bottom ?? frame.top
  const top = above > coveredTo ? above : end.bottom + GAP_PX
  menu.style.left = `${Math.round(left)}px`
  menu.style.top = `${Math.round(top - frame.top)}px`
}

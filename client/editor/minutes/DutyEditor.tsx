import { Autocomplete, Button, Popover, TextInput } from '@mantine/core'
import '@mantine/core/styles/Combobox.layer.css'
import type { Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { useState, type FormEvent, type KeyboardEvent } from 'react'
import { dayOrNull } from '../../../shared/schema/minute-words.ts'
import type { Matchable } from '../suggest/match.ts'
import styles from './DutyEditor.module.css'
import { dutyOf, dutyText, type Duty } from './duty-words.ts'
import { rememberNode } from './remember-node.ts'

const LONGEST_NAME = 200

/**
 * The small dialog for whose a minute or task is and, where something is to be done, until when. Mounted only while it
 * is open, so that it starts from what is there.
 */
export function DutyEditor({
  editor,
  position,
  namesFor,
  announce,
  onClose,
}: {
  readonly editor: Editor
  /** Where the node begins. */
  readonly position: number
  /** Names to choose from; any other can be written. */
  readonly namesFor: (doc: Node) => readonly Matchable[]
  readonly announce: (text: string) => void
  readonly onClose: () => void
}): React.JSX.Element {
  const [find] = useState(() => rememberNode(editor.state, position))
  const [node] = useState(() => editor.state.doc.nodeAt(position))
  const [names] = useState(() => namesFor(editor.state.doc).map(({ label }) => label))
  const [place] = useState(() => placeOf(editor, position))
  const present = dutyOf(node?.attrs ?? {})
  const [who, setWho] = useState(present.who ?? '')
  const [due, setDue] = useState(present.due ?? '')
  const isToDo = node?.type.name === 'taskItem' || node?.attrs['kind'] === 'action'

  const close = (): void => {
    onClose()
    editor.commands.focus(null, { scrollIntoView: false })
  }
  const save = (duty: Duty): void => {
    const at = find(editor.state)
    if (at === null) announce('It is gone: somebody took it away meanwhile')
    else {
      setDuty(editor, at, duty)
      announce(dutyText(duty) || 'Nobody')
    }
  }
  const typed = (): Duty => ({
    who: who.trim().slice(0, LONGEST_NAME) || null,
    due: isToDo ? dayOrNull(due) : present.due,
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    save(typed())
    close()
  }
  const leave = (): void => {
    save(typed())
    onClose()
  }
  const cancel = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') close()
  }

  return (
    <Popover
      opened
      // A click elsewhere keeps what was chosen, and takes the focus where it went; Escape does neither.
      onChange={(opened) => !opened && leave()}
      closeOnEscape={false}
      trapFocus
      position="bottom-start"
      withinPortal
    >
      <Popover.Target>
        <span className={styles['anchor']} style={place} />
      </Popover.Target>
      <Popover.Dropdown aria-label={isToDo ? 'Who and until when' : 'Who'} onKeyDown={cancel}>
        <form onSubmit={submit} className={styles['form']}>
          <Autocomplete
            data-autofocus
            label="Who"
            placeholder="A name"
            autoComplete="off"
            data={names}
            limit={50}
            maxDropdownHeight="12rem"
            // Within the dialog: a click on a name is no click elsewhere.
            comboboxProps={{ withinPortal: false }}
            value={who}
            onChange={setWho}
          />
          {isToDo && (
            <TextInput
              type="date"
              label="Until"
              value={due}
              onChange={(event) => setDue(event.currentTarget.value)}
            />
          )}
          <div className={styles['actions']}>
            <Button type="submit" size="xs">
              Done
            </Button>
            {dutyText(present) !== '' && (
              <Button variant="default" size="xs" onClick={() => save({ who: null, due: null })}>
                Clear
              </Button>
            )}
          </div>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}

function setDuty(editor: Editor, position: number, duty: Duty): void {
  editor.commands.command(({ tr }) => {
    const node = tr.doc.nodeAt(position)
    if (!node || dutyText(dutyOf(node.attrs)) === dutyText(duty)) return false
    tr.setNodeMarkup(position, undefined, { ...node.attrs, ...duty })
    return true
  })
}

/** Where the button of the node is, in the window. */
function placeOf(
  editor: Editor,
  position: number,
): { readonly left: number; readonly top: number; readonly height: number } {
  const element = editor.view.nodeDOM(position)
  const button = element instanceof Element ? element.querySelector(':scope > .note-duty') : null
  const box = button?.getBoundingClientRect() ?? editor.view.coordsAtPos(position)
  return { left: box.left, top: box.top, height: box.bottom - box.top }
}

import { Button, Popover, TextInput } from '@mantine/core'
import type { Editor } from '@tiptap/core'
import { useState, type FormEvent } from 'react'
import { hrefOf } from './link-href.ts'
import styles from './LinkEditor.module.css'

/**
 * The small dialog for the link at the selection, placed beside it. Mounted only while it is open, so that it starts
 * from the link that is there.
 */
export function LinkEditor({
  editor,
  onClose,
}: {
  readonly editor: Editor
  readonly onClose: () => void
}): React.JSX.Element {
  const present = String(editor.getAttributes('link')['href'] ?? '')
  const [input, setInput] = useState(present)
  const [error, setError] = useState<string | null>(null)
  const [place] = useState(() => placeOf(editor))

  const close = (): void => {
    onClose()
    editor.commands.focus(null, { scrollIntoView: false })
  }
  const remove = (): void => {
    editor.chain().extendMarkRange('link').unsetLink().run()
    close()
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (input.trim() === '' && present !== '') return remove()
    const href = hrefOf(input)
    if (!href) return setError('Only web addresses (https://…) and mail addresses can be linked')
    setLink(editor, href)
    close()
  }

  return (
    <Popover
      opened
      // A click elsewhere takes the focus where it went.
      onChange={(opened) => !opened && onClose()}
      closeOnEscape={false}
      trapFocus
      position="bottom-start"
      withinPortal
    >
      <Popover.Target>
        <span className={styles['anchor']} style={place} />
      </Popover.Target>
      <Popover.Dropdown aria-label="Link" onKeyDown={({ key }) => key === 'Escape' && close()}>
        <form onSubmit={submit} className={styles['form']}>
          <TextInput
            data-autofocus
            label="Link to"
            placeholder="https://…"
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            value={input}
            error={error}
            onChange={(event) => {
              setInput(event.currentTarget.value)
              setError(null)
            }}
          />
          <div className={styles['actions']}>
            <Button type="submit" size="xs">
              {present === '' ? 'Add link' : 'Change link'}
            </Button>
            {present !== '' && (
              <>
                <Button variant="default" size="xs" onClick={remove}>
                  Remove
                </Button>
                <Button
                  component="a"
                  variant="subtle"
                  size="xs"
                  href={present}
                  target="_blank"
                  rel="noopener noreferrer"
                >
                  Open
                </Button>
              </>
            )}
          </div>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}

/** Links the selection; with nothing selected and no link there, the address becomes the text. */
function setLink(editor: Editor, href: string): void {
  const isBare = editor.state.selection.empty && !editor.isActive('link')
  if (!isBare) {
    editor.chain().extendMarkRange('link').setLink({ href }).run()
    return
  }
  editor
    .chain()
    .insertContent({
      type: 'text',
      text: href.replace(/^mailto:/, ''),
      marks: [{ type: 'link', attrs: { href } }],
    })
    .unsetMark('link')
    .run()
}

/** Where the selection starts, in the window. */
function placeOf(editor: Editor): { readonly left: number; readonly top: number; readonly height: number } {
  const { left, top, bottom } = editor.view.coordsAtPos(editor.state.selection.from)
  return { left, top, height: bottom - top }
}

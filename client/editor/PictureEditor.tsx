import { Button, Popover, Textarea } from '@mantine/core'
import type { Editor } from '@tiptap/core'
import { useState, type FormEvent } from 'react'
import type { DescribedPicture } from './picture-view.ts'
import styles from './LinkEditor.module.css'

/** As long as two sentences; what needs more belongs into the text. */
const MAX_CHARACTERS = 500

/** The small dialog for a picture's description, placed beside it. Mounted only while it is open. */
export function PictureEditor({
  editor,
  picture,
  onClose,
}: {
  readonly editor: Editor
  readonly picture: DescribedPicture
  readonly onClose: () => void
}): React.JSX.Element {
  const { button } = picture
  const [alt, setAlt] = useState(picture.alt)
  const [place] = useState(() => {
    const { left, top, height } = button.getBoundingClientRect()
    return { left, top, height }
  })

  const close = (): void => {
    onClose()
    if (button.isConnected) button.focus({ preventScroll: true })
    else editor.commands.focus(null, { scrollIntoView: false })
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    describePicture(editor, picture, alt.trim())
    close()
  }

  return (
    <Popover opened onChange={(opened) => !opened && close()} trapFocus position="bottom-start" withinPortal>
      <Popover.Target>
        <span className={styles['anchor']} style={place} />
      </Popover.Target>
      <Popover.Dropdown aria-label="Description of the picture">
        <form onSubmit={submit} className={styles['form']}>
          <Textarea
            data-autofocus
            label="What does the picture show?"
            description="For those who cannot see it, and for exports as text."
            rows={3}
            maxLength={MAX_CHARACTERS}
            value={alt}
            onChange={(event) => setAlt(event.currentTarget.value)}
            onKeyDown={(event) => {
              // One paragraph: Enter is done, as in every field of one line.
              if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
              event.preventDefault()
              event.currentTarget.form?.requestSubmit()
            }}
          />
          <div className={styles['actions']}>
            <Button type="submit" size="xs">
              Save description
            </Button>
            <Button variant="default" size="xs" onClick={close}>
              Cancel
            </Button>
          </div>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}

/** Changes the description of the picture that was meant, wherever others have moved it; nothing when it is gone. */
function describePicture(editor: Editor, { id, position }: DescribedPicture, alt: string): void {
  const { doc, tr } = editor.state
  const isIt = (at: number): boolean => doc.nodeAt(at)?.attrs['id'] === id
  let found = position() ?? -1
  if (found < 0 || !isIt(found)) {
    found = -1
    doc.descendants((node, at) => {
      if (found < 0 && node.type.name === 'image' && node.attrs['id'] === id) found = at
    })
  }
  if (found >= 0) editor.view.dispatch(tr.setNodeAttribute(found, 'alt', alt.replaceAll(/\s+/g, ' ')))
}

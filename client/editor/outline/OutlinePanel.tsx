/** The headings of a note to jump to: beside the text where there is room, else in a dialog over it. */
import { IconX } from '@tabler/icons-react'
import type { Editor } from '@tiptap/core'
import { useRef } from 'react'
import { Dialog } from '../../components/Dialog.tsx'
import { goToHeading } from './go-to-heading.ts'
import styles from './OutlinePanel.module.css'
import { useOutline } from './use-outline.ts'

interface OutlineProps {
  readonly editor: Editor
  readonly onClose: () => void
}

/** Stays open beside the text. */
export function OutlinePanel({ editor, onClose }: OutlineProps): React.JSX.Element {
  return (
    <div className={styles['side']}>
      <nav className={styles['panel']} aria-label="Outline">
        <div className={styles['top']}>
          <span className={styles['title']}>Outline</span>
          <button type="button" className={styles['close']} aria-label="Close the outline" onClick={onClose}>
            <IconX size={16} aria-hidden />
          </button>
        </div>
        <Headings editor={editor} onChoose={(position) => goToHeading(editor, position)} />
      </nav>
    </div>
  )
}

/** Covers the text until a heading is chosen. */
export function OutlineSheet({ editor, onClose }: OutlineProps): React.JSX.Element {
  const chosen = useRef<number | null>(null)
  const handleClosed = (): void => {
    onClose()
    // Only now: the dialog gives the focus back when it closes.
    if (chosen.current !== null) goToHeading(editor, chosen.current)
  }
  return (
    <Dialog title="Outline" onClosed={handleClosed}>
      {(close) => (
        <nav aria-label="Outline">
          <Headings
            editor={editor}
            onChoose={(position) => {
              chosen.current = position
              close()
            }}
          />
        </nav>
      )}
    </Dialog>
  )
}

function Headings({
  editor,
  onChoose,
}: {
  readonly editor: Editor
  readonly onChoose: (position: number) => void
}): React.JSX.Element {
  const { headings, current } = useOutline(editor)
  if (headings.length === 0) {
    return <p className={styles['none']}>No headings yet. A line that begins with “# ” becomes one.</p>
  }
  return (
    <ul className={styles['list']}>
      {headings.map(({ position, level, text }, index) => (
        <li key={position}>
          <button
            type="button"
            data-autofocus={index === current || undefined}
            className={styles['heading']}
            style={{ '--level': level } as React.CSSProperties}
            aria-current={index === current ? 'location' : undefined}
            title={text}
            onClick={() => onChoose(position)}
          >
            <span className="visually-hidden">Level {level}: </span>
            <span dir="auto" className={styles['text']}>
              {text}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Below the toolbar, as long as the text is marked with who wrote it: whose colour is which, and who wrote it at the caret. */
import { IconX } from '@tabler/icons-react'
import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import type { CSSProperties } from 'react'
import type * as Y from 'yjs'
import type { NoteInfo } from '../../../shared/contracts/notes.ts'
import styles from './AuthorBar.module.css'
import { authorBefore } from './author-marks.ts'
import './author-marks.css'
import { useAuthors } from './use-authors.ts'

/** More would cover the text. */
const MAX_LISTED = 12

export interface AuthorBarProps {
  readonly editor: Editor
  readonly note: NoteInfo
  /** The shared document. */
  readonly doc: Y.Doc
  /** Null: the asker may remove nobody. */
  readonly onRemove: (() => void) | null
  readonly onClose: () => void
}

export function AuthorBar({ editor, note, doc, onRemove, onClose }: AuthorBarProps): React.JSX.Element {
  const { looks, hasFailed, tryAgain } = useAuthors(editor, {
    noteId: note.id,
    doc,
    zone: note.event.timeZone,
  })
  const here = useEditorState({
    editor,
    selector: ({ editor }) => authorBefore(editor, editor.state.selection.head),
  })

  return (
    <section className={styles['bar']} aria-label="Who wrote what">
      {looks === null ? (
        !hasFailed && <span className={styles['here']}>Asking who wrote what …</span>
      ) : looks.length === 0 ? (
        <span className={styles['here']}>Nobody has written here yet.</span>
      ) : (
        <ul className={styles['legend']} aria-label="Authors">
          {looks.slice(0, MAX_LISTED).map(({ name, color, line }) => (
            <li
              key={`${name} ${color} ${line}`}
              className={`author-mark ${styles['author']}`}
              style={{ '--author': color, '--author-line': line } as CSSProperties}
            >
              {name}
            </li>
          ))}
          {looks.length > MAX_LISTED && <li>and {looks.length - MAX_LISTED} more</li>}
        </ul>
      )}
      {here !== null && <span className={styles['here']}>At the caret: {here}</span>}
      {onRemove && looks !== null && looks.length > 0 && (
        <button type="button" className={styles['words']} onClick={onRemove}>
          Remove somebody …
        </button>
      )}
      {hasFailed && (
        <span className={styles['failure']}>
          {looks === null ? 'The server could not be asked.' : 'What is new is not known yet.'}
          <button type="button" className={styles['words']} onClick={tryAgain}>
            Try again
          </button>
        </span>
      )}
      <button
        type="button"
        className={styles['button']}
        aria-label="Hide who wrote what"
        title="Hide"
        onClick={({ detail: clicks }) => {
          onClose()
          // The button goes: who pressed it by keyboard would be nowhere.
          if (clicks === 0) editor.commands.focus(null, { scrollIntoView: false })
        }}
      >
        <IconX size={18} stroke={1.8} aria-hidden />
      </button>
    </section>
  )
}

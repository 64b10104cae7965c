import { useEffect, useState } from 'react'
import styles from './NotePane.module.css'

/** Longer than this, somebody waits: say what can be done meanwhile. */
const SLOW_AFTER_MS = 4_000

/** Stands where the text will be. It never looks like an empty note. */
export function LoadingNote({ noteId }: { readonly noteId: string }): React.JSX.Element {
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className={styles['loading']} aria-busy>
      {isSlow && (
        <p>
          The live note cannot be reached yet; some networks block live connections. Nothing is lost:{' '}
          <a href={`/api/v1/notes/${encodeURIComponent(noteId)}/content?format=html`}>read the saved text</a>.
        </p>
      )}
      {[92, 78, 85, 40].map((width) => (
        <span key={width} className={styles['bone']} style={{ inlineSize: `${width}%` }} />
      ))}
    </div>
  )
}

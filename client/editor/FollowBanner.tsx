import { useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'
import type { Following } from './following.ts'
import styles from './FollowBanner.module.css'

/** Says who is followed, and how to stop: at the end of the window, wherever the note is scrolled. */
export function FollowBanner({ following }: { readonly following: Following }): React.ReactPortal {
  const followed = useSyncExternalStore(following.subscribe, following.getSnapshot)
  return createPortal(
    <output className={styles['place']}>
      {followed && (
        <span className={styles['banner']}>
          <span className={styles['dot']} style={{ background: followed.color }} aria-hidden />
          <span>
            Following <bdi>{followed.name}</bdi>, Esc to stop
            {!followed.hasCaret && <span className={styles['detail']}> (not in the text now)</span>}
          </span>
          <button type="button" className={styles['stop']} onClick={() => following.stop()}>
            Stop
          </button>
        </span>
      )}
    </output>,
    document.body,
  )
}

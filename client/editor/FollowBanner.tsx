import { useSyncExternalStore } from 'react'
import type { Following } from './following.ts'
import styles from './FollowBanner.module.css'

/** Says who is followed, and how to stop. */
export function FollowBanner({ following }: { readonly following: Following }): React.JSX.Element {
  const followed = useSyncExternalStore(following.subscribe, following.getSnapshot)
  return (
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
    </output>
  )
}

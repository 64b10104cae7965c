import { IconListTree, IconMessage, IconSearch, IconUserEdit } from '@tabler/icons-react'
import styles from './PaneButtons.module.css'
import { FIND_KEYS } from './note-keys.ts'
import { ariaShortcut, hasCommandKey, shortcutLabel } from './shortcut-label.ts'
import type { PaneTools } from './use-pane-tools.ts'

/** The buttons of a note's heading row: who wrote what (for those who write), comments, its outline, and the search in it. */
export function PaneButtons({
  tools,
  mayWrite,
  mayComment,
}: {
  readonly tools: PaneTools
  readonly mayWrite: boolean
  readonly mayComment: boolean
}): React.JSX.Element {
  const isMac = hasCommandKey()
  return (
    <div className={styles['buttons']}>
      {mayWrite && (
        <button
          type="button"
          className={`${styles['button']} ${styles['authors']}`}
          aria-label="Who wrote what"
          data-hint="Who wrote what"
          aria-pressed={tools.showsAuthors}
          onClick={tools.toggleAuthors}
        >
          <IconUserEdit size={18} stroke={1.8} aria-hidden />
        </button>
      )}
      {mayComment && <ReviewButton tools={tools} />}
      <button
        type="button"
        className={styles['button']}
        aria-label="Outline"
        data-hint="Outline"
        aria-expanded={tools.outline !== null}
        onClick={tools.toggleOutline}
      >
        <IconListTree size={18} stroke={1.8} aria-hidden />
      </button>
      <button
        type="button"
        className={styles['button']}
        aria-label="Find in the note"
        data-hint={`Find in the note (${shortcutLabel(FIND_KEYS.open, isMac)})`}
        aria-keyshortcuts={ariaShortcut(FIND_KEYS.open, isMac)}
        aria-expanded={tools.findAsked > 0}
        onClick={tools.findAsked > 0 ? tools.closeFind : tools.openFind}
      >
        <IconSearch size={18} stroke={1.8} aria-hidden />
      </button>
    </div>
  )
}

/** Opens the comments, and tells how many are open. */
function ReviewButton({
  tools: { review, reviewCount, openReview, closeReview },
}: {
  readonly tools: PaneTools
}): React.JSX.Element {
  const count = reviewCount ?? 0
  return (
    <button
      type="button"
      className={styles['button']}
      aria-label={count > 0 ? `Comments: ${count} open` : 'Comments'}
      data-hint="Comments"
      aria-expanded={review !== null}
      onClick={review === null ? openReview : closeReview}
    >
      <IconMessage size={18} stroke={1.8} aria-hidden />
      {count > 0 && (
        <span className={styles['count']} aria-hidden>
          {count}
        </span>
      )}
    </button>
  )
}

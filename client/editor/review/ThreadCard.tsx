/** One thread in the panel: what it is about, what was said, and what can be done with it. */
import { Button } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { ReviewThread } from '../../../shared/contracts/review.ts'
import type { ThreadState } from '../../../shared/domain/review.ts'
import { acceptSuggestion, addComment, setThreadState } from '../../api/review.ts'
import { Badge } from '../../components/Badge.tsx'
import { formatMoment } from '../../components/times.ts'
import { CommentEntry } from './CommentEntry.tsx'
import styles from './ReviewPanel.module.css'
import { GUEST_NAME } from './review-words.ts'
import { useReviewCall } from './use-review-call.ts'
import { WordsForm } from './WordsForm.tsx'

const STATE_NAMES: Readonly<Record<ThreadState, string>> = {
  open: 'Open',
  resolved: 'Resolved',
  accepted: 'Accepted',
  rejected: 'Rejected',
}

export interface ThreadCardProps {
  readonly thread: ReviewThread
  readonly zone: string
  readonly isCurrent: boolean
  /** Whether its passage is still in the text; true as long as that is not known. */
  readonly isInText: boolean
  readonly onChoose: () => void
  readonly whenNamed: (action: () => void) => void
  readonly announce: (text: string) => void
  readonly reload: () => Promise<void>
}

export function ThreadCard(props: ThreadCardProps): React.JSX.Element {
  const { thread, zone, isCurrent, isInText, onChoose, whenNamed, announce, reload } = props
  const { id, kind, quote, proposed, state, next, comments, by, createdAt, closedAt, closedBy } = thread
  const [isReplying, setReplying] = useState(false)
  const { isBusy, problem, call } = useReviewCall()
  const noun = kind === 'comment' ? 'comment' : 'suggestion'

  const act = (action: () => Promise<unknown>, said: string): void =>
    call(async () => {
      try {
        await action()
      } finally {
        // Whatever came of it: what is shown may be old.
        await reload()
      }
      announce(said)
    })
  const moveTo = (to: 'open' | 'resolved' | 'rejected', said: string) => (): void =>
    whenNamed(() => act(() => setThreadState(id, { state: to, from: state }), said))

  return (
    <article
      className={styles['thread']}
      data-current={isCurrent || undefined}
      data-thread={id}
      aria-label={`${kind === 'comment' ? 'Comment' : 'Suggestion'} by ${by ?? GUEST_NAME}`}
    >
      <button
        type="button"
        className={styles['passage']}
        aria-pressed={isCurrent}
        aria-label={`Show in the text: ${quote}`}
        onClick={onChoose}
      >
        {proposed === null ? (
          <span className={styles['quote']}>{quote}</span>
        ) : (
          <span className={styles['change']}>
            <del>{quote}</del>
            {proposed !== '' && (
              <>
                {' '}
                <ins>{proposed}</ins>
              </>
            )}
          </span>
        )}
      </button>
      {/* What a button holds is read as its name: the suggested words are told apart from it. */}
      {proposed !== null && (
        <p className="visually-hidden">
          {proposed === '' ? 'Suggests to delete it' : `Suggested instead: ${proposed}`}
        </p>
      )}
      {(!isInText || state !== 'open') && (
        <p className={styles['marks']}>
          {!isInText && state !== 'accepted' && <Badge tone="warn">Its text was deleted</Badge>}
          {state !== 'open' && (
            <span className={styles['quiet']}>
              {STATE_NAMES[state]}
              {closedBy !== null && ` by ${closedBy}`}
              {closedAt !== null && `, ${formatMoment(closedAt, zone)}`}
            </span>
          )}
        </p>
      )}
      {comments.length === 0 && (
        <p className={styles['quiet']}>
          {by ?? GUEST_NAME}, {formatMoment(createdAt, zone)}
        </p>
      )}
      <ol className={styles['comments']}>
        {comments.map((comment) => (
          <li key={comment.id}>
            <CommentEntry comment={comment} zone={zone} announce={announce} reload={reload} />
          </li>
        ))}
      </ol>
      {problem !== null && (
        <p role="alert" className={styles['problem']}>
          {problem}
        </p>
      )}
      {isReplying ? (
        <WordsForm
          label="Reply"
          submitLabel="Reply"
          isBusy={isBusy}
          problem={null}
          onCancel={() => setReplying(false)}
          onSubmit={(text) =>
            whenNamed(() =>
              act(async () => {
                await addComment(id, text)
                setReplying(false)
              }, 'Reply added'),
            )
          }
        />
      ) : (
        <div className={styles['actions']}>
          <Button
            size="compact-sm"
            variant="subtle"
            aria-label={`Reply to the ${noun}`}
            onClick={() => setReplying(true)}
          >
            Reply
          </Button>
          <span className={styles['space']} />
          {next.includes('resolved') && (
            <Button
              size="compact-sm"
              variant="default"
              disabled={isBusy}
              onClick={moveTo('resolved', 'Comment resolved')}
            >
              Resolve
            </Button>
          )}
          {next.includes('rejected') && (
            <Button
              size="compact-sm"
              variant="default"
              disabled={isBusy}
              leftSection={<IconX size={14} aria-hidden />}
              onClick={moveTo('rejected', 'Suggestion closed')}
            >
              {next.includes('accepted') ? 'Reject' : 'Take back'}
            </Button>
          )}
          {next.includes('accepted') && (
            <Button
              size="compact-sm"
              disabled={isBusy}
              leftSection={<IconCheck size={14} aria-hidden />}
              onClick={() => act(() => acceptSuggestion(id), 'Suggestion accepted')}
            >
              Accept
            </Button>
          )}
          {next.includes('open') && (
            <Button
              size="compact-sm"
              variant="default"
              disabled={isBusy}
              onClick={moveTo('open', 'Opened again')}
            >
              Open again
            </Button>
          )}
        </div>
      )}
    </article>
  )
}

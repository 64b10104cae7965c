/** What somebody said in a thread; who wrote it can change it. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ReviewComment } from '../../../shared/contracts/review.ts'
import { deleteComment, editComment } from '../../api/review.ts'
import { formatMoment } from '../../components/times.ts'
import styles from './ReviewPanel.module.css'
import { GUEST_NAME } from './review-words.ts'
import { useReviewCall } from './use-review-call.ts'
import { WordsForm } from './WordsForm.tsx'

export function CommentEntry({
  comment,
  zone,
  announce,
  reload,
}: {
  readonly comment: ReviewComment
  readonly zone: string
  readonly announce: (text: string) => void
  readonly reload: () => Promise<void>
}): React.JSX.Element {
  const { id, text, by, writtenAt, editedAt, mayEdit, mayDelete } = comment
  const [doing, setDoing] = useState<'edit' | 'delete' | null>(null)
  const { isBusy, problem, call } = useReviewCall()
  const act = (action: () => Promise<unknown>, said: string): void =>
    call(async () => {
      try {
        await action()
      } finally {
        await reload()
      }
      setDoing(null)
      announce(said)
    })
  const name = by ?? GUEST_NAME

  return (
    <>
      <p className={styles['who']}>
        <strong>{name}</strong>{' '}
        <span className={styles['quiet']}>
          <time dateTime={writtenAt}>{formatMoment(writtenAt, zone)}</time>
          {editedAt !== null && ', edited'}
        </span>
      </p>
      {text === null ? (
        <p className={styles['quiet']}>This comment was deleted.</p>
      ) : doing === 'edit' ? (
        <WordsForm
          label="Your comment"
          submitLabel="Save"
          initial={text}
          isBusy={isBusy}
          problem={problem}
          onCancel={() => setDoing(null)}
          onSubmit={(changed) => act(() => editComment(id, changed), 'Comment changed')}
        />
      ) : (
        <p className={styles['words']} dir="auto">
          {text}
        </p>
      )}
      {doing === 'delete' && (
        <div className={styles['actions']}>
          <span className={styles['quiet']}>Delete this comment for good?</span>
          <Button size="compact-xs" variant="default" onClick={() => setDoing(null)}>
            Keep
          </Button>
          <Button
            size="compact-xs"
            color="red"
            disabled={isBusy}
            onClick={() => act(() => deleteComment(id), 'Comment deleted')}
          >
            Delete
          </Button>
        </div>
      )}
      {doing !== 'edit' && problem !== null && (
        <p role="alert" className={styles['problem']}>
          {problem}
        </p>
      )}
      {doing === null && (mayEdit || mayDelete) && (
        <div className={styles['own']}>
          {mayEdit && (
            <button
              type="button"
              className={styles['link']}
              aria-label={`Edit the comment by ${name}`}
              onClick={() => setDoing('edit')}
            >
              Edit
            </button>
          )}
          {mayDelete && (
            <button
              type="button"
              className={styles['link']}
              aria-label={`Delete the comment by ${name}`}
              onClick={() => setDoing('delete')}
            >
              Delete
            </button>
          )}
        </div>
      )}
    </>
  )
}

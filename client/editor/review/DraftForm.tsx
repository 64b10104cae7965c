/** Begins a thread on what was selected: a comment, or other words for it. */
import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { MAX_SUGGESTED_CHARS } from '../../../shared/domain/review.ts'
import { openThread } from '../../api/review.ts'
import type { LiveNote } from '../../collab/live-note.ts'
import styles from './ReviewPanel.module.css'
import { whenSaved } from './saved.ts'
import type { Draft } from './use-places.ts'
import { useReviewCall } from './use-review-call.ts'
import { WordsForm } from './WordsForm.tsx'

export function DraftForm({
  draft: { kind, passage, typed },
  noteId,
  live,
  whenNamed,
  onDone,
}: {
  readonly draft: Draft
  readonly noteId: string
  readonly live: LiveNote
  readonly whenNamed: (action: () => void) => void
  /** Null: given up. */
  readonly onDone: (thread: string | null) => void
}): React.JSX.Element {
  const { start, end, quote } = passage
  const [proposed, setProposed] = useState(() => typed.read().proposed ?? quote)
  const { isBusy, problem, call, refuse } = useReviewCall()
  const isSuggestion = kind === 'suggestion'

  const submit = (text: string): void => {
    if (isSuggestion && proposed === quote) return refuse('Change the words first.')
    whenNamed(() =>
      call(async () => {
        await whenSaved(live)
        const wanted = isSuggestion
          ? { kind, start, end, quote, proposed, ...(text === '' ? {} : { text }) }
          : { kind, start, end, text }
        const { id } = await openThread(noteId, wanted)
        onDone(id)
      }),
    )
  }

  return (
    <div className={styles['draft']}>
      {!isSuggestion && <blockquote className={styles['quote']}>{quote}</blockquote>}
      <WordsForm
        label={isSuggestion ? 'Why (optional)' : 'Comment'}
        submitLabel={isSuggestion ? 'Suggest' : 'Comment'}
        initial={typed.read().comment}
        onTyped={(comment) => typed.keep({ comment })}
        isOptional={isSuggestion}
        takesFocus={!isSuggestion}
        isBusy={isBusy}
        problem={problem}
        onSubmit={submit}
        onCancel={() => onDone(null)}
      >
        {isSuggestion && (
          <Textarea
            size="sm"
            label="Suggested text"
            description="Leave it empty to suggest deleting the words."
            autosize
            minRows={2}
            maxRows={8}
            maxLength={MAX_SUGGESTED_CHARS}
            value={proposed}
            // Asked for just now, by a button or a key.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            // What is typed takes the place of what is there.
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => {
              typed.keep({ proposed: event.currentTarget.value })
              setProposed(event.currentTarget.value)
            }}
          />
        )}
      </WordsForm>
    </div>
  )
}

/** The comments and suggestions on a note, in the order of its text: beside it where there is room, else below it. */
import { Button, SegmentedControl } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { NoteKind } from '../../../shared/contracts/notes.ts'
import type { ReviewThread } from '../../../shared/contracts/review.ts'
import type { LiveNote } from '../../collab/live-note.ts'
import { DraftForm } from './DraftForm.tsx'
import styles from './ReviewPanel.module.css'
import { ThreadCard, type ThreadCardProps } from './ThreadCard.tsx'
import type { Draft, Places } from './use-places.ts'

interface ReviewPanelProps extends Pick<ThreadCardProps, 'whenNamed' | 'announce' | 'reload' | 'zone'> {
  readonly look: 'beside' | 'below'
  readonly isEditable: boolean
  readonly kind: NoteKind
  readonly noteId: string
  readonly live: LiveNote
  /** Null: not known yet. */
  readonly threads: readonly ReviewThread[] | null
  readonly places: Places | null
  readonly hasFailed: boolean
  readonly current: string | null
  /** The thread that somebody was led here for, which gets the focus. */
  readonly led: { readonly to: string | null }
  readonly onChoose: (thread: string) => void
  readonly draft: Draft | null
  readonly onBegin: (kind: Draft['kind']) => void
  /** With the thread that came of it; null: it was given up. */
  readonly onDraftDone: (draft: Draft, thread: string | null) => void
  readonly onClose: () => void
}

export function ReviewPanel(props: ReviewPanelProps): React.JSX.Element {
  const { look, isEditable, kind, threads, places, hasFailed, reload, current, led, onChoose, draft } = props
  const { zone, whenNamed, announce, onBegin, onDraftDone, onClose } = props
  const [filter, setFilter] = useState<'open' | 'closed'>('open')
  const list = useRef<HTMLDivElement>(null)
  const count = (isOpen: boolean): number =>
    threads?.filter(({ state }) => (state === 'open') === isOpen).length ?? 0
  const shown = threads?.filter(({ state }) => (state === 'open') === (filter === 'open')) ?? []

  // One that was chosen in the text is shown here, whatever list it is in.
  const currentState = threads?.find(({ id }) => id === current)?.state
  const [seen, setSeen] = useState(current)
  if (current !== seen) {
    setSeen(current)
    if (currentState) setFilter(currentState === 'open' ? 'open' : 'closed')
  }
  const isListed = currentState !== undefined
  useEffect(() => {
    if (current === null || !isListed) return
    const card = list.current?.querySelector(`[data-thread="${CSS.escape(current)}"]`)
    card?.scrollIntoView({ block: 'nearest', behavior: 'instant' })
  }, [current, isListed])

  useEffect(() => {
    if (led.to === null) return
    const card = list.current?.querySelector(`[data-thread="${CSS.escape(led.to)}"]`)
    card?.querySelector('button')?.focus({ preventScroll: true })
  }, [led])

  // Below the text it may begin outside of the window: what was just asked for has to be seen.
  const frame = useRef<HTMLDivElement>(null)
  const hasDraft = draft !== null
  useEffect(() => {
    if (look !== 'below') return
    // The field that one types in stands at its end.
    frame.current?.scrollIntoView({ block: hasDraft ? 'end' : 'nearest', behavior: 'instant' })
  }, [look, hasDraft])

  return (
    <div ref={frame} className={styles[look]} data-above-toolbar={isEditable || undefined}>
      <section
        className={styles['panel']}
        aria-label={kind === 'notes' ? 'Comments on the notes' : 'Comments on the summary'}
      >
        <div className={styles['top']}>
          <h3 className={styles['title']}>Comments</h3>
          <SegmentedControl
            size="xs"
            aria-label="Which comments to show"
            value={filter}
            onChange={(value) => setFilter(value === 'closed' ? 'closed' : 'open')}
            data={[
              { value: 'open', label: `Open ${count(true)}` },
              { value: 'closed', label: `Closed ${count(false)}` },
            ]}
          />
          <button type="button" className={styles['close']} aria-label="Close the comments" onClick={onClose}>
            <IconX size={16} aria-hidden />
          </button>
        </div>
        {/* It scrolls: who has no pointer needs a way in, which its buttons are. */}
        <div ref={list} className={styles['list']}>
          {draft ? (
            <DraftForm
              key={draft.asked}
              draft={draft}
              noteId={props.noteId}
              live={props.live}
              whenNamed={whenNamed}
              onDone={(thread) => {
                onDraftDone(draft, thread)
                if (thread === null) return
                setFilter('open')
                announce(draft.kind === 'comment' ? 'Comment added' : 'Suggestion added')
                void reload()
              }}
            />
          ) : (
            <div className={styles['begin']}>
              {/* The selection stays: the focus does not go to the button. */}
              <Button
                size="compact-sm"
                variant="default"
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => onBegin('comment')}
              >
                Comment on the selection
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => onBegin('suggestion')}
              >
                Suggest a change
              </Button>
            </div>
          )}
          {hasFailed && (
            <p role="alert" className={styles['problem']}>
              The comments could not be loaded.{' '}
              <Button size="compact-sm" variant="default" onClick={() => void reload()}>
                Try again
              </Button>
            </p>
          )}
          {threads !== null && shown.length === 0 && !draft && (
            <p className={styles['none']}>
              {filter === 'open'
                ? 'Nothing is open. Select words in the text to comment on them.'
                : 'Nothing was closed yet.'}
            </p>
          )}
          <ul className={styles['threads']}>
            {shown.map((thread) => (
              <li key={thread.id}>
                <ThreadCard
                  thread={thread}
                  zone={zone}
                  isCurrent={thread.id === current}
                  isInText={places === null || places.has(thread.id)}
                  onChoose={() => onChoose(thread.id)}
                  whenNamed={whenNamed}
                  announce={announce}
                  reload={reload}
                />
              </li>
            ))}
          </ul>
        </div>
      </section>
    </div>
  )
}

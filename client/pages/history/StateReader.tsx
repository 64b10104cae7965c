/** What the document said at the chosen place, what changed there, and what one can do with it. */
import { ActionIcon, Button } from '@mantine/core'
import { useReducedMotion } from '@mantine/hooks'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, type RefObject } from 'react'
import { MINUTE_MS } from '../../../shared/domain/time.ts'
import { announce } from '../../components/announce.ts'
import { explainError } from '../../components/explain-error.ts'
import { dayOf, formatClock, formatDay } from '../../components/times.ts'
import { HistoryDoc } from './HistoryDoc.tsx'
import { PlayBar } from './PlayBar.tsx'
import { StateActions } from './StateActions.tsx'
import classes from './StateReader.module.css'
import { Choice, ViewChoices } from './ViewChoices.tsx'
import { WhoWrote } from './WhoWrote.tsx'
import type { Outcome } from './OutcomeBar.tsx'
import { useChangeKeys } from './use-change-keys.ts'
import { useChanges } from './use-changes.ts'
import { usePlayer } from './use-player.ts'
import type { TimeLineState } from './use-time-line.ts'

/** A place is said aloud once somebody stays there. */
const SAY_AFTER_MS = 700

export function StateReader({
  line,
  frame,
  onDone,
}: {
  readonly line: TimeLineState
  /** What the document scrolls in; gets the focus when somebody is led here. */
  readonly frame: RefObject<HTMLElement | null>
  readonly onDone: (outcome: Outcome) => void
}) {
  const { stops, index, stop, zone, words, looks, author, showsAuthors, showsChanges, comparison } = line
  const { shown, loading, error, retry } = comparison
  const player = usePlayer({ stops: stops.length, index, ready: !loading, onIndex: line.goToStop })
  const still = useReducedMotion()
  const changes = useChanges({ frame, shown, scrolls: !(player.playing && still) })
  const keys = useChangeKeys(changes.move)
  const day = formatDay(dayOf(stop.from, zone))
  const what = line.note.kind === 'notes' ? 'notes' : 'summary'

  const describe = useCallback(
    (writer: number, at: string | null) =>
      `${looks[writer]?.name ?? 'Somebody'}${at === null ? '' : `, ${words.timeOf(at)}`}`,
    [looks, words],
  )
  useSpokenPlace(
    player.playing || loading
      ? null
      : `${words.labelOf(stop)}, ${index + 1} of ${stops.length}. ${countWords(changes.count, showsChanges)}`,
  )

  return (
    <section className={classes.reader} aria-label={`The ${what} at the chosen place`}>
      <PlayBar line={line} player={player} />
      <div className={classes.head}>
        <h2 className={classes.place}>
          {line.isNewest ? 'Now' : `${day}, ${formatClock(stop.from, zone)}`}
          <span className={classes.who}> {words.namesOf(stop)}</span>
        </h2>
        <StateActions line={line} onDone={onDone} />
      </div>
      <ViewChoices line={line} />
      {showsChanges && (
        <fieldset className={classes.changes} aria-label="Changes">
          <span>
            {sinceWords(line)}:{' '}
            {changes.current > 0 ? `${changes.current} of ${changes.count}` : countWords(changes.count, true)}
          </span>
          <ActionIcon
            variant="default"
            size="md"
            aria-label="Change before"
            disabled={changes.count === 0}
            onClick={() => changes.move(-1)}
          >
            <IconChevronUp size={16} />
          </ActionIcon>
          <ActionIcon
            variant="default"
            size="md"
            aria-label="Next change"
            disabled={changes.count === 0}
            onClick={() => changes.move(1)}
          >
            <IconChevronDown size={16} />
          </ActionIcon>
          <span className={classes.keys}>
            <Choice label="Keys [ and ]" checked={keys.enabled} onChange={keys.setEnabled} />
          </span>
        </fieldset>
      )}
      <div role="alert">
        {error !== null && (
          <p className={classes.problem}>
            {shown
              ? 'This place could not be loaded; what you see is the one before. '
              : 'This place could not be loaded. '}
            {explainError(error).detail}
            <Button size="compact-sm" variant="default" onClick={retry}>
              Try again
            </Button>
          </p>
        )}
      </div>
      <WhoWrote line={line} frame={frame}>
        <section
          ref={frame}
          className={classes.frame}
          // It scrolls, which has to be possible by keyboard.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          aria-label="Text"
          aria-busy={loading}
          data-loading={loading || undefined}
        >
          {shown && (
            <HistoryDoc
              doc={shown.doc}
              looks={looks}
              authors={author ?? (showsAuthors ? 'all' : 'none')}
              describe={describe}
            />
          )}
        </section>
      </WhoWrote>
    </section>
  )
}

/** Says a text once it has stayed the same for a while; not the one that the page begins with. */
function useSpokenPlace(text: string | null): void {
  const said = useRef<string | null>(null)
  useEffect(() => {
    if (text === null || text === said.current) return undefined
    if (said.current === null) {
      said.current = text
      return undefined
    }
    const timer = setTimeout(() => {
      said.current = text
      announce(text)
    }, SAY_AFTER_MS)
    return () => clearTimeout(timer)
  }, [text])
}

function countWords(count: number, shows: boolean): string {
  if (!shows) return ''
  return count === 0 ? 'no changes' : count === 1 ? '1 change' : `${count} changes`
}

function sinceWords({ at, other, comparesChosen, nameOf, stop }: TimeLineState): string {
  if (comparesChosen) return other > at ? `From here to ${nameOf(other)}` : `Since ${nameOf(other)}`
  const minutes = Math.round((Date.parse(stop.to) - Date.parse(stop.from)) / MINUTE_MS)
  return minutes > 1 ? `In these ${minutes} minutes` : 'In this step'
}

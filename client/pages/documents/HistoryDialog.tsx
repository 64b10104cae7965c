import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { NoteInfo } from '../../../shared/contracts/notes.ts'
import { historyQuery } from '../../app/queries.ts'
import { Dialog } from '../../components/Dialog.tsx'
import { ErrorState } from '../../components/ErrorState.tsx'
import { dayOf, deviceZone, formatClock, formatDay } from '../../components/times.ts'
import { SERVER_NAME } from '../../components/author-looks.ts'
import classes from './HistoryDialog.module.css'
import { groupHistory } from './group-history.ts'
import { NOTE_KIND_NAMES } from './note-words.ts'

/** Who wrote in a document and when, newest first. */
export function HistoryDialog({
  note,
  onClosed,
}: {
  readonly note: NoteInfo
  readonly onClosed: () => void
}) {
  const history = useQuery({ ...historyQuery(note.id), staleTime: 0 })
  const zone = deviceZone()
  return (
    <Dialog title={`${NOTE_KIND_NAMES[note.kind]}: who wrote when`} onClosed={onClosed}>
      {() => {
        if (history.isPending) return <Skeleton height={160} />
        if (history.isError)
          return <ErrorState error={history.error} onRetry={() => void history.refetch()} />
        const days = groupHistory(history.data.entries, (instant) => dayOf(instant, zone))
        if (days.length === 0) return <p>Nobody wrote anything here yet.</p>
        return (
          <div className={classes.days}>
            {days.map(({ day, entries }) => (
              <section key={day}>
                <h3 className={classes.day}>{formatDay(day, 'long')}</h3>
                <ol className={classes.entries}>
                  {entries.map((entry) => (
                    <li key={entry.fromSeq} className={classes.entry}>
                      <span className={classes.who}>{entry.by ?? SERVER_NAME}</span>
                      <span className={classes.when}>
                        {formatClock(entry.from, zone)}
                        {formatClock(entry.to, zone) !== formatClock(entry.from, zone) &&
                          `–${formatClock(entry.to, zone)}`}
                      </span>
                    </li>
                  ))}
                </ol>
              </section>
            ))}
          </div>
        )
      }}
    </Dialog>
  )
}

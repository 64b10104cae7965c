import { Link } from 'wouter'
import { Badge } from '../Badge.tsx'
import { formatClock, formatDay, dayOf } from '../times.ts'
import type { ProgrammeContext } from './SessionCard.tsx'
import classes from './TrackList.module.css'
import type { TrackGroup } from './filter-programme.ts'
import { isRunning } from './now-and-next.ts'
import type { PlannedById } from './plan-days.ts'

/** A programme by what belongs together: tracks with their leads and sessions. */
export function TrackList({
  groups,
  context,
  planned: plannedById,
}: {
  readonly groups: readonly TrackGroup[]
  readonly context: ProgrammeContext
  readonly planned: PlannedById
}) {
  return (
    <div className={classes.tracks}>
      {groups.map(({ track, sessions }) => (
        <section key={track?.id ?? ''} className={classes.track}>
          <header className={classes.head}>
            <h2 className={classes.title}>
              {track ? (
                <Link href={`/e/${context.slug}/t/${track.id}`}>{track.title}</Link>
              ) : (
                'Outside the tracks'
              )}
            </h2>
            {track && track.leads.length > 0 && (
              <p className={classes.leads}>Led by {track.leads.map(({ name }) => name).join(', ')}</p>
            )}
          </header>
          {sessions.length === 0 ? (
            <p className={classes.none}>No sessions listed</p>
          ) : (
            <ol className={classes.sessions}>
              {sessions.map((session) => {
                const planned = plannedById.get(session.id)
                return (
                  <li
                    key={session.id}
                    className={classes.session}
                    data-cancelled={session.cancelledAt !== null || undefined}
                  >
                    <Link href={`/e/${context.slug}/s/${session.id}`}>{session.title}</Link>
                    {planned && isRunning(planned, context.nowMs) && <Badge tone="now">On now</Badge>}
                    {session.cancelledAt !== null && <Badge tone="danger">Cancelled</Badge>}
                    <span className={classes.facts}>
                      {[
                        session.start === null
                          ? null
                          : `${formatDay(dayOf(session.start, context.zone))}, ${formatClock(session.start, context.zone)}`,
                        session.hall,
                        session.speakers.map(({ name }) => name).join(', ') || null,
                      ]
                        .filter((fact) => fact !== null)
                        .join(' · ')}
                    </span>
                  </li>
                )
              })}
            </ol>
          )}
        </section>
      ))}
    </div>
  )
}

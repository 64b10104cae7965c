import { Link } from 'wouter'
import type { ProgrammeContext } from './SessionCard.tsx'
import { SessionRow } from './SessionRow.tsx'
import classes from './TrackList.module.css'
import type { TrackGroup } from './filter-programme.ts'
import { isRunning } from './now-and-next.ts'
import type { PlannedById } from './plan-days.ts'

/** A programme by what belongs together: tracks with their leads and sessions. */
export function TrackList({
  groups,
  context,
  planned,
}: {
  readonly groups: readonly TrackGroup[]
  readonly context: ProgrammeContext
  readonly planned: PlannedById
}) {
  const isOn = (id: string) => {
    const entry = planned.get(id)
    return entry !== undefined && isRunning(entry, context.nowMs)
  }
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
              {sessions.map((session) => (
                <SessionRow
                  key={session.id}
                  session={session}
                  slug={context.slug}
                  zone={context.zone}
                  running={isOn(session.id)}
                />
              ))}
            </ol>
          )}
        </section>
      ))}
    </div>
  )
}

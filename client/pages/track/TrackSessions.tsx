import { Skeleton } from '@mantine/core'
import type { SessionSummary } from '../../../shared/contracts/programme.ts'
import { SessionRow } from '../../components/programme/SessionRow.tsx'
import { isRunning } from '../../components/programme/now-and-next.ts'
import { planSessions } from '../../components/programme/plan-days.ts'
import { useClock } from '../../components/use-clock.ts'
import classes from './TrackSessions.module.css'

/** The sessions of one track, in the programme's order. */
export function TrackSessions({
  slug,
  sessions,
  zone,
  loading,
}: {
  readonly slug: string
  readonly sessions: readonly SessionSummary[]
  readonly zone: string
  readonly loading: boolean
}) {
  const nowMs = useClock()
  if (loading) return <Skeleton height={120} />
  if (sessions.length === 0) {
    return <p className={classes.none}>None are listed. Notes can be taken for the track as a whole.</p>
  }
  const running = new Set(
    planSessions(sessions)
      .filter((planned) => isRunning(planned, nowMs))
      .map((planned) => planned.session.id),
  )
  return (
    <ol className={classes.list}>
      {sessions.map((session) => (
        <SessionRow
          key={session.id}
          session={session}
          slug={slug}
          zone={zone}
          running={running.has(session.id)}
        />
      ))}
    </ol>
  )
}

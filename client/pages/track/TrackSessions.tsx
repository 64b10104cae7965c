import { Skeleton } from '@mantine/core'
import { Link } from 'wouter'
import type { SessionSummary } from '../../../shared/contracts/programme.ts'
import { Badge } from '../../components/Badge.tsx'
import { isRunning } from '../../components/programme/now-and-next.ts'
import { planSessions } from '../../components/programme/plan-days.ts'
import { dayOf, formatClock, formatDay } from '../../components/times.ts'
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
  if (sessions.length === 0)
    return <p className={classes.none}>None are listed. Notes can be taken for the track as a whole.</p>
  const running = new Set(
    planSessions(sessions)
      .filter((planned) => isRunning(planned, nowMs))
      .map((planned) => planned.session.id),
  )
  return (
    <ol className={classes.list}>
      {sessions.map(({ id, title, start, hall, speakers, cancelledAt }) => (
        <li key={id} className={classes.row} data-cancelled={cancelledAt !== null || undefined}>
          <Link href={`/e/${slug}/s/${id}`}>{title}</Link>
          {running.has(id) && <Badge tone="now">On now</Badge>}
          {cancelledAt !== null && <Badge tone="danger">Cancelled</Badge>}
          <span className={classes.facts}>
            {[
              start === null ? null : `${formatDay(dayOf(start, zone))}, ${formatClock(start, zone)}`,
              hall,
              speakers.map(({ name }) => name).join(', ') || null,
            ]
              .filter((fact) => fact !== null)
              .join(' · ')}
          </span>
        </li>
      ))}
    </ol>
  )
}

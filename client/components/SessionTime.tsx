import type { SessionSummary } from '../../shared/contracts/programme.ts'
import { clocksDiffer, dayOf, deviceZone, formatClockRange, formatDay, formatZone } from './times.ts'
import classes from './SessionTime.module.css'

/** When a session is: by the event's clocks, and by those of this device where they differ. */
export function SessionTime({
  session,
  zone,
}: {
  readonly session: Pick<SessionSummary, 'start' | 'end'>
  readonly zone: string
}) {
  if (session.start === null) return <>No time given</>
  const own = deviceZone()
  const differs = clocksDiffer(session.start, zone, own)
  const day = dayOf(session.start, zone)
  const ownDay = dayOf(session.start, own)
  return (
    <time dateTime={session.start}>
      {formatDay(day)}, {formatClockRange(session.start, session.end, zone)}
      {differs && (
        <>
          {' '}
          {formatZone(zone)}{' '}
          <span className={classes.own}>
            ({ownDay === day ? '' : `${formatDay(ownDay)}, `}
            {formatClockRange(session.start, session.end, own)} where you are)
          </span>
        </>
      )}
    </time>
  )
}

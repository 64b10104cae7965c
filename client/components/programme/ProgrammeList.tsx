import { formatClock } from '../times.ts'
import classes from './ProgrammeList.module.css'
import { SessionCard, type ProgrammeContext } from './SessionCard.tsx'
import { isRunning } from './now-and-next.ts'
import type { DayPlan, PlannedSession } from './plan-days.ts'

/** A day on a narrow screen: one list, by the time at which sessions begin. */
export function ProgrammeList({
  plan,
  context,
}: {
  readonly plan: DayPlan
  readonly context: ProgrammeContext
}) {
  const byStart = new Map<number, PlannedSession[]>()
  for (const planned of plan.sessions) {
    byStart.set(planned.startMs, [...(byStart.get(planned.startMs) ?? []), planned])
  }
  return (
    <div className={classes.list}>
      {[...byStart].map(([startMs, group]) => (
        <section key={startMs} className={classes.slot}>
          <h3 className={classes.time}>{formatClock(new Date(startMs).toISOString(), context.zone)}</h3>
          <ul className={classes.cards}>
            {group.map((planned) => (
              <li key={planned.session.id}>
                <SessionCard
                  session={planned.session}
                  context={context}
                  running={isRunning(planned, context.nowMs)}
                  show={['time', 'hall', 'track']}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

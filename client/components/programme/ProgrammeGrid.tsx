import type { CSSProperties } from 'react'
import { formatClock } from '../times.ts'
import classes from './ProgrammeGrid.module.css'
import { SessionCard, type ProgrammeContext } from './SessionCard.tsx'
import { isRunning } from './now-and-next.ts'
import { layOutDay, type DayPlan } from './plan-days.ts'

/** The name of the column for sessions without a hall. */
export const NO_HALL = 'No hall given'

/** A day on a wide screen: halls beside each other, time downwards. Rows grow with their text, so nothing is cut. */
export function ProgrammeGrid({
  plan,
  context,
}: {
  readonly plan: DayPlan
  readonly context: ProgrammeContext
}) {
  const { times, columns } = layOutDay(plan)
  const starts = new Set(plan.sessions.map(({ startMs }) => startMs))
  const style: CSSProperties = {
    gridTemplateColumns: `3.25rem ${columns.map(({ lanes }) => `minmax(${11 * lanes}rem, ${lanes}fr)`).join(' ')}`,
    gridTemplateRows: `auto repeat(${Math.max(1, times.length - 1)}, minmax(1.5rem, auto))`,
  }
  return (
    <div className={classes.scroll}>
      <div className={classes.grid} style={style}>
        {times.map(
          (time, index) =>
            starts.has(time) && (
              <time
                key={time}
                className={classes.time}
                style={{ gridRow: index + 2 }}
                // Each card says its own time; the scale is for the eye.
                aria-hidden="true"
              >
                {formatClock(new Date(time).toISOString(), context.zone)}
              </time>
            ),
        )}
        {columns.map(({ hall, lanes, cells }, index) => (
          <section key={hall ?? ''} className={classes.hall} style={{ gridColumn: index + 2 }}>
            <h3 className={classes.name}>{hall ?? NO_HALL}</h3>
            <ol className={classes.cells} style={{ gridTemplateColumns: `repeat(${lanes}, minmax(0, 1fr))` }}>
              {cells.map(({ planned, firstRow, endRow, lane }) => (
                <li key={planned.session.id} style={{ gridRow: `${firstRow} / ${endRow}`, gridColumn: lane }}>
                  <SessionCard
                    session={planned.session}
                    context={context}
                    running={isRunning(planned, context.nowMs)}
                    show={['time', 'track']}
                  />
                </li>
              ))}
            </ol>
          </section>
        ))}
      </div>
    </div>
  )
}

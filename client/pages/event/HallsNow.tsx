import { SessionCard, type ProgrammeContext } from '../../components/programme/SessionCard.tsx'
import { NO_HALL } from '../../components/programme/ProgrammeGrid.tsx'
import type { HallNow } from '../../components/programme/now-and-next.ts'
import { dayOf, formatDay, formatDistance } from '../../components/times.ts'
import { withKeys } from '../../components/unique-keys.ts'
import classes from './HallsNow.module.css'

/** One block a hall: what runs there, and what follows. */
export function HallsNow({
  halls,
  context,
}: {
  readonly halls: readonly HallNow[]
  readonly context: ProgrammeContext
}) {
  const today = dayOf(new Date(context.nowMs).toISOString(), context.zone)
  return (
    <div className={classes.halls}>
      {withKeys(halls, ({ hall }) => hall ?? '').map(({ key, item: { hall, running, next } }) => (
        <section key={key} className={classes.hall}>
          <h2 className={classes.name}>{hall ?? NO_HALL}</h2>
          {running.map((planned) => (
            <div key={planned.session.id} className={classes.running}>
              <SessionCard session={planned.session} context={context} running show={['time', 'track']} />
              {!planned.endIsGuess && (
                <p className={classes.left}>ends {formatDistance(context.nowMs, planned.endMs)}</p>
              )}
            </div>
          ))}
          {next && (
            <div>
              <p className={classes.next}>
                Next, {formatDistance(context.nowMs, next.startMs)}
                {dayOf(new Date(next.startMs).toISOString(), context.zone) !== today &&
                  ` (${formatDay(dayOf(new Date(next.startMs).toISOString(), context.zone))})`}
              </p>
              <SessionCard session={next.session} context={context} show={['time', 'track']} />
            </div>
          )}
          {!next && <p className={classes.next}>Nothing after this today</p>}
        </section>
      ))}
    </div>
  )
}

import { Tabs } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useMemo } from 'react'
import type { SessionSummary } from '../../../shared/contracts/programme.ts'
import { ProgrammeGrid } from '../../components/programme/ProgrammeGrid.tsx'
import { ProgrammeList } from '../../components/programme/ProgrammeList.tsx'
import { SessionCard, type ProgrammeContext } from '../../components/programme/SessionCard.tsx'
import { chooseDay, planDays, type DayPlan } from '../../components/programme/plan-days.ts'
import { dayOf, formatDay } from '../../components/times.ts'
import classes from './DayTabs.module.css'

/** The tab of the sessions that have no time. */
const UNSCHEDULED = 'unscheduled'

/** A programme's days, one at a time: as a grid of halls where there is room for it, else as a list. */
export function DayTabs({
  sessions,
  allSessions,
  context,
  day,
  onDay,
}: {
  /** Those that the filter left. */
  readonly sessions: readonly SessionSummary[]
  readonly allSessions: readonly SessionSummary[]
  readonly context: ProgrammeContext
  /** As in the address; anything that is no day of the programme means today or the first. */
  readonly day: string | null
  readonly onDay: (day: string) => void
}) {
  const wide = useMediaQuery('(min-width: 60rem)', undefined, { getInitialValueInEffect: false })
  // Days and halls stay where they are while a filter is typed.
  const whole = useMemo(() => planDays(allSessions, context.zone), [allSessions, context.zone])
  const shown = useMemo(() => planDays(sessions, context.zone), [sessions, context.zone])
  const filtered = sessions.length < allSessions.length

  const today = dayOf(new Date(context.nowMs).toISOString(), context.zone)
  const days = whole.days.map((plan) => plan.day)
  const active =
    day === UNSCHEDULED && whole.unscheduled.length > 0
      ? UNSCHEDULED
      : chooseDay({ days, wanted: day, today })

  return (
    <Tabs value={active} onChange={(value) => value !== null && onDay(value)} keepMounted={false}>
      <Tabs.List className={classes.list}>
        {days.map((tab) => {
          const count = shown.days.find((plan) => plan.day === tab)?.sessions.length ?? 0
          return (
            <Tabs.Tab key={tab} value={tab} className={classes.tab}>
              {formatDay(tab)}
              {tab === today && <span className={classes.today}> today</span>}
              {filtered && <Found count={count} />}
            </Tabs.Tab>
          )
        })}
        {whole.unscheduled.length > 0 && (
          <Tabs.Tab value={UNSCHEDULED} className={classes.tab}>
            Without a time
            {filtered && <Found count={shown.unscheduled.length} />}
          </Tabs.Tab>
        )}
      </Tabs.List>
      {days.map((tab) => (
        <Tabs.Panel key={tab} value={tab} className={classes.panel}>
          <h2 className="visually-hidden">{formatDay(tab, 'long')}</h2>
          <Day plan={shown.days.find((plan) => plan.day === tab) ?? null} context={context} wide={wide} />
        </Tabs.Panel>
      ))}
      <Tabs.Panel value={UNSCHEDULED} className={classes.panel}>
        <ul className={classes.loose}>
          {shown.unscheduled.map((session) => (
            <li key={session.id}>
              <SessionCard session={session} context={context} show={['hall', 'track']} />
            </li>
          ))}
        </ul>
      </Tabs.Panel>
    </Tabs>
  )
}

function Day({
  plan,
  context,
  wide,
}: {
  readonly plan: DayPlan | null
  readonly context: ProgrammeContext
  readonly wide: boolean
}) {
  if (plan === null)
    return <p className={classes.none}>Nothing on this day matches. The other days show how much does.</p>
  return wide ? (
    <ProgrammeGrid plan={plan} context={context} />
  ) : (
    <ProgrammeList plan={plan} context={context} />
  )
}

function Found({ count }: { readonly count: number }) {
  return (
    <span className={classes.found}>
      {' '}
      {count}
      <span className="visually-hidden"> found</span>
    </span>
  )
}

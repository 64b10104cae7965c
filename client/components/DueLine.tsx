import { IconCalendarDue } from '@tabler/icons-react'
import { Link } from 'wouter'
import type { EventSummary } from '../../shared/contracts/programme.ts'
import { dueText } from '../../shared/domain/due-words.ts'
import { countDue } from '../../shared/domain/summary-due.ts'
import type { SummaryStage } from '../../shared/domain/summary-stage.ts'
import classes from './DueLine.module.css'
import { MetaLine } from './MetaLine.tsx'
import { dayOf } from './times.ts'
import { useClock } from './use-clock.ts'

/** When summaries in these stages are due, with a way to what they need; nothing when nothing is waited for. */
export function DueLine({
  event,
  stages,
  isOne = false,
}: {
  readonly event: Pick<EventSummary, 'slug' | 'timeZone' | 'reviewDue' | 'finalDue'>
  readonly stages: readonly SummaryStage[]
  /** The page is about one summary and does not count. */
  readonly isOne?: boolean
}) {
  const today = dayOf(new Date(useClock()).toISOString(), event.timeZone)
  const open = countDue(stages, event)
  if (open.length === 0) return null
  return (
    <MetaLine icon={<IconCalendarDue size={16} />} label="Due">
      {open.map(({ due, count }) => (
        <span key={due.stage} className={classes.due} data-late={due.day < today || undefined}>
          {dueText({ due, count: isOne ? null : count, today })}.{' '}
        </span>
      ))}
      <Link href={`/e/${event.slug}/summaries`}>{isOne ? 'What it needs' : 'What they need'}</Link>
    </MetaLine>
  )
}

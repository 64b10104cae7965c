import { Link } from 'wouter'
import type { SessionSummary } from '../../../shared/contracts/programme.ts'
import { Badge } from '../Badge.tsx'
import { STAGE_NAMES, STAGE_TONES } from '../stage-words.ts'
import { dayOf, formatClock, formatDay } from '../times.ts'
import classes from './SessionRow.module.css'

/** One session in a list of its track: the whole row leads to it. */
export function SessionRow({
  session,
  slug,
  zone,
  running,
}: {
  readonly session: SessionSummary
  readonly slug: string
  readonly zone: string
  readonly running: boolean
}) {
  const { id, title, start, hall, speakers, cancelledAt, stage } = session
  const facts = [
    start === null ? null : `${formatDay(dayOf(start, zone))}, ${formatClock(start, zone)}`,
    hall,
    speakers.map(({ name }) => name).join(', ') || null,
  ].filter((fact) => fact !== null)
  return (
    <li className={classes.row} data-cancelled={cancelledAt !== null || undefined}>
      <Link href={`/e/${slug}/s/${id}`}>{title}</Link> {running && <Badge tone="now">On now</Badge>}
      {cancelledAt !== null && <Badge tone="danger">Cancelled</Badge>}
      {stage !== 'draft' && (
        <Badge tone={STAGE_TONES[stage]}>Summary {STAGE_NAMES[stage].toLowerCase()}</Badge>
      )}
      {facts.length > 0 && <span className={classes.facts}>{facts.join(' · ')}</span>}
    </li>
  )
}

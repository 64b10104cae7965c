/** The words of a reminder. What people typed is one line wherever it stands, so no title can add a header or a line. */
import { DUE_STAGES, formatDaysLeft, formatDueDay } from '../../shared/domain/due-words.ts'
import { daysBetween, type Due } from '../../shared/domain/summary-due.ts'
import { oneLine } from '../export/one-line.ts'
import { wrapLine } from '../export/wrap-line.ts'
import type { Mail } from '../mail/mailer.ts'
import type { EventRow } from '../storage/tables.ts'
import type { OpenSummary, Recipient } from './recipients.ts'

const COLUMNS = 72
/** Characters of a title in the subject, which mail programs show in one line. */
const MAX_SUBJECT_TITLE_CHARS = 60
/** Summaries that are listed; the rest is a number. */
const MAX_LISTED = 100

const STAGES = { draft: 'a draft', review: 'in review', final: 'final' } as const

export function writeReminder({
  event,
  recipient,
  today,
  publicUrl,
  stopUrl,
}: {
  readonly event: Pick<EventRow, 'slug' | 'title'>
  readonly recipient: Recipient
  readonly today: string
  /** Without a slash at the end. */
  readonly publicUrl: string
  readonly stopUrl: string
}): Mail {
  const { open } = recipient
  const title = oneLine(event.title)
  const name = oneLine(recipient.name)
  const lines = [
    ...wrap(`Hello ${name},`),
    '',
    ...wrap(
      open.length === 1
        ? `of “${title}” one summary is not where it should be:`
        : `of “${title}” ${open.length} summaries are not where they should be:`,
    ),
    ...groupByDue(open.slice(0, MAX_LISTED)).flatMap(([due, summaries]) => [
      '',
      ...wrap(heading(due, today)),
      ...summaries.flatMap((summary) => ['', ...listSummary(summary, publicUrl)]),
    ]),
    ...(open.length > MAX_LISTED ? ['', `… and ${open.length - MAX_LISTED} more.`] : []),
    '',
    'What each of them needs:',
    `${publicUrl}/e/${event.slug}/summaries`,
    '',
    ...wrap(`You get this because the programme names you as a lead of ${nameTracks(open)}.`),
    'To get no more reminders of this event:',
    stopUrl,
    '',
  ]
  const to = { name, address: recipient.address }
  return { to, subject: subjectOf({ title, open, today }), text: lines.join('\n'), stopUrl }
}

function subjectOf(options: {
  readonly title: string
  readonly open: readonly OpenSummary[]
  readonly today: string
}): string {
  const { title, open, today } = options
  const shown =
    [...title].length > MAX_SUBJECT_TITLE_CHARS
      ? `${[...title].slice(0, MAX_SUBJECT_TITLE_CHARS - 1).join('')}…`
      : title
  const one = open.length === 1
  const [day, ...others] = new Set(open.map(({ due }) => due.day))
  const what = one ? '1 summary' : `${open.length} summaries`
  if (day === undefined || others.length > 0) return `[${shown}] ${what} ${one ? 'is' : 'are'} due`
  const verb = day < today ? (one ? 'was' : 'were') : one ? 'is' : 'are'
  const left = daysBetween(today, day)
  const when = Math.abs(left) <= 1 ? formatDaysLeft(left) : `on ${formatDueDay(day, today)}`
  return `[${shown}] ${what} ${verb} due ${when}`
}

/** `To be in review by Friday 27 November, in 3 days:` */
function heading({ stage, day }: Due, today: string): string {
  const left = daysBetween(today, day)
  const when = `${formatDueDay(day, today)}, ${formatDaysLeft(left)}:`
  return left >= 0 ? `To be ${DUE_STAGES[stage]} by ${when}` : `Was to be ${DUE_STAGES[stage]} by ${when}`
}

function listSummary({ track, session, stage, path }: OpenSummary, publicUrl: string): string[] {
  const title = oneLine(session ?? 'Summary of the whole track')
  const text = `${title} (${oneLine(track)}), ${STAGES[stage]}`
  // An address is never broken.
  return [...wrapLine(text, { first: '* ', rest: '  ', width: COLUMNS }), `  ${publicUrl}${path}`]
}

/** What is due first in front. */
function groupByDue(open: readonly OpenSummary[]): [Due, OpenSummary[]][] {
  const groups = new Map<string, [Due, OpenSummary[]]>()
  for (const summary of open) {
    const group = groups.get(summary.due.stage)
    if (group) group[1].push(summary)
    else groups.set(summary.due.stage, [summary.due, [summary]])
  }
  return [...groups.values()].toSorted(([a], [b]) => (a.day < b.day ? -1 : 1))
}

function nameTracks(open: readonly OpenSummary[]): string {
  const tracks = [...new Set(open.map(({ track }) => `“${oneLine(track)}”`))]
  return new Intl.ListFormat('en-GB').format(tracks)
}

const wrap = (text: string): string[] => wrapLine(text, { first: '', rest: '', width: COLUMNS })

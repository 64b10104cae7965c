/**
 * Minutes as working groups of the IETF upload them: a header that says which meeting, when and where, who chaired and
 * how settled the text is; the agenda; then topic after topic with what was decided and who does what (RFC 2418, 3.1, and
 * the guide for chairs). Markdown and plain text of the same document, one file of each per track.
 */
import { docOf, paragraphOf, textOf, type DocJson, type DocNode } from '../../shared/schema/doc-json.ts'
import { plainMinutes } from '../../shared/schema/plain-minutes.ts'
import { isSafeHref } from '../../shared/schema/safe-href.ts'
import type { SummaryStage } from '../../shared/domain/summary-stage.ts'
import { formatClockRange, formatDate, formatDay, formatDayRange, knownZone } from '../lib/event-time.ts'
import type { ExportFile } from './book.ts'
import { embedDoc, headingOf, licenceBlocks } from './embed-doc.ts'
import { docToMarkdown } from './markdown.ts'
import { meetingsOf, type Meeting, type MeetingTopic } from './meeting.ts'
import type { MinuteInDoc } from '../../shared/schema/minutes-in-doc.ts'
import { oneLine } from './one-line.ts'
import type { ExportEvent, ExportLink } from './programme.ts'
import { docToText } from './text.ts'

/** Columns of plain text. */
const TEXT_COLUMNS = 72

/** `minutes-EVENT-TRACK.md` and `.txt` for every track: UTF-8 without a byte order mark, lines end with LF. */
export function eventToIetfMinutes(event: ExportEvent): readonly ExportFile[] {
  return meetingsOf(event).flatMap((meeting) => {
    const doc = composeIetfMinutes(meeting)
    const name = `minutes-${event.slug}-${meeting.anchor}`
    return [
      { path: `${name}.md`, bytes: Buffer.from(docToMarkdown(doc), 'utf8') },
      {
        path: `${name}.txt`,
        bytes: Buffer.from(docToText(doc, { width: TEXT_COLUMNS, bullet: '*' }), 'utf8'),
      },
    ]
  })
}

/** The minutes of one meeting as a document, marks of minutes as text. */
export function composeIetfMinutes(meeting: Meeting): DocJson {
  const { topics } = meeting
  return plainMinutes(
    docOf([
      headingOf(1, `${meeting.title} (${meeting.event.title}): minutes`),
      ...header(meeting),
      { type: 'horizontalRule' },
      headingOf(2, 'Agenda'),
      ...(topics.length > 0 ? [agenda(topics)] : [paragraphOf('No topics.')]),
      ...topics.flatMap((topic, index) =>
        topicBlocks(topic, { number: index + 1, zone: meeting.event.timeZone }),
      ),
      ...collected('Action items', topics, 'action'),
      ...collected('Decisions and consensus', topics, 'decision'),
    ]),
  )
}

function header(meeting: Meeting): DocNode[] {
  const { event, title, chairs, halls } = meeting
  const place = [...halls, ...(event.location === null ? [] : [oneLine(event.location)])].filter(Boolean)
  const facts: readonly (readonly [string, string | null])[] = [
    ['Group', title],
    ['Meeting', oneLine(event.title)],
    ...timeFacts(meeting),
    ['Location', place.join(', ') || null],
    [chairs.length > 1 ? 'Chairs' : 'Chair', chairs.join(', ') || 'none named'],
    ['Status', statusOf(meeting)],
    ['Last change', formatDate(Date.parse(event.changedAt), event.timeZone)],
  ]
  const items = facts.flatMap(([label, value]) =>
    value === null ? [] : [itemOf([textOf(`${label}:`, [{ type: 'bold' }]), textOf(` ${value}`)])],
  )
  const licence = licenceBlocks(event).map((block): DocNode => ({ type: 'listItem', content: [block] }))
  return [{ type: 'bulletList', content: [...items, ...licence] }]
}

function timeFacts({ event, start, end }: Meeting): readonly (readonly [string, string | null])[] {
  if (start === null) return [['Date', formatDayRange(event.startDate, event.endDate)]]
  const zone = knownZone(event.timeZone)
  return [
    ['Date', daysOf(start, end, zone)],
    ['Time', `${formatClockRange(start, end, zone)} ${zone}`],
    ...(zone === 'UTC' ? [] : [['UTC', utcRange(start, end, zone)] as const]),
  ]
}

function daysOf(start: number, end: number | null, zone: string): string {
  const [first, last] = [formatDay(start, zone), formatDay(end ?? start, zone)]
  return first === last ? first : `${first} to ${last}`
}

/** With the days where they are not those of the event's zone. */
function utcRange(start: number, end: number | null, zone: string): string {
  const days = daysOf(start, end, 'UTC')
  const clock = formatClockRange(start, end, 'UTC')
  return days === daysOf(start, end, zone) ? clock : `${clock}, ${days}`
}

const STAGE_WORDS: Readonly<Record<SummaryStage, string>> = {
  draft: 'draft',
  review: 'draft, in review',
  final: 'final',
}

function statusOf({ stage, topics }: Meeting): string {
  const dates = topics.flatMap(({ summary, stageAt }) =>
    summary === null || stageAt === null ? [] : [stageAt],
  )
  const last = dates.toSorted().at(-1)
  const corrected = topics.some(({ errata }) => errata.length > 0) ? ', with corrections' : ''
  return `${STAGE_WORDS[stage]}${stage === 'final' && last ? ` since ${last.slice(0, 10)}` : ''}${corrected}`
}

function agenda(topics: readonly MeetingTopic[]): DocNode {
  const items = topics.map((topic) => {
    const names = topic.speakers.map(({ name }) => oneLine(name)).join(', ')
    return itemOf([textOf(`${titleOf(topic)}${names === '' ? '' : ` (${names})`}`)])
  })
  return { type: 'orderedList', attrs: { start: 1 }, content: items }
}

function titleOf({ title, isCancelled }: MeetingTopic): string {
  return `${title || 'Untitled'}${isCancelled ? ' (cancelled)' : ''}`
}

function topicBlocks(
  topic: MeetingTopic,
  { number, zone }: { readonly number: number; readonly zone: string },
): DocNode[] {
  const { summary, notes, description, links, errata } = topic
  const part = (title: string, doc: DocJson | null) =>
    doc === null ? [] : [headingOf(3, title), ...embedDoc(doc, 3)]
  return [
    headingOf(2, `${number}. ${titleOf(topic)}`),
    ...topicFacts(topic, zone).map(paragraphOf),
    ...(links.length > 0 ? [{ type: 'bulletList', content: links.map(linkItem) }] : []),
    ...embedDoc(description, 2),
    ...part('Summary', summary),
    ...part('Discussion', notes),
    ...(summary === null && notes === null ? [paragraphOf('No minutes.')] : []),
    ...listed('Consensus', ofKind(topic, 'decision')),
    ...listed('Actions', ofKind(topic, 'action')),
    ...listed(
      'Corrections',
      errata.map(({ at, text }) => `${at.slice(0, 10)}: ${oneLine(text)}`),
    ),
  ]
}

function topicFacts({ speakers, start, end, hall }: MeetingTopic, zone: string): readonly string[] {
  const names = speakers.map(({ name, affiliation }) =>
    oneLine(affiliation ? `${name} (${affiliation})` : name),
  )
  const time = start === null ? null : `${formatDay(start, zone)}, ${formatClockRange(start, end, zone)}`
  const when = [time, hall].filter((part) => part !== null).join(', ')
  return [
    ...(names.length > 0 ? [`Presenter${names.length > 1 ? 's' : ''}: ${names.join(', ')}`] : []),
    ...(when === '' ? [] : [when]),
  ]
}

function linkItem({ title, url }: ExportLink): DocNode {
  if (url === null || !isSafeHref(url)) return itemOf([textOf(`${oneLine(title) || 'Link'} (no link)`)])
  const address = textOf(url, [{ type: 'link', attrs: { href: url } }])
  return itemOf(oneLine(title) === '' || title === url ? [address] : [textOf(`${oneLine(title)}: `), address])
}

function ofKind({ minutes }: MeetingTopic, kind: MinuteInDoc['kind']): readonly string[] {
  return minutes.filter((minute) => minute.kind === kind).map(minuteText)
}

/** `Ada: Send the patch (due 2019-10-01, done)`. */
function minuteText({ text, who, due, done }: MinuteInDoc): string {
  const state = [...(due === null ? [] : [`due ${due}`]), ...(done === true ? ['done'] : [])]
  return `${who === null ? '' : `${oneLine(who)}: `}${text}${state.length > 0 ? ` (${state.join(', ')})` : ''}`
}

function listed(title: string, lines: readonly string[]): DocNode[] {
  if (lines.length === 0) return []
  return [headingOf(3, title), { type: 'bulletList', content: lines.map((line) => itemOf([textOf(line)])) }]
}

/** Everything of a kind once more at the end, with the number of its topic. */
function collected(title: string, topics: readonly MeetingTopic[], kind: MinuteInDoc['kind']): DocNode[] {
  const lines = topics.flatMap((topic, index) =>
    ofKind(topic, kind).map((text) => `${text} [topic ${index + 1}]`),
  )
  const items = lines.map((line) => itemOf([textOf(line)]))
  return [
    headingOf(2, title),
    items.length > 0 ? { type: 'bulletList', content: items } : paragraphOf('None recorded.'),
  ]
}

function itemOf(content: readonly DocNode[]): DocNode {
  return { type: 'listItem', content: [{ type: 'paragraph', content }] }
}

/**
 * Puts an event, track or session together as one document, headings in order. Every format is a rendering of that
 * document, so all of them say the same.
 */
import {
  docOf,
  isEmptyDoc,
  paragraphOf,
  textOf,
  type DocJson,
  type DocNode,
} from '../../shared/schema/doc-json.ts'
import type { SessionStyle } from '../../shared/domain/session-style.ts'
import { isSafeHref } from '../../shared/schema/safe-href.ts'
import { formatClockRange, formatDay, formatDayRange, formatZone } from '../lib/event-time.ts'
import { embedDoc, headingOf, licenceBlocks } from './embed-doc.ts'
import type {
  ExportDocuments,
  ExportEvent,
  ExportLink,
  ExportPerson,
  ExportSession,
  ExportSetting,
  ExportTrack,
} from './programme.ts'

export function composeEvent(event: ExportEvent, setting: ExportSetting): DocJson {
  return docOf([
    headingOf(1, event.title),
    ...eventFacts(event).map(linkedParagraph),
    ...embedDoc(event.description, 1),
    ...eventBlocks(event, setting, 2),
    ...(event.licence === null ? [] : [{ type: 'horizontalRule' }, ...licenceBlocks(event)]),
  ])
}

export function composeTrack(track: ExportTrack, setting: ExportSetting): DocJson {
  return docOf([headingOf(1, track.title), ...trackBlocks(track, setting, 1)])
}

/** `style` is that of the session's track, or of its event. */
export function composeSession(session: ExportSession, setting: ExportSetting, style: SessionStyle): DocJson {
  return docOf(sessionBlocks(session, { setting, style, level: 1 }))
}

/** Lines under an event's title: days, place, address. */
export function eventFacts({ startDate, endDate, location, url }: ExportEvent): readonly string[] {
  return [formatDayRange(startDate, endDate), location, url].flatMap((fact) => (fact ? [fact] : []))
}

/** Tracks as headings of a level, each with its sessions below it, then the sessions without a track. */
export function eventBlocks(event: ExportEvent, setting: ExportSetting, level: number): DocNode[] {
  const { tracks, sessions, style } = event
  const hasTracks = tracks.length > 0
  return [
    ...tracks.flatMap((track) => [headingOf(level, track.title), ...trackBlocks(track, setting, level)]),
    ...(sessions.length > 0 && hasTracks ? [headingOf(level, 'Other sessions')] : []),
    ...sessions.flatMap((session) =>
      sessionBlocks(session, { setting, style, level: hasTracks ? level + 1 : level }),
    ),
  ]
}

/** What stands under a track's heading of a level; 0 when the title stands elsewhere. */
export function trackBlocks(track: ExportTrack, setting: ExportSetting, level: number): DocNode[] {
  const { leads, links, description, sessions, style } = track
  return [
    ...people('Lead', leads),
    ...linkList(links),
    ...embedDoc(description, level),
    ...documents(track, level),
    ...sessions.flatMap((session) => sessionBlocks(session, { setting, style, level: level + 1 })),
  ]
}

interface SessionSetting {
  readonly setting: ExportSetting
  readonly style: SessionStyle
  readonly level: number
}

function sessionBlocks(session: ExportSession, { setting, style, level }: SessionSetting): DocNode[] {
  const { title, speakers, isCancelled } = session
  const names = style === 'parenthesis' && speakers.length > 0 ? ` (${nameList(speakers)})` : ''
  const headed =
    style === 'prose' ? [] : [headingOf(level, `${title}${names}${isCancelled ? ' (cancelled)' : ''}`)]
  return [...headed, ...sessionBody(session, { setting, style, level })]
}

/** What stands under a session's heading of a level; 0 when the title stands elsewhere. */
export function sessionBody(session: ExportSession, { setting, style, level }: SessionSetting): DocNode[] {
  const { speakers, links, abstract, summary, notes } = session
  const missing =
    setting.mentionsMissingSummary && isEmptyDoc(summary) ? [paragraphOf('No summary yet.')] : []
  if (style === 'full') {
    const when = describeTime(session, setting.timeZone)
    return [
      ...people('Speaker', speakers),
      ...(when ? [paragraphOf(when)] : []),
      ...linkList(links),
      ...embedDoc(abstract, level),
      ...missing,
      ...documents(session, level),
    ]
  }
  const body = [...embedDoc(summary, level), ...missing, ...errata(session)]
  const slides = links.filter(({ kind }) => kind === 'slides')
  const details = links.filter(({ kind }) => kind === 'details')
  const isNamedAbove = style === 'speaker'
  const others = links.filter(({ kind }) => kind !== 'slides' && !(isNamedAbove && kind === 'details'))
  return [
    ...(style === 'speaker' ? [...speakerLine(speakers), ...details.map(linkLine)] : []),
    ...(style === 'led-by' && speakers.length > 0 ? [paragraphOf(`Led by ${nameList(speakers)}.`)] : []),
    ...body,
    ...(slides.length === 0 && (style === 'prose' || style === 'parenthesis')
      ? [paragraphOf('Slides: none')]
      : slides.map(linkLine)),
    ...others.map(linkLine),
    ...part('Notes', notes, level),
  ]
}

function documents(of: ExportDocuments, level: number): DocNode[] {
  return [...part('Summary', of.summary, level), ...errata(of), ...part('Notes', of.notes, level)]
}

/** A document under a heading of its own, one level below. */
function part(title: string, doc: DocJson | null, level: number): DocNode[] {
  return doc === null || isEmptyDoc(doc) ? [] : [headingOf(level + 1, title), ...embedDoc(doc, level + 1)]
}

/** Corrections of a summary, each with its day. */
function errata({ errata: list }: ExportDocuments): DocNode[] {
  return list.map(({ at, text }) => ({
    type: 'paragraph',
    content: [textOf(`Correction (${at.slice(0, 10)}):`, [{ type: 'bold' }]), textOf(` ${text}`)],
  }))
}

function people(word: 'Lead' | 'Speaker', list: readonly ExportPerson[]): DocNode[] {
  if (list.length === 0) return []
  const names = list.map(({ name, affiliation }) => (affiliation ? `${name} (${affiliation})` : name))
  return [paragraphOf(`${word}${list.length > 1 ? 's' : ''}: ${names.join(', ')}`)]
}

/** `Speaker: Ada, Analytical Engines`; several are parted by semicolons. */
function speakerLine(list: readonly ExportPerson[]): DocNode[] {
  if (list.length === 0) return []
  const names = list.map(({ name, affiliation }) => (affiliation ? `${name}, ${affiliation}` : name))
  return [paragraphOf(`Speaker${list.length > 1 ? 's' : ''}: ${names.join('; ')}`)]
}

/** `Ada`, `Ada and Bob`, `Ada, Bob and Cy`. */
function nameList(list: readonly ExportPerson[]): string {
  const names = list.map(({ name }) => name)
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

function linkList(list: readonly ExportLink[]): DocNode[] {
  if (list.length === 0) return []
  return [
    { type: 'bulletList', content: list.map((link) => ({ type: 'listItem', content: [linkLine(link)] })) },
  ]
}

function linkLine({ title, url }: ExportLink): DocNode {
  return url !== null && isSafeHref(url)
    ? { type: 'paragraph', content: linkText(title || url, url) }
    : paragraphOf(`${title} (no link)`)
}

// The address itself is printed: it must survive paper and plain text.
function linkText(title: string, url: string): DocNode[] {
  const link = textOf(url, [{ type: 'link', attrs: { href: url } }])
  return title === url ? [link] : [textOf(`${title}: `), link]
}

function linkedParagraph(text: string): DocNode {
  return isSafeHref(text) ? { type: 'paragraph', content: linkText(text, text) } : paragraphOf(text)
}

function describeTime({ start, end, hall }: ExportSession, zone: string): string {
  const time =
    start === null
      ? null
      : `${formatDay(start, zone)}, ${formatClockRange(start, end, zone)} (${formatZone(zone)})`
  return [time, hall].filter((part) => part).join(' · ')
}

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
import { isSafeHref } from '../../shared/schema/safe-href.ts'
import { formatClockRange, formatDay, formatDayRange, formatZone } from '../lib/event-time.ts'
import type {
  ExportDocuments,
  ExportEvent,
  ExportLink,
  ExportPerson,
  ExportSession,
  ExportSetting,
  ExportTrack,
} from './programme.ts'

/** Links that name nothing but themselves are printed behind this many heading levels at most. */
const LOWEST_HEADING = 6

export function composeEvent(event: ExportEvent, setting: ExportSetting): DocJson {
  const facts = [formatDayRange(event.startDate, event.endDate), event.location, event.url]
  return docOf([
    heading(1, event.title),
    ...facts.flatMap((fact) => (fact ? [linkedParagraph(fact)] : [])),
    ...embed(event.description, 1),
    ...event.tracks.flatMap((track) => trackBlocks(track, setting, 2)),
    ...(event.sessions.length > 0 && event.tracks.length > 0 ? [heading(2, 'Other sessions')] : []),
    ...event.sessions.flatMap((session) => sessionBlocks(session, setting, event.tracks.length > 0 ? 3 : 2)),
  ])
}

export function composeTrack(track: ExportTrack, setting: ExportSetting): DocJson {
  return docOf(trackBlocks(track, setting, 1))
}

export function composeSession(session: ExportSession, setting: ExportSetting): DocJson {
  return docOf(sessionBlocks(session, setting, 1))
}

function trackBlocks(track: ExportTrack, setting: ExportSetting, level: number): DocNode[] {
  return [
    heading(level, track.title),
    ...people('Lead', track.leads),
    ...links(track.links),
    ...embed(track.description, level),
    ...documents(track, level),
    ...track.sessions.flatMap((session) => sessionBlocks(session, setting, level + 1)),
  ]
}

function sessionBlocks(session: ExportSession, setting: ExportSetting, level: number): DocNode[] {
  const { title, speakers, isCancelled, abstract, summary } = session
  const when = describeTime(session, setting.timeZone)
  return [
    heading(level, isCancelled ? `${title} (cancelled)` : title),
    ...people('Speaker', speakers),
    ...(when ? [paragraphOf(when)] : []),
    ...links(session.links),
    ...embed(abstract, level),
    ...(setting.mentionsMissingSummary && isEmptyDoc(summary) ? [paragraphOf('No summary yet.')] : []),
    ...documents(session, level),
  ]
}

function documents({ notes, summary }: ExportDocuments, level: number): DocNode[] {
  const part = (title: string, doc: DocJson | null) =>
    doc === null || isEmptyDoc(doc) ? [] : [heading(level + 1, title), ...embed(doc, level + 1)]
  return [...part('Summary', summary), ...part('Notes', notes)]
}

/** The blocks of a document with its headings below the one that it stands under. */
function embed(doc: DocJson | null, level: number): DocNode[] {
  if (doc === null || isEmptyDoc(doc)) return []
  return doc.content.map((node) => shiftHeadings(node, level))
}

function shiftHeadings(node: DocNode, by: number): DocNode {
  if (node.type === 'heading') {
    const level = Math.min(LOWEST_HEADING, Number(node.attrs?.['level'] ?? 1) + by)
    return { ...node, attrs: { ...node.attrs, level } }
  }
  return node.content ? { ...node, content: node.content.map((child) => shiftHeadings(child, by)) } : node
}

function heading(level: number, text: string): DocNode {
  const attrs = { level: Math.min(LOWEST_HEADING, level) }
  return text === '' ? { type: 'heading', attrs } : { type: 'heading', attrs, content: [textOf(text)] }
}

function people(word: 'Lead' | 'Speaker', list: readonly ExportPerson[]): DocNode[] {
  if (list.length === 0) return []
  const names = list.map(({ name, affiliation }) => (affiliation ? `${name} (${affiliation})` : name))
  return [paragraphOf(`${word}${list.length > 1 ? 's' : ''}: ${names.join(', ')}`)]
}

function links(list: readonly ExportLink[]): DocNode[] {
  if (list.length === 0) return []
  const items = list.map(({ title, url }) => ({
    type: 'listItem',
    content: [
      url !== null && isSafeHref(url)
        ? { type: 'paragraph', content: linkText(title || url, url) }
        : paragraphOf(`${title} (no link)`),
    ],
  }))
  return [{ type: 'bulletList', content: items }]
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

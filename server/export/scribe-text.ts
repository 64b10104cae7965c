/**
 * Minutes as a scribe types them at the W3C: `Topic:`, `Name: text`, `ACTION:`, `RESOLUTION:`, one thing a line
 * (https://w3c.github.io/scribe2/scribedoc.html). A line that only looks like a command begins with a backslash, which
 * readers of the format take away.
 */
import { docOf, plainTextOf, textOf, type DocNode } from '../../shared/schema/doc-json.ts'
import { dayOrNull } from '../../shared/schema/minute-words.ts'
import { plainInline, plainMinutes } from '../../shared/schema/plain-minutes.ts'
import { isSafeHref } from '../../shared/schema/safe-href.ts'
import { formatDate } from '../lib/event-time.ts'
import { spokenBy, type Meeting, type MeetingTopic } from './meeting.ts'
import { oneLine } from './one-line.ts'
import type { ExportLink } from './programme.ts'
import { docToText } from './text.ts'

/** Ends with a line break. */
export function meetingToScribeText(meeting: Meeting): string {
  const { event, title, chairs, present, start, stage, topics } = meeting
  const date = start === null ? null : formatDate(start, event.timeZone)
  const head = [
    ...(stage === 'final' ? [] : ['\\DRAFT minutes']),
    `Meeting: ${oneLine(event.title)}: ${title}`,
    ...(date === null ? [] : [`Date: ${date}`]),
    ...(event.url !== null && isSafeHref(event.url) ? [`Agenda: ${oneLine(event.url)}`] : []),
    ...(chairs.length > 0 ? [`Chair: ${listOf(chairs)}`] : []),
    ...(present.length > 0 ? [`Present: ${listOf(present)}`] : []),
    // Nobody in particular: several people write at once.
    'Scribe: *',
  ]
  const licence = event.licence === null ? [] : ['', plainLine(`Licence: ${oneLine(event.licence)}`)]
  return `${[...head, ...topics.flatMap((topic) => ['', ...topicLines(topic, event.timeZone)]), ...licence].join('\n')}\n`
}

function topicLines(topic: MeetingTopic, zone: string): readonly string[] {
  const { title, isCancelled, speakers, links, summary, notes, errata } = topic
  const names = speakers.map(({ name }) => oneLine(name))
  const part = (heading: string, doc: DocNode) => [
    ...(summary !== null && notes !== null ? [`Subtopic: ${heading}`] : []),
    ...blockLines(doc.content),
  ]
  return [
    `Topic: ${title}${isCancelled ? ' (cancelled)' : ''}`,
    ...(names.length > 0 ? [plainLine(`Speaker${names.length > 1 ? 's' : ''}: ${names.join(', ')}`)] : []),
    ...links.map(linkLine),
    ...(summary === null ? [] : part('Summary', summary)),
    ...(notes === null ? [] : part('Notes', notes)),
    ...errata.map(({ at, text }) =>
      plainLine(`Correction (${formatDate(Date.parse(at), zone)}): ${oneLine(text)}`),
    ),
  ]
}

function linkLine({ title, url }: ExportLink): string {
  const target = url !== null && isSafeHref(url) ? oneLine(url) : '(no link)'
  return plainLine(`${oneLine(title)}: ${target}`)
}

/** Names are parted by commas. */
function listOf(names: readonly string[]): string {
  return names.map((name) => name.replace(/[\s,]+/g, ' ').trim()).join(', ')
}

function blockLines(blocks: readonly DocNode[] = []): readonly string[] {
  return blocks.flatMap((block): readonly string[] => {
    switch (block.type) {
      case 'heading': {
        const text = oneLine(plainTextOf(plainInline(block)))
        return text === '' ? [] : [`Subtopic: ${text}`]
      }
      case 'minute':
        return minuteLines(block)
      case 'taskList':
        return (block.content ?? []).flatMap((item) => {
          const [first, ...rest] = item.content ?? []
          const text: DocNode = first?.type === 'paragraph' ? first : { type: 'paragraph' }
          const others = first && first.type !== 'paragraph' ? [first, ...rest] : rest
          return [...actionLines({ ...text, attrs: item.attrs ?? {} }), ...blockLines(others)]
        })
      case 'codeBlock':
        return codeLines(plainTextOf(block))
      default: {
        const speech = spokenBy(block)
        const who = speech && nameOf({ type: 'paragraph', attrs: { who: speech.who } })
        return who ? continued(`${who}: `, ownLines({ ...block, content: speech.content })) : textLines(block)
      }
    }
  })
}

function minuteLines(node: DocNode): readonly string[] {
  const { kind } = node.attrs ?? {}
  const lines = ownLines(node)
  if (lines.length === 0) return []
  if (kind === 'action') return actionLines(node)
  const who = nameOf(node)
  if (kind === 'decision') return continued(`RESOLUTION: ${who === null ? '' : `${who}: `}`, lines)
  if (who !== null) return continued(`${who}: `, lines)
  const [first = '', ...rest] = lines
  return [plainLine(`${kind === 'answer' ? 'Answer' : 'Question'}: ${first}`), ...rest.map(plainLine)]
}

function actionLines(node: DocNode): readonly string[] {
  const lines = ownLines(node)
  if (lines.length === 0) return []
  const who = nameOf(node)
  const due = dayOrNull(node.attrs?.['due'])
  const state = [
    ...(due === null ? [] : [`due ${due}`]),
    ...(node.attrs?.['checked'] === true ? ['done'] : []),
  ]
  const last = state.length > 0 ? ` (${state.join(', ')})` : ''
  const whole = lines.map((line, index) => (index === lines.length - 1 ? `${line}${last}` : line))
  return continued(`ACTION: ${who === null ? '' : `${who}: `}`, whole)
}

/** What somebody said may go on in further lines. */
function continued(start: string, [first = '', ...rest]: readonly string[]): readonly string[] {
  return [`${start}${first}`, ...rest.map((line) => `… ${line}`)]
}

/** A colon would end a name too early. */
function nameOf({ attrs }: DocNode): string | null {
  const who = attrs?.['who']
  return typeof who === 'string' ? oneLine(who.replaceAll(':', ' ')) || null : null
}

function ownLines(node: DocNode): readonly string[] {
  return plainTextOf(withAddresses(plainInline({ ...node, type: 'paragraph' })))
    .split('\n')
    .map(oneLine)
    .filter((line) => line !== '')
}

function textLines(block: DocNode): readonly string[] {
  return docToText(withAddresses(plainMinutes(docOf([block]))))
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(plainLine)
}

/** Links as text behind what they lead from; footnotes would be numbered anew in every block. */
function withAddresses(node: DocNode): DocNode {
  if (!node.content) return node
  const content = node.content.flatMap((child, index): DocNode[] => {
    const href = hrefOf(child)
    if (href === null) return [withAddresses(child)]
    const { marks: _marks, ...plain } = child
    const isLast = hrefOf(node.content?.[index + 1]) !== href
    return isLast && child.text !== href ? [plain, textOf(` (${href})`)] : [plain]
  })
  return { ...node, content }
}

function hrefOf(node: DocNode | undefined): string | null {
  const href = node?.marks?.find(({ type }) => type === 'link')?.attrs?.['href']
  return typeof href === 'string' && isSafeHref(href) ? oneLine(href) : null
}

/** Code is verbatim text, unless it holds what would end it. */
function codeLines(code: string): readonly string[] {
  const lines = code.split(/\r\n?|\n/)
  const has = (sign: string) => lines.some((line) => line.trim() === sign)
  if (!has('```')) return ['```', ...lines, '```']
  return has(']]') ? lines.map(plainLine) : ['[[', ...lines, ']]']
}

/** Words that a reader of the format may take for a command, with or without a colon. */
const COMMAND =
  /^(?:action|agenda|agendum|chair|date|issue|meeting|namedanchorhere|next|present|previous|q|ack|recording|regrets|repo|resolution|resolved|rrsagent|scribe|scribenick|scribeoptions|slideset|subtopic|topic|trackbot|zakim)\b/i

/** A line that is text and nothing else. */
function plainLine(line: string): string {
  const text = line.replace(/\s+$/u, '')
  const isPlain = /^[\p{L}\p{N}]/u.test(text) && !/[:/|]/.test(text) && !COMMAND.test(text)
  return isPlain ? text : `\\${text.trimStart()}`
}

/**
 * Summaries as messages for mailing lists: plain text behind a line with the subject, so that a file can be pasted into a
 * mail, or given to a program that sends it. No line of a message has an effect of its own on the way.
 */
import { docOf, paragraphOf, textOf, type DocJson, type DocNode } from '../../shared/schema/doc-json.ts'
import { isSafeHref } from '../../shared/schema/safe-href.ts'
import { plainMinutes } from '../../shared/schema/plain-minutes.ts'
import { formatDayRange } from '../lib/event-time.ts'
import type { ExportFile } from './book.ts'
import { composeEvent, composeTrack } from './compose.ts'
import { licenceBlocks } from './embed-doc.ts'
import { otherSessionsAnchor } from './meeting.ts'
import { oneLine } from './one-line.ts'
import type { ExportEvent, ExportSetting } from './programme.ts'
import { docToText } from './text.ts'
import { MAX_LINE_BYTES, splitToBytes } from './wrap-line.ts'

export interface MailOptions {
  /** Columns; null: lines are as long as their paragraphs, up to what mail takes. */
  readonly width: 72 | null
  readonly bullet: '•' | '*'
}

/** Columns that no line reaches before it has as many bytes as mail takes. */
const UNWRAPPED = 10 * MAX_LINE_BYTES

/** Characters of a subject, which mail programs show in one line. */
const MAX_SUBJECT_CHARS = 200

/** A composed document as one message. Begins with its subject and a blank line; ends with a line break. */
export function docToMail(
  doc: DocJson,
  { subject, width, bullet }: MailOptions & { readonly subject: string },
): string {
  const body = docToText(withoutControls(plainMinutes(doc), false), { width: width ?? UNWRAPPED, bullet })
  const lines = body.split('\n').map((line) => line.trimEnd())
  return `Subject: ${subjectLine(subject)}\n\n${lines.flatMap(harmlessLines).join('\n')}`
}

/** One message per track, in programme order, and one for the sessions without a track. */
export function eventToMails(
  event: ExportEvent,
  options: MailOptions & { readonly setting: ExportSetting },
): readonly ExportFile[] {
  return mailsOf(event, options).map(({ anchor, text }) => ({
    path: `${anchor}.txt`,
    bytes: Buffer.from(text, 'utf8'),
  }))
}

/** The messages of an event as one text, one after the other. */
export function eventToMailText(
  event: ExportEvent,
  options: MailOptions & { readonly setting: ExportSetting },
): string {
  const rule = '='.repeat(options.width ?? 72)
  return mailsOf(event, options)
    .map(({ text }) => text)
    .join(`\n${rule}\n\n`)
}

function mailsOf(
  event: ExportEvent,
  { setting, ...options }: MailOptions & { readonly setting: ExportSetting },
): readonly { readonly anchor: string; readonly text: string }[] {
  const subject = (title: string) => `[${oneLine(event.title)}] ${oneLine(title)}: summary`
  const end = endOf(event)
  const tracks = event.tracks.map((track) => ({
    anchor: track.anchor,
    text: docToMail(docOf([...orNothing(composeTrack(track, setting).content), ...end]), {
      ...options,
      subject: subject(track.title),
    }),
  }))
  if (event.sessions.length === 0) return tracks
  const factless = {
    startDate: null,
    endDate: null,
    location: null,
    url: null,
    description: null,
    licence: null,
  }
  const others = composeEvent({ ...event, ...factless, tracks: [] }, setting)
  const text = docToMail(docOf([...others.content, ...end]), {
    ...options,
    subject: subject(tracks.length > 0 ? 'other sessions' : 'sessions'),
  })
  return [...tracks, { anchor: otherSessionsAnchor(event), text }]
}

/** A title alone would leave people waiting for the rest. */
function orNothing(blocks: readonly DocNode[]): readonly DocNode[] {
  return blocks.some(({ type }) => type !== 'heading') ? blocks : [...blocks, paragraphOf('No summary yet.')]
}

/** What a reader of one message cannot know: which event it is of, and under which terms it may be used. */
function endOf(event: ExportEvent): readonly DocNode[] {
  const { title, startDate, endDate, location, url } = event
  const facts = [title, formatDayRange(startDate, endDate), location]
    .flatMap((fact) => (fact ? [oneLine(fact)] : []))
    .join(', ')
  const address: DocNode[] =
    url !== null && isSafeHref(url)
      ? [{ type: 'paragraph', content: [textOf(url, [{ type: 'link', attrs: { href: url } }])] }]
      : []
  return [{ type: 'horizontalRule' }, paragraphOf(facts), ...address, ...licenceBlocks(event)]
}

function subjectLine(subject: string): string {
  const characters = [...oneLine(subject)]
  const isShort = characters.length <= MAX_SUBJECT_CHARS
  return isShort
    ? characters.join('')
    : `${characters
        .slice(0, MAX_SUBJECT_CHARS - 1)
        .join('')
        .trimEnd()}…`
}

/** Texts without characters that are no text; a tab is a blank, but in code. */
function withoutControls<Node extends DocNode>(node: Node, isCode: boolean): Node {
  if (node.text !== undefined) return { ...node, text: plainCharacters(node.text, isCode) }
  if (!node.content) return node
  const inCode = isCode || node.type === 'codeBlock'
  return { ...node, content: node.content.map((child) => withoutControls(child, inCode)) }
}

function plainCharacters(text: string, isCode: boolean): string {
  return (
    text
      .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
      .replace(/\t/g, isCode ? '\t' : ' ')
      // oxlint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]|\p{Surrogate}/gu, '\uFFFD')
  )
}

/**
 * mbox files begin a message with `From `, ours with a subject, and a dot alone ends one for programs that send mail: such
 * lines step in.
 */
function harmlessLines(line: string): readonly string[] {
  return /^(?:\.$|From |Subject:)/.test(line) ? splitToBytes(line, ' ') : [line]
}

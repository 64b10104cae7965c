/** Facts about a session as YAML before its Markdown. Texts are always quoted, so that none of them can mean anything. */
import { FRONT_MATTER_MARK } from '../../shared/markdown/front-matter.ts'
import type { ExportEvent, ExportSession, ExportTrack } from './programme.ts'

type Scalar = string | number | boolean | null
type Entry = Readonly<Record<string, Scalar>>

const FRONT_MATTER_VERSION = 1

/** From the opening to the closing `---`, with a line break. */
export function sessionFrontMatter(
  session: ExportSession,
  { event, track }: { readonly event: ExportEvent; readonly track: ExportTrack | null },
): string {
  const { title, speakers, start, end, hall, language, url, isCancelled, links, stage, stageAt } = session
  const moment = (at: number | null) => (at === null ? null : new Date(at).toISOString())
  return [
    '---',
    FRONT_MATTER_MARK,
    `version: ${FRONT_MATTER_VERSION}`,
    field('title', title),
    field('event', event.title),
    field('track', track?.title ?? null),
    ...list(
      'speakers',
      speakers.map(({ name, affiliation }) => ({ name, affiliation })),
    ),
    field('start', moment(start)),
    field('end', moment(end)),
    field('timeZone', event.timeZone),
    field('hall', hall),
    field('language', language),
    field('url', url),
    ...list(
      'links',
      links.map(({ kind, title, url }) => ({ kind, title, url })),
    ),
    field('cancelled', isCancelled),
    field('stage', stage),
    field('stageSince', stageAt === null ? null : new Date(stageAt).toISOString()),
    field('id', session.id),
    field('importKey', session.importKey),
    field('licence', event.licence),
    '---',
    '',
  ].join('\n')
}

function field(name: string, value: Scalar): string {
  return `${name}: ${scalar(value)}`
}

function list(name: string, entries: readonly Entry[]): readonly string[] {
  if (entries.length === 0) return [`${name}: []`]
  const lines = entries.flatMap((entry) =>
    Object.entries(entry).map(
      ([key, value], index) => `${index === 0 ? '  - ' : '    '}${field(key, value)}`,
    ),
  )
  return [`${name}:`, ...lines]
}

/** JSON is YAML, but for a few characters that YAML wants written as what they are. */
function scalar(value: Scalar): string {
  if (typeof value !== 'string') return String(value)
  return JSON.stringify(value.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

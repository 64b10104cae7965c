/** Gathered minutes as files: a table for spreadsheets, or a list for people. */
import type { GatheredMinute } from '../../shared/contracts/minutes.ts'
import { MINUTE_NAMES } from '../../shared/schema/minute-words.ts'
import { toCsv } from './csv.ts'

const COLUMNS = ['kind', 'text', 'who', 'due', 'done', 'where', 'document', 'address'] as const

/** RFC 4180 with a head row; `origin` is what addresses begin with. */
export function minutesToCsv(minutes: readonly GatheredMinute[], origin: string): string {
  const rows = minutes.map((minute) => [
    MINUTE_NAMES[minute.kind],
    minute.text,
    minute.who ?? '',
    minute.due ?? '',
    minute.done === null ? '' : minute.done ? 'yes' : 'no',
    minute.title,
    minute.noteKind,
    origin + minute.path,
  ])
  return toCsv([COLUMNS, ...rows])
}

/** A list under the name of each session or track. */
export function minutesToMarkdown(minutes: readonly GatheredMinute[], origin: string): string {
  const lines: string[] = []
  let place: string | null = null
  for (const minute of minutes) {
    const { kind, text, who, due, done, title, path, sessionId, trackId } = minute
    const own = sessionId ?? trackId
    if (own !== place) lines.push(`${place === null ? '' : '\n'}## ${escape(title)}\n`)
    place = own
    const duty = [who, due === null ? null : `due ${due}`].filter((part) => part !== null).join(', ')
    const box = done === null ? '' : done ? '[x] ' : '[ ] '
    const name = `**${MINUTE_NAMES[kind]}${duty === '' ? '' : ` (${escape(duty)})`}:**`
    lines.push(`- ${box}${name} ${escape(text)} ([place](<${origin}${path}>))`)
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`
}

/** So that a text stays a text. */
function escape(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_{}[\]<>#|~&]/g, String.raw`\$&`)
}

/** Code for a page: its lines are no wider than the page, and where one goes on is seen. */
import { displayWidth } from '../display-width.ts'
import { cleanCode } from './clean-text.ts'
import { MAX_CODE_COLUMNS } from './limits.ts'

/** Where a line of code goes on in the next one. No character, so no code holds it: `cleanCode` has taken it out. */
export const WRAP_MARK = '\ufdd0'
/** Where a line of the page ends. */
export const LINE_ENDS = /[\n\ufdd0]/u
/** Columns that the sign before a continued line takes. */
const SIGN_COLUMNS = 2
/** A line is rather broken at a blank, if there is one in its last third. */
const LEAST_FILLED = 0.66
export const TAB_COLUMNS = 8

/** The same without the mark: with the sign that a page has for it. */
export function withSigns(wrapped: string): string {
  return wrapped.replaceAll(WRAP_MARK, '\n↪ ')
}

/** Text in parts of so many lines. */
export function splitLines(text: string, most: number): string[] {
  const lines = text.split('\n')
  return Array.from({ length: Math.ceil(lines.length / most) }, (_, part) =>
    lines.slice(part * most, (part + 1) * most).join('\n'),
  )
}

export function wrapCode(code: string, columns: number = MAX_CODE_COLUMNS): string {
  return cleanCode(code)
    .split('\n')
    .map((line) => wrapLine(expandTabs(line), columns).join(WRAP_MARK))
    .join('\n')
}

/** Tabs as blanks up to the next stop: what a page has instead of them. */
function expandTabs(line: string): string {
  if (!line.includes('\t')) return line
  let out = ''
  for (const [index, part] of line.split('\t').entries()) {
    if (index > 0) out += ' '.repeat(TAB_COLUMNS - (displayWidth(out) % TAB_COLUMNS))
    out += part
  }
  return out
}

function wrapLine(line: string, columns: number): string[] {
  if (line.length * 2 <= columns || displayWidth(line) <= columns) return [line]
  const parts: string[] = []
  let start = 0
  let filled = 0
  let blank = -1
  let at = 0
  let limit = columns
  for (const character of line) {
    const width = displayWidth(character)
    if (filled + width > limit) {
      const end = blank > start + (at - start) * LEAST_FILLED ? blank : at
      parts.push(line.slice(start, end))
      filled = displayWidth(line.slice(end, at))
      start = end
      limit = Math.max(1, columns - SIGN_COLUMNS)
    }
    filled += width
    at += character.length
    if (character === ' ') blank = at
  }
  parts.push(line.slice(start))
  return parts
}

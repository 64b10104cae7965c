/** Characters that no font has: found by Typst, shown by their code points, told with the place. */
import type { ExportWarning } from '../book.ts'
import { MAX_GLYPH_WARNINGS } from './limits.ts'

/** Texts of one character or of several that are drawn as one. */
export type MissingTexts = ReadonlySet<string>

export interface MissingPart {
  readonly text: string
  readonly isMissing: boolean
}

/** A text in parts that fonts have and parts that they have not. */
export function splitMissing(text: string, missing: MissingTexts): MissingPart[] {
  if (missing.size === 0) return [{ text, isMissing: false }]
  const pattern = patternOf(missing)
  return text
    .split(pattern)
    .map((part, index) => ({ text: part, isMissing: index % 2 === 1 }))
    .filter((part) => part.text !== '')
}

const patterns = new WeakMap<MissingTexts, RegExp>()

function patternOf(missing: MissingTexts): RegExp {
  let pattern = patterns.get(missing)
  if (!pattern) {
    const longestFirst = [...missing].sort((a, b) => b.length - a.length)
    pattern = new RegExp(`(${longestFirst.map(escapePattern).join('|')})`, 'u')
    patterns.set(missing, pattern)
  }
  return pattern
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, (sign) => (sign === '-' ? '\\u002d' : `\\${sign}`))
}

/** A place in a book: its nearest heading, and what is written there. */
export interface WrittenText {
  readonly place: string
  readonly text: string
}

export function warnOfMissing(missing: MissingTexts, texts: readonly WrittenText[]): ExportWarning[] {
  const warnings = [...missing].slice(0, MAX_GLYPH_WARNINGS).map((text) => {
    const found = texts.find((written) => written.text.includes(text))
    return {
      code: 'missing_glyph',
      message: `No font has the character ${describe(text)}${found ? `, ${found.place}` : ''}. Its code stands there instead.`,
    }
  })
  const more = missing.size - warnings.length
  if (more <= 0) return warnings
  return [
    ...warnings,
    {
      code: 'missing_glyph',
      message: `No font has ${more} more characters. Their codes stand there instead.`,
    },
  ]
}

function describe(text: string): string {
  const codes = Array.from(
    text,
    (character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  )
  return `${text} (${codes.join(' ')})`
}

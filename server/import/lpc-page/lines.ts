/**
 * Lines of the page's text. A line keeps its number for warnings, and its indent, because the text is a rendering of
 * HTML where plain blanks mean structure (lists, preformatted text) and no-break spaces are the author's own padding.
 */

export interface Line {
  /** Counted from 1. */
  readonly number: number
  /** Without blanks at its edges; blanks inside are kept as they are. Empty for a blank line. */
  readonly text: string
  /** How many blanks come before the text; a tab counts as four. */
  readonly indent: number
  /** True when a no-break space is among them. */
  readonly padded: boolean
}

const BYTE_ORDER_MARK = '\uFEFF'
const NO_BREAK_SPACE = '\u00A0'
const TAB = '    '

/** All lines of a text, blank ones too. */
export function splitLines(text: string): readonly Line[] {
  const body = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text
  return body.split(/\r\n|[\n\r]/).map((raw, index) => {
    const trimmed = raw.trim()
    const edge = trimmed === '' ? '' : raw.slice(0, raw.length - raw.trimStart().length)
    const indent = edge.replaceAll('\t', TAB).length
    return { number: index + 1, text: trimmed, indent, padded: edge.includes(NO_BREAK_SPACE) }
  })
}

/** The same place in the page with another text, for a line that turned out to hold two things. */
export function lineWith(line: Line, text: string): Line {
  return { ...line, text: text.trim() }
}

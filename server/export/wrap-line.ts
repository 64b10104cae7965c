/** Mail may not have longer lines (RFC 5322, 2.1.1); bytes, not characters. */
export const MAX_LINE_BYTES = 998

/** Breaks a line at blanks. A word that is longer than the width stays whole up to the bytes that mail allows. */
export function wrapLine(
  text: string,
  { first, rest, width }: { readonly first: string; readonly rest: string; readonly width: number },
): string[] {
  const lines: string[] = []
  let line = first
  let isEmpty = true
  for (const word of text.split(' ').flatMap(splitLongWord)) {
    if (!isEmpty && [...line].length + 1 + [...word].length > width) {
      lines.push(line.trimEnd())
      line = rest
      isEmpty = true
    }
    line += isEmpty ? word : ` ${word}`
    isEmpty = false
  }
  lines.push(line.trimEnd())
  return lines
}

function splitLongWord(word: string): string[] {
  const limit = MAX_LINE_BYTES - 98 // room for indentation
  if (Buffer.byteLength(word) <= limit) return [word]
  const parts: string[] = []
  let part = ''
  for (const character of word) {
    if (Buffer.byteLength(part + character) > limit) {
      parts.push(part)
      part = ''
    }
    part += character
  }
  return [...parts, part]
}

/**
 * What changed from one rendered text to the next, as one replaced stretch. Typing changes a few characters of a long
 * document, so a reader who has the last text needs far less than the whole of the new one.
 */

/** The new text is the old one's first `start` units, then `text`, then the old one's last `end` units (UTF-16). */
export interface TextPatch {
  readonly start: number
  readonly end: number
  readonly text: string
}

export function diffText(from: string, to: string): TextPatch {
  const shorter = Math.min(from.length, to.length)
  let start = 0
  while (start < shorter && from.charCodeAt(start) === to.charCodeAt(start)) start++
  let end = 0
  while (
    end < shorter - start &&
    from.charCodeAt(from.length - 1 - end) === to.charCodeAt(to.length - 1 - end)
  ) {
    end++
  }
  return { start, end, text: to.slice(start, to.length - end) }
}

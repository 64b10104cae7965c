/**
 * Breaks a line of text into lines of a width. Words that are longer stay whole up to what mail takes; Chinese and
 * Japanese text may break between its characters.
 */
import { displayWidth, isWide } from './display-width.ts'

/** Mail may not have longer lines (RFC 5322, 2.1.1); bytes, not characters. */
export const MAX_LINE_BYTES = 998

/** Bytes of a line that its text may have at least, however long what stands before it is. */
const MIN_TEXT_BYTES = 100

export interface WrapOptions {
  /** What the first line starts with. */
  readonly first: string
  /** What every further line starts with. */
  readonly rest: string
  /** Columns. */
  readonly width: number
}

export function wrapLine(text: string, { first, rest, width }: WrapOptions): string[] {
  const lines: string[] = []
  let line = first
  let isEmpty = true
  const longest = textBytesAfter(rest.length > first.length ? rest : first)
  for (const { blanks, piece } of piecesOf(text).flatMap((part) => splitPiece(part, longest))) {
    const next = isEmpty ? line + piece : line + blanks + piece
    if (isEmpty || (displayWidth(next) <= width && Buffer.byteLength(next) <= MAX_LINE_BYTES)) line = next
    else {
      lines.push(line.trimEnd())
      line = rest + piece
    }
    isEmpty = false
  }
  lines.push(line.trimEnd())
  return lines
}

/** Breaks a line that must not be wrapped, as of code, only where mail demands it. */
export function splitToBytes(line: string, prefix: string): string[] {
  return splitPiece({ blanks: '', piece: line }, textBytesAfter(prefix)).map(({ piece }) => prefix + piece)
}

interface Piece {
  /** Blanks before the piece, dropped where a line breaks. */
  readonly blanks: string
  readonly piece: string
}

// No line may start with a closing character, nor end with an opening one.
const OPENING = /[（「『【〈《〔]/
const CLOSING = /[、。，．：；？！）」』】〉》〕’”…ー々〻]/

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  for (const [, blanks = '', word = ''] of text.matchAll(/( *)([^ ]*)/g)) {
    if (blanks === '' && word === '') continue
    const parts = breakWideText(word)
    pieces.push(...parts.map((piece, index) => ({ blanks: index === 0 ? blanks : '', piece })))
  }
  return pieces
}

function breakWideText(word: string): string[] {
  if (![...word].some(isWide)) return [word]
  const parts: string[] = []
  let last = ''
  for (const character of word) {
    const mayBreak =
      last !== '' &&
      (isWide(last) || isWide(character)) &&
      !OPENING.test(last) &&
      !CLOSING.test(character) &&
      !/[\p{M}\p{Cf}]/u.test(character) &&
      !/\p{Cf}$/u.test(last)
    if (mayBreak || parts.length === 0) parts.push(character)
    else parts.push(`${parts.pop()}${character}`)
    last = character
  }
  return parts
}

function textBytesAfter(prefix: string): number {
  return Math.max(MIN_TEXT_BYTES, MAX_LINE_BYTES - Buffer.byteLength(prefix))
}

function splitPiece({ blanks, piece }: Piece, bytes: number): Piece[] {
  if (Buffer.byteLength(piece) <= bytes) return [{ blanks, piece }]
  const parts: Piece[] = []
  let part = ''
  let size = 0
  for (const character of piece) {
    const more = Buffer.byteLength(character)
    if (size + more > bytes) {
      parts.push({ blanks: parts.length === 0 ? blanks : '', piece: part })
      part = ''
      size = 0
    }
    part += character
    size += more
  }
  return [...parts, { blanks: parts.length === 0 ? blanks : '', piece: part }]
}

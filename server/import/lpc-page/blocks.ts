/**
 * Groups lines into blocks: paragraphs, lists and preformatted text. It decides layout only; what a block means
 * (a title, a speaker line, a heading) is decided by whoever reads the blocks.
 */
import type { Line } from './lines.ts'

export interface ParagraphBlock {
  readonly kind: 'paragraph'
  /** At least one. */
  readonly lines: readonly Line[]
}

/** A short line that heads what follows; readers make it out of a paragraph. */
export interface HeadingBlock {
  readonly kind: 'heading'
  readonly line: Line
}

export interface ListItem {
  /** 0 for the outermost list. */
  readonly level: number
  /** The number of an ordered item, null for a bullet. */
  readonly number: number | null
  /** Without the bullet or number; a wrapped item has several. */
  readonly lines: readonly Line[]
}

export interface ListBlock {
  readonly kind: 'list'
  readonly items: readonly ListItem[]
}

export interface CodeBlock {
  readonly kind: 'code'
  readonly lines: readonly Line[]
}

export type Block = ParagraphBlock | HeadingBlock | ListBlock | CodeBlock

const CODE_INDENT = 4
/** Deeper lists are flattened to this depth, so that no input can make a document too deep to read. */
const MAX_LIST_LEVEL = 8

const BULLET = /^[•◦▪‣](?:\s+|$)/
const ORDERED = /^(0|[1-9]\d{0,3})\.\s+/

/** The blocks of some lines, in order. */
export function blocksOf(lines: readonly Line[]): readonly Block[] {
  const blocks: Block[] = []
  let index = 0
  while (index < lines.length) {
    const line = lines[index]
    if (line === undefined || line.text === '') {
      index += 1
      continue
    }
    const afterList = blocks.at(-1)?.kind === 'list'
    const isMember = listMarkOf(line) ? isListLine : isCodeLine(line) && !afterList ? isCodeLine : isProseLine
    const end = endOfRun(lines, { from: index, isMember })
    const run = lines.slice(index, end)
    if (isMember === isListLine) blocks.push({ kind: 'list', items: itemsOf(run) })
    else if (isMember === isCodeLine) blocks.push({ kind: 'code', lines: run })
    else blocks.push({ kind: 'paragraph', lines: run })
    index = end
  }
  return blocks
}

/** The first line of a block; every block has one. */
export function firstLineOf(block: Block): Line {
  const line =
    block.kind === 'heading' ? block.line : block.kind === 'list' ? block.items[0]?.lines[0] : block.lines[0]
  if (line === undefined) throw new Error('a block without lines')
  return line
}

/** All lines of a block, in order. */
export function linesOf(block: Block): readonly Line[] {
  if (block.kind === 'heading') return [block.line]
  return block.kind === 'list' ? block.items.flatMap((item) => item.lines) : block.lines
}

type LineTest = (line: Line, before: Line) => boolean

function endOfRun(lines: readonly Line[], run: { from: number; isMember: LineTest }): number {
  let end = run.from + 1
  while (end < lines.length) {
    const line = lines[end]
    const before = lines[end - 1]
    if (line === undefined || before === undefined || line.text === '' || !run.isMember(line, before)) break
    end += 1
  }
  return end
}

/** A line directly under an item and further in than its left edge goes on with that item. */
function isListLine(line: Line, before: Line): boolean {
  if (listMarkOf(line) !== null) return true
  return listMarkOf(before) === null ? line.indent >= before.indent : line.indent > before.indent
}

function isCodeLine(line: Line): boolean {
  return line.indent >= CODE_INDENT && !line.padded && listMarkOf(line) === null
}

function isProseLine(line: Line): boolean {
  return listMarkOf(line) === null
}

interface ListMark {
  readonly number: number | null
  readonly text: string
}

/** A number at the left edge is text ("3. What we did" may be a title); only an indented one numbers an item. */
function listMarkOf(line: Line): ListMark | null {
  const bullet = BULLET.exec(line.text)
  if (bullet) return { number: null, text: line.text.slice(bullet[0].length) }
  const ordered = line.indent > 0 ? ORDERED.exec(line.text) : null
  return ordered ? { number: Number(ordered[1]), text: line.text.slice(ordered[0].length) } : null
}

function itemsOf(lines: readonly Line[]): readonly ListItem[] {
  const items: { level: number; number: number | null; lines: Line[] }[] = []
  const indents: number[] = []
  for (const line of lines) {
    const mark = listMarkOf(line)
    if (mark === null) {
      items.at(-1)?.lines.push(line)
      continue
    }
    while (indents.length > 1 && line.indent < (indents.at(-1) ?? 0)) indents.pop()
    const deepest = indents.at(-1)
    if (deepest === undefined || (line.indent > deepest && indents.length < MAX_LIST_LEVEL)) {
      indents.push(line.indent)
    }
    items.push({ level: indents.length - 1, number: mark.number, lines: [{ ...line, text: mark.text }] })
  }
  return items
}

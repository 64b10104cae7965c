/** The blocks of a document as data for the template. */
import { plainTextOf, type DocNode } from '../../../shared/schema/doc-json.ts'
import { cleanTitle, shorten } from './clean-text.ts'
import { LINE_ENDS, splitLines, withSigns, wrapCode } from './code-lines.ts'
import { leafBlocks, leafText } from './flatten.ts'
import { textSpans, toParagraphs, toSpans, type SpanOptions } from './inline-data.ts'
import type { Journal } from './journal.ts'
import {
  MAX_CODE_LINES,
  MAX_COLOURED_CODE_CHARACTERS,
  MAX_COLOURED_LINE_CHARACTERS,
  MAX_DEPTH,
  MAX_HEADING_CHARACTERS,
  MAX_WEIGHED_CHARACTERS,
} from './limits.ts'
import { listMarker, listStart } from './list-markers.ts'
import { splitMissing, type MissingTexts } from './missing-glyphs.ts'
import type { PdfBlock, PdfSpan } from './pdf-data.ts'
import type { PlacedPictures } from './pictures.ts'
import { tableBlocks } from './table-data.ts'
import { runOf } from './text-run.ts'

export interface BlockSetting {
  readonly journal: Journal
  readonly language: string
  readonly missing: MissingTexts
  readonly pictures: PlacedPictures
}

/** Where a block stands. */
export interface BlockPlace {
  /** How many lists, quotes and tables it is in. */
  readonly depth: number
  readonly isInTable: boolean
  /** Longest word of a line here, in characters; absent: what fits into a line of the page. */
  readonly wordLength?: number
  /** Columns of code that fit here. */
  readonly codeColumns?: number
}

const OUTERMOST: BlockPlace = { depth: 0, isInTable: false }

/** What programmes call a language, where Typst knows its colours by another name or not by this one. */
const LANGUAGE_NAME = /^[A-Za-z0-9+#._-]{1,30}$/

export class BlockWriter {
  readonly #setting: BlockSetting
  /** Levels of the headings that are open, as they were written. */
  readonly #open: number[] = []
  /** Titles of the headings of level 1. */
  readonly chapters: string[] = []
  /** How many headings of the first two levels there are. */
  contentsLength = 0

  constructor(setting: BlockSetting) {
    this.#setting = setting
  }

  get journal(): Journal {
    return this.#setting.journal
  }

  writeBlocks(nodes: readonly DocNode[] = [], place: BlockPlace = OUTERMOST): PdfBlock[] {
    return nodes.flatMap((node) => this.#block(node, place))
  }

  #block(node: DocNode, place: BlockPlace): PdfBlock[] {
    const { journal } = this.#setting
    journal.countBlock()
    switch (node.type) {
      case 'paragraph':
        return this.#paragraphs(node, place)
      case 'heading':
        return this.#heading(node, place)
      case 'bulletList':
      case 'orderedList':
      case 'taskList':
        return place.depth >= MAX_DEPTH ? this.#flat(node, place) : [this.#list(node, place)]
      case 'blockquote': {
        if (place.depth >= MAX_DEPTH) return this.#flat(node, place)
        const blocks = this.writeBlocks(node.content, { ...place, depth: place.depth + 1 })
        return blocks.length > 0 ? [{ type: 'quote', blocks }] : []
      }
      case 'codeBlock':
        return this.#code(node, place)
      case 'image':
        return [this.#picture(node)]
      case 'horizontalRule':
        return [{ type: 'rule' }]
      case 'table':
        return place.isInTable || place.depth >= MAX_DEPTH
          ? this.#flat(node, place)
          : tableBlocks(node, { writer: this, place })
      default:
        // A node of a newer schema: its text is worth more than its form.
        if (node.type === 'text') return this.#paragraphs({ type: 'paragraph', content: [node] }, place)
        return place.depth >= MAX_DEPTH
          ? this.#flat(node, place)
          : this.writeBlocks(node.content, { ...place, depth: place.depth + 1 })
    }
  }

  /** What is inside, without the lists and tables that it is in; a sign before each item stays. */
  #flat(node: DocNode, place: BlockPlace): PdfBlock[] {
    this.journal.warn(
      'nesting_cut',
      node.type === 'table'
        ? `A table inside a table, ${this.journal.place}, is set as lines.`
        : `Lists and quotes, ${this.journal.place}, are inside each other more than ${MAX_DEPTH} times; deeper ones go on at that level.`,
    )
    return leafBlocks(node).flatMap((leaf) => this.#block(leaf, { ...place, depth: MAX_DEPTH }))
  }

  #paragraphs(node: DocNode, place: BlockPlace): PdfBlock[] {
    const text = plainTextOf(node)
    if (text.trim() === '') return []
    this.journal.noteText(text)
    const run = runOf(text, this.#setting.language)
    return toParagraphs(node.content, this.spanOptions(place)).map((spans) => ({
      type: 'paragraph',
      ...run,
      spans,
      ...(text.length > MAX_WEIGHED_CHARACTERS ? { isLong: true as const } : {}),
    }))
  }

  #heading(node: DocNode, place: BlockPlace): PdfBlock[] {
    const text = cleanTitle(plainTextOf(node))
    if (text === '') return []
    const run = runOf(text, this.#setting.language)
    if (place.depth > 0) {
      this.journal.noteText(text)
      return [{ type: 'label', ...run, spans: toSpans(node.content, this.spanOptions(place)) }]
    }
    this.journal.enterHeading(shorten(text, 80))
    this.journal.noteText(text)
    const look = Math.min(6, Math.max(1, Math.trunc(Number(node.attrs?.['level'] ?? 1)) || 1))
    const level = this.#levelOf(look)
    if (level === 1) this.chapters.push(text)
    if (level <= 2) this.contentsLength++
    const options = this.spanOptions(place)
    const isLong = text.length > MAX_HEADING_CHARACTERS
    const spans = isLong
      ? textSpans(shorten(text, MAX_HEADING_CHARACTERS), options)
      : titleSpans(node, options)
    return [
      { type: 'heading', ...run, level, look, spans },
      ...(isLong ? this.#paragraphs({ ...node, type: 'paragraph' }, place) : this.#addresses(node, place)),
    ]
  }

  /** A heading leads nowhere, since contents lead to it; where its links lead is said under it. */
  #addresses(node: DocNode, place: BlockPlace): PdfBlock[] {
    const hrefs = (node.content ?? []).flatMap(({ marks = [] }) =>
      marks.filter(({ type }) => type === 'link').map(({ attrs }) => String(attrs?.['href'])),
    )
    return [...new Set(hrefs)].flatMap((href) => {
      const link = { type: 'text', text: href, marks: [{ type: 'link', attrs: { href } }] }
      return this.#paragraphs({ type: 'paragraph', content: [link] }, place)
    })
  }

  /** One below the nearest heading before it that was written with a higher level. */
  #levelOf(look: number): number {
    while ((this.#open.at(-1) ?? 0) >= look) this.#open.pop()
    return this.#open.push(look)
  }

  #list(node: DocNode, place: BlockPlace): PdfBlock {
    const items = node.content ?? []
    const start = listStart(node.attrs?.['start'])
    const kind = String(node.attrs?.['type'] ?? '1')
    const isTask = node.type === 'taskList'
    const markers = isTask
      ? items.map(({ attrs }) => (attrs?.['checked'] ? 'done' : 'open'))
      : items.map((_, index) => listMarker(start + index, kind))
    const inner = { ...place, depth: place.depth + 1 }
    const [first] = items[0]?.content ?? []
    const { direction } = runOf(first ? leafText(first) : '', this.#setting.language)
    return {
      type: 'list',
      ...(direction ? { direction } : {}),
      ...(node.type === 'bulletList' ? {} : { markers }),
      ...(isTask ? { isTask } : {}),
      isTight: items.every(({ content = [] }) =>
        content.every(({ type }, index) => (index === 0 ? type === 'paragraph' : type.endsWith('List'))),
      ),
      items: items.map((item) => {
        this.journal.countBlock()
        return this.writeBlocks(item.content, inner)
      }),
    }
  }

  #code(node: DocNode, place: BlockPlace): PdfBlock[] {
    const source = plainTextOf(node)
    if (source.trim() === '') return []
    this.journal.noteText(source)
    const wrapped = wrapCode(source, place.codeColumns)
    const language = codeLanguage(node, source)
    const text = language === null ? withSigns(wrapped) : wrapped
    // Not as spans: what is coloured is one text.
    const parts = splitMissing(text, this.#setting.missing)
    const shown = parts.map((part) => (part.isMissing ? codesText(part.text) : part.text)).join('')
    return splitLines(shown, MAX_CODE_LINES).map((part) => ({
      type: 'code',
      text: part,
      lines: part.split(LINE_ENDS).length,
      ...(language === null ? {} : { language }),
    }))
  }

  #picture(node: DocNode): PdfBlock {
    const { pictures, missing } = this.#setting
    const alt = cleanTitle(String(node.attrs?.['alt'] ?? ''))
    this.journal.noteText(alt)
    const picture = pictures.find(node.attrs?.['id'], this.journal)
    if (picture) return { type: 'picture', alt: alt || 'A picture that nobody described.', ...picture }
    const text = alt === '' ? '[picture]' : `[picture: ${alt}]`
    return { type: 'mark', spans: textSpans(text, { missing }) }
  }

  spanOptions({ wordLength }: BlockPlace): SpanOptions {
    const { missing } = this.#setting
    return wordLength === undefined ? { missing } : { missing, wordLength }
  }

  get language(): string {
    return this.#setting.language
  }
}

function titleSpans(node: DocNode, options: SpanOptions): PdfSpan[] {
  const content = (node.content ?? []).map((child) =>
    child.type === 'hardBreak'
      ? { type: 'text', text: ' ' }
      : child.type === 'text'
        ? {
            ...child,
            text: (child.text ?? '').replace(/[\u202a-\u202e\u2066-\u2069]/gu, '').replace(/\r?\n/g, ' '),
          }
        : child,
  )
  return toSpans(
    content.filter(({ type, text }) => type !== 'text' || text !== ''),
    { ...options, withoutLinks: true },
  )
}

/** Null: no language, or too much text for colours. */
function codeLanguage({ attrs }: DocNode, source: string): string | null {
  const [name = ''] = String(attrs?.['language'] ?? '')
    .trim()
    .split(/\s/)
  if (!LANGUAGE_NAME.test(name) || source.length > MAX_COLOURED_CODE_CHARACTERS) return null
  const longest = source.split('\n').reduce((length, line) => Math.max(length, line.length), 0)
  return longest > MAX_COLOURED_LINE_CHARACTERS ? null : name.toLowerCase()
}

function codesText(text: string): string {
  return Array.from(
    text,
    (character) => `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
  ).join('')
}

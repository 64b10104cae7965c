/**
 * A book as XML files can hold it: texts without the characters that XML forbids, links with addresses that strict readers
 * take, and no pictures but those that can be shown. What cannot be shown is a visible mark and a warning.
 */
import {
  paragraphOf,
  plainTextOf,
  type DocJson,
  type DocMark,
  type DocNode,
} from '../../shared/schema/doc-json.ts'
import type { ImageType } from '../../shared/contracts/images.ts'
import { readImage } from '../lib/image/read-image.ts'
import type { Book, BookImage, ExportWarning } from './book.ts'
import { fileHref } from './file-href.ts'

export interface SettleOptions {
  /** What the format can show. */
  readonly imageTypes: ReadonlySet<ImageType>
  /** The format for people: `Word files`. */
  readonly formatName: string
}

export interface SettledBook {
  readonly book: Book
  /** Those that the document shows, in the order in which it first does. */
  readonly pictures: ReadonlyMap<string, BookImage>
  readonly warnings: ExportWarning[]
}

const TYPE_NAMES: Readonly<Record<ImageType, string>> = {
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
  'image/gif': 'GIF',
  'image/webp': 'WebP',
  'image/avif': 'AVIF',
}

/** Throws for a time that is none: there is no other that the file could say. */
export function settleBook(book: Book, options: SettleOptions): SettledBook {
  const changed = new Date(book.changedAt)
  if (Number.isNaN(changed.getTime())) throw new Error('expected changedAt of the book in ISO 8601')
  const settling = new Settling(book.images, options)
  const doc: DocJson = { type: 'doc', content: settling.settleAll(book.doc.content) }
  return {
    book: {
      ...book,
      title: xmlText(book.title).trim() || 'Untitled',
      facts: book.facts.map(xmlText),
      language: /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(book.language) ? book.language : 'und',
      licence: book.licence === null ? null : xmlText(book.licence),
      people: book.people.map(xmlText),
      // To the second, as both formats want it.
      changedAt: `${changed.toISOString().slice(0, 19)}Z`,
      doc,
    },
    pictures: settling.shown,
    warnings: settling.warnings,
  }
}

/** Control characters, lone surrogates and what else XML forbids are U+FFFD: visible, and nothing else moves. */
export function xmlText(text: string): string {
  return text.replace(/[^\t\n\r\x20-\x7e\u{a0}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\uFFFD')
}

/** Where something is, for a warning: the nearest heading before it. */
export function placeUnder(heading: string): string {
  const text = heading.replace(/\s+/g, ' ').trim()
  if (text === '') return 'before the first heading'
  return `under “${text.length > 80 ? `${xmlText(text.slice(0, 79))}…` : text}”`
}

class Settling {
  readonly warnings: ExportWarning[] = []
  readonly shown = new Map<string, BookImage>()
  readonly #images: Book['images']
  readonly #options: SettleOptions
  readonly #damaged = new Map<string, boolean>()
  #heading = ''

  constructor(images: Book['images'], options: SettleOptions) {
    this.#images = images
    this.#options = options
  }

  settleAll(nodes: readonly DocNode[]): DocNode[] {
    return nodes.map((node) => this.#settle(node))
  }

  #settle(node: DocNode): DocNode {
    if (node.type === 'image') return this.#settleImage(node)
    const text = node.text === undefined ? {} : { text: xmlText(node.text) }
    const marks = node.marks ? { marks: settleMarks(node.marks) } : {}
    const content = node.content ? { content: this.settleAll(node.content) } : {}
    const attrs = node.attrs ? { attrs: settleAttrs(node.attrs) } : {}
    const settled = { ...node, ...attrs, ...text, ...marks, ...content }
    if (node.type === 'heading') this.#heading = plainTextOf(settled)
    return settled
  }

  #settleImage(node: DocNode): DocNode {
    const id = String(node.attrs?.['id'] ?? '')
    const alt = xmlText(String(node.attrs?.['alt'] ?? '')).trim()
    const image = this.#images.get(id)
    const fault = this.#faultOf(id, image)
    if (image && fault === null) {
      this.shown.set(id, image)
      return { ...node, attrs: { ...node.attrs, alt, width: image.width, height: image.height } }
    }
    const name = alt === '' ? 'A picture' : `The picture “${xmlText(alt.slice(0, 80))}”`
    const message = `${name} is not shown: ${fault?.reason ?? ''} (${placeUnder(this.#heading)}).`
    this.warnings.push({ code: fault?.code ?? 'missing_picture', message })
    return paragraphOf(alt === '' ? '[picture]' : `[picture: ${alt}]`)
  }

  #faultOf(id: string, image: BookImage | undefined): { code: string; reason: string } | null {
    if (!image) return { code: 'missing_picture', reason: 'it is not there any more' }
    if (this.#isDamaged(id, image)) return { code: 'broken_picture', reason: 'its file is damaged' }
    const { imageTypes, formatName } = this.#options
    if (imageTypes.has(image.mediaType)) return null
    const reason = `${formatName} cannot hold ${TYPE_NAMES[image.mediaType]}`
    return { code: 'unsupported_picture', reason }
  }

  /** Readers refuse the whole file for a picture that is not what it says. */
  #isDamaged(id: string, { bytes, mediaType, width, height }: BookImage): boolean {
    const known = this.#damaged.get(id)
    if (known !== undefined) return known
    const found = readImage(bytes)
    const isDamaged =
      typeof found === 'string' || found.mediaType !== mediaType || !(width > 0) || !(height > 0)
    this.#damaged.set(id, isDamaged)
    return isDamaged
  }
}

function settleAttrs(attrs: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(attrs).map(([name, value]) => [name, typeof value === 'string' ? xmlText(value) : value]),
  )
}

function settleMarks(marks: readonly DocMark[]): DocMark[] {
  return marks.flatMap((mark) => {
    if (mark.type !== 'link') return [mark]
    const href = fileHref(mark.attrs?.['href'])
    if (href === null) return []
    const title = mark.attrs?.['title']
    return [
      { type: 'link', attrs: { href, ...(typeof title === 'string' ? { title: xmlText(title) } : {}) } },
    ]
  })
}

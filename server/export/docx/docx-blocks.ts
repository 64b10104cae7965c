/** The blocks of a document as what the body of a Word file holds. */
import {
  BookmarkEnd,
  BookmarkStart,
  BorderStyle,
  Paragraph,
  Tab,
  TextRun,
  type IParagraphOptions,
  type ParagraphChild,
  type Table,
  type XmlComponent,
} from 'docx'
import { plainTextOf, type DocNode } from '../../../shared/schema/doc-json.ts'
import type { BookImage, ExportWarning } from '../book.ts'
import { placeUnder } from '../settle-book.ts'
import { inlineChildren, isRightToLeft, piecesOf, DocxLinks } from './docx-inline.ts'
import { DocxLists, LIST_LEVELS, type ListMark } from './docx-lists.ts'
import { pictureRun } from './docx-picture.ts'
import { LINE_COLOUR, STEP, TEXT_WIDTH } from './docx-styles.ts'
import { writeTable } from './docx-table.ts'

export type DocxBlock = Paragraph | Table

/** A heading as the contents list it. */
export interface DocxHeading {
  readonly level: number
  readonly text: string
  readonly bookmark: string
}

/** Where blocks stand. */
export interface DocxPlace {
  /** Lists around them. */
  readonly lists: number
  readonly isQuote: boolean
  /** Twentieths of a point: how far they step in, and what is left beside that. */
  readonly indent: number
  readonly width: number
  /** In a cell of a table, and in one that names a row or column. */
  readonly isCell: boolean
  readonly isHead: boolean
  readonly align?: IParagraphOptions['alignment']
}

const TOP: DocxPlace = {
  lists: 0,
  isQuote: false,
  indent: 0,
  width: TEXT_WIDTH,
  isCell: false,
  isHead: false,
}

/** However deep lists and quotes are, this much of the width is left for their text. */
const LEAST_WIDTH = 2000

export class DocxBlocks {
  readonly links = new DocxLinks()
  readonly lists = new DocxLists()
  readonly headings: DocxHeading[] = []
  readonly warnings: ExportWarning[] = []
  readonly #pictures: ReadonlyMap<string, BookImage>
  #heading = ''
  #pictureCount = 0

  constructor(pictures: ReadonlyMap<string, BookImage>) {
    this.#pictures = pictures
  }

  /** Of the whole document: a chapter begins on a page of its own. */
  writeBody(nodes: readonly DocNode[]): DocxBlock[] {
    return nodes.flatMap((node) => this.#write(node, TOP))
  }

  /** Blocks inside others. */
  write(nodes: readonly DocNode[] = [], place: DocxPlace): DocxBlock[] {
    return nodes.flatMap((node) => this.#write(node, place))
  }

  warn(code: string, what: string): void {
    this.warnings.push({ code, message: `${what} (${placeUnder(this.#heading)}).` })
  }

  #write(node: DocNode, place: DocxPlace): DocxBlock[] {
    switch (node.type) {
      case 'paragraph':
        return this.#writeParagraph(node, place)
      case 'heading':
        return [this.#writeHeading(node, place)]
      case 'bulletList':
      case 'orderedList':
      case 'taskList':
        return this.#writeList(node, place)
      case 'blockquote':
        return this.write(node.content, stepIn({ ...place, isQuote: true }))
      case 'codeBlock':
        return [this.#writeCode(node, place)]
      case 'image':
        return this.#writePicture(node, place)
      case 'horizontalRule':
        return [
          new Paragraph({
            ...optionsAt(place),
            border: { bottom: { style: BorderStyle.SINGLE, size: 6, space: 1, color: LINE_COLOUR } },
          }),
        ]
      case 'table':
        return [...writeTable(this, node, place), new Paragraph({ style: 'AfterTable' })]
      default:
        // A node of a newer schema: its text is worth more than its form.
        return node.content
          ? this.write(node.content, place)
          : this.#writeParagraph({ type: 'paragraph', content: [node] }, place)
    }
  }

  #writeParagraph(node: DocNode, place: DocxPlace): DocxBlock[] {
    const children = inlineChildren(node.content, this.links, place.isHead ? { bold: true } : {})
    return children.length === 0 ? [] : [new Paragraph({ ...optionsAt(place, node), children })]
  }

  #writeHeading(node: DocNode, place: DocxPlace): Paragraph {
    const level = Math.min(6, Math.max(1, Number(node.attrs?.['level'] ?? 1)))
    const text = plainTextOf(node)
    this.#heading = text
    const number = this.headings.length + 1
    const bookmark = `_Toc${String(number).padStart(8, '0')}`
    this.headings.push({ level, text, bookmark })
    return new Paragraph({
      ...optionsAt(place, node),
      style: `Heading${level}`,
      ...(level === 1 && place === TOP ? { pageBreakBefore: true } : {}),
      children: [
        inParagraph(new BookmarkStart(bookmark, number)),
        ...inlineChildren(node.content, this.links),
        inParagraph(new BookmarkEnd(number)),
      ],
    })
  }

  #writeList(list: DocNode, place: DocxPlace): DocxBlock[] {
    const inside = stepIn({ ...place, lists: place.lists + 1 })
    const { attrs } = list
    const start = Number(attrs?.['start'] ?? 1)
    const type = String(attrs?.['type'] ?? '')
    const mark =
      list.type === 'orderedList'
        ? this.lists.markOfNumbers(inside.lists, { start, type })
        : this.lists.markOfBullets(inside.lists)
    if (inside.lists === LIST_LEVELS + 1)
      this.warn('list_too_deep', `Lists below level ${LIST_LEVELS} do not step in any further`)
    return (list.content ?? []).flatMap((item) =>
      this.#writeItem(item, inside, item.type === 'taskItem' ? null : mark),
    )
  }

  #writeItem({ attrs, content = [] }: DocNode, place: DocxPlace, mark: ListMark | null): DocxBlock[] {
    const [first, ...rest] = content
    const hasText = first?.type === 'paragraph'
    // As Word's own boxes look.
    const box = attrs?.['checked'] ? '☒' : '☐'
    const depth = place.lists > LIST_LEVELS ? [new TextRun({ text: `[${place.lists}] `, bold: true })] : []
    const paragraph = new Paragraph({
      ...optionsAt(place, hasText ? first : undefined),
      indent: { left: place.indent, hanging: STEP },
      spacing: { after: 60 },
      ...(mark ? { numbering: mark } : {}),
      children: [
        ...(mark ? [] : [new TextRun({ children: [box, new Tab()], font: 'MS Gothic' })]),
        ...depth,
        ...(hasText ? inlineChildren(first.content, this.links) : []),
      ],
    })
    return [paragraph, ...this.write(hasText ? rest : content, place)]
  }

  /** One paragraph, so that its shade has no gaps. */
  #writeCode(node: DocNode, place: DocxPlace): Paragraph {
    const lines = plainTextOf(node).split(/\r\n?|\n/)
    const children = lines.map(
      (line, index) => new TextRun({ ...(index > 0 ? { break: 1 } : {}), children: piecesOf(line) }),
    )
    return new Paragraph({ ...optionsAt(place), style: 'Code', children })
  }

  #writePicture(node: DocNode, place: DocxPlace): DocxBlock[] {
    const image = this.#pictures.get(String(node.attrs?.['id']))
    if (!image) return []
    const run = pictureRun(image, {
      alt: String(node.attrs?.['alt'] ?? ''),
      number: ++this.#pictureCount,
      width: place.width,
    })
    return [new Paragraph({ ...optionsAt(place), children: [run] })]
  }
}

/** One step to the right, as long as there is room for text. */
function stepIn(place: DocxPlace): DocxPlace {
  const hasRoom = place.width - STEP >= LEAST_WIDTH && place.lists <= LIST_LEVELS
  return hasRoom ? { ...place, indent: place.indent + STEP, width: place.width - STEP } : place
}

function optionsAt({ indent, isQuote, isCell, align }: DocxPlace, node?: DocNode): IParagraphOptions {
  const isFromRight = node !== undefined && isRightToLeft(plainTextOf(node))
  const style = isQuote ? 'Quote' : isCell ? 'TableText' : undefined
  return {
    ...(style ? { style } : {}),
    ...(indent > 0 ? { indent: { left: indent } } : {}),
    ...(isFromRight ? { bidirectional: true } : {}),
    ...(align ? { alignment: align } : {}),
  }
}

/** The library's types leave out the ends of bookmarks, which it writes in paragraphs all the same. */
function inParagraph(component: XmlComponent): ParagraphChild {
  return component as ParagraphChild
}

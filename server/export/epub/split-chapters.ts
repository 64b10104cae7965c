/** A book's document in the files of an EPUB: a preface, and one file for each heading of level 1. */
import { isEmptyDoc, plainTextOf, type DocJson, type DocNode } from '../../../shared/schema/doc-json.ts'
import { AnchorNames } from '../anchor-names.ts'

export interface Section {
  readonly text: string
  readonly anchor: string
}

export interface Chapter {
  /** Of its file in the archive. */
  readonly path: string
  readonly title: string
  readonly kind: 'preface' | 'chapter'
  readonly content: readonly DocNode[]
  /** Its headings of level 2, with the names that {@link ChapterAnchors} gives them. */
  readonly sections: readonly Section[]
}

/** Names for anchors in a chapter, which begin with a letter in every script. */
export class ChapterAnchors extends AnchorNames {
  override nameFor(text: string): string {
    return `s-${super.nameFor(text)}`
  }
}

/** A heading without text is named so where a name is needed. */
const UNTITLED = 'Untitled'

export function splitChapters({ content }: DocJson): Chapter[] {
  const parts: DocNode[][] = [[]]
  for (const node of content) {
    if (isChapterHeading(node)) parts.push([node])
    else parts.at(-1)?.push(node)
  }
  const [before = [], ...rest] = parts
  const preface = isEmptyDoc({ type: 'doc', content: before }) ? [] : [prefaceOf(before)]
  return [...preface, ...rest.map(chapterOf)]
}

function prefaceOf(content: readonly DocNode[]): Chapter {
  return { path: 'preface.xhtml', title: 'Preface', kind: 'preface', content, sections: sectionsOf(content) }
}

function chapterOf(content: readonly DocNode[], index: number): Chapter {
  const [heading] = content
  const title = heading ? lineOf(heading) : UNTITLED
  const path = `chapter-${String(index + 1).padStart(3, '0')}.xhtml`
  return { path, title, kind: 'chapter', content, sections: sectionsOf(content) }
}

/** Every heading is named, in the order in which they are written; those of level 2 are listed. */
function sectionsOf(content: readonly DocNode[]): Section[] {
  const names = new ChapterAnchors()
  return headingsOf(content).flatMap((node) => {
    const anchor = names.nameFor(plainTextOf(node))
    return Number(node.attrs?.['level'] ?? 1) === 2 ? [{ text: lineOf(node), anchor }] : []
  })
}

function isChapterHeading(node: DocNode): boolean {
  return node.type === 'heading' && Number(node.attrs?.['level'] ?? 1) === 1
}

function headingsOf(nodes: readonly DocNode[]): readonly DocNode[] {
  return nodes.flatMap((node) => (node.type === 'heading' ? [node] : headingsOf(node.content ?? [])))
}

function lineOf(node: DocNode): string {
  return plainTextOf(node).replace(/\s+/g, ' ').trim() || UNTITLED
}

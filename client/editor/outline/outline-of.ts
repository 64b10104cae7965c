/** The headings of a document, in order. */
import type { Node } from '@tiptap/pm/model'
import { inlineText } from '../block-text.ts'

/** What is shown of a heading is one line; nobody reads more of it in a list. */
const LONGEST = 120

export interface OutlineHeading {
  /** Of the heading itself; its text begins one further. */
  readonly position: number
  readonly level: number
  readonly text: string
}

/** Headings without a word are left out. */
export function outlineOf(doc: Node): readonly OutlineHeading[] {
  const headings: OutlineHeading[] = []
  doc.descendants((node, position) => {
    if (node.type.name !== 'heading') return !node.isTextblock
    const text = textOf(node)
    if (text !== '') headings.push({ position, level: Number(node.attrs['level'] ?? 1), text })
    return false
  })
  return headings
}

/** Which section a place is in: the last heading at or before it; -1 before the first. */
export function sectionAt(headings: readonly OutlineHeading[], position: number): number {
  return headings.findLastIndex((heading) => heading.position <= position)
}

function textOf(heading: Node): string {
  let text = ''
  heading.forEach((node) => {
    text += inlineText(node)
  })
  const line = text.replaceAll(/[\s\uFFFC]+/g, ' ').trim()
  const characters = Array.from(line)
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : line
}

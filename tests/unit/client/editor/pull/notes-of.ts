/** Notes as the shared document and as the editor has them, from document JSON. */
import type { Node } from '@tiptap/pm/model'
import { prosemirrorToYXmlFragment } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { FRAGMENT } from '../../../../../shared/protocol/messages.ts'
import type { DocNode } from '../../../../../shared/schema/doc-json.ts'
import { documentSchema } from '../../../../../shared/schema/extensions.ts'

export const text = (value: string, href?: string): DocNode => ({
  type: 'text',
  text: value,
  ...(href === undefined ? {} : { marks: [{ type: 'link', attrs: { href } }] }),
})
const inline = (value: string): { content?: DocNode[] } => (value === '' ? {} : { content: [text(value)] })
export const paragraph = (value = ''): DocNode => ({ type: 'paragraph', ...inline(value) })
export const heading = (level: number, value: string): DocNode => ({
  type: 'heading',
  attrs: { level },
  ...inline(value),
})
export const minute = (kind: string, value: string, attrs: Record<string, unknown> = {}): DocNode => ({
  type: 'minute',
  attrs: { kind, ...attrs },
  ...inline(value),
})
export const item = (value: string, ...below: DocNode[]): DocNode => ({
  type: 'listItem',
  content: [paragraph(value), ...below],
})
export const bullets = (...items: DocNode[]): DocNode => ({ type: 'bulletList', content: items })
export const offRecord = (...content: DocNode[]): DocNode => ({ type: 'offRecord', content })

export interface Notes {
  readonly doc: Node
  readonly fragment: Y.XmlFragment
}

export function notesOf(...blocks: readonly DocNode[]): Notes {
  const doc = documentSchema.nodeFromJSON({ type: 'doc', content: blocks })
  doc.check()
  const shared = new Y.Doc()
  const fragment = shared.getXmlFragment(FRAGMENT)
  prosemirrorToYXmlFragment(doc, fragment)
  return { doc, fragment }
}

/** Where a text begins and ends. */
export function placeOf(doc: Node, words: string): { from: number; to: number } {
  let from = -1
  doc.descendants((node, position) => {
    if (from < 0 && node.isText && node.text?.includes(words)) from = position + node.text.indexOf(words)
  })
  if (from < 0) throw new Error(`expected “${words}” in the notes`)
  return { from, to: from + words.length }
}

/** `kind: text` for each block, `*` behind those with an origin, lists in brackets. */
export function outline(blocks: readonly DocNode[]): string[] {
  return blocks.map((block) => {
    const mark = typeof block.attrs?.['origin'] === 'string' ? '*' : ''
    const name =
      block.type === 'minute'
        ? String(block.attrs?.['kind'])
        : block.type === 'heading'
          ? `h${String(block.attrs?.['level'])}`
          : block.type
    const content = block.content ?? []
    const isText = content.every(({ type }) => type === 'text')
    return isText
      ? `${name}${mark}: ${content.map((node) => node.text).join('')}`
      : `${name}${mark}[${outline(content).join(', ')}]`
  })
}

/**
 * Where the notes have what a block of the summary was pulled from: the block itself, wherever it is and whatever it says
 * by now; or the line that says the same, when it was made another block since. The editor does the same with its own
 * documents (client/editor/pull/find-source.ts). What is off the record is nowhere.
 */
import * as Y from 'yjs'
import { isInline, plainTextOf, type DocNode } from '../../shared/schema/doc-json.ts'
import { readOrigin } from '../../shared/schema/origin.ts'
import { onTheRecord } from '../../shared/schema/plain-minutes.ts'
import { findSameWords } from '../../shared/schema/same-words.ts'
import { blockIdOf, shownBlockId, type ItemId } from './block-ids.ts'
import { readFragment } from './read-fragment.ts'

export interface FoundSource {
  /** Of the block that reading pages show. */
  readonly blockId: string
  /** What the log knows it by. */
  readonly item: ItemId
}

/** Null: nothing in the notes says it any more. */
export function findSource(
  { notes, summary }: { readonly notes: Y.XmlFragment; readonly summary: Y.XmlFragment | null },
  blockId: string,
): FoundSource | null {
  const itself = findElement(notes, (item) => blockIdOf(item) === blockId)
  if (itself) return shownAround(itself)
  const line = summary && findLine(readFragment(summary), blockId)
  if (line === null) return null
  const blocks = textBlocksIn(onTheRecord(readFragment(notes, { anchors: true })), null)
  const same = findSameWords(blocks, line)
  const element = same && findElement(notes, (item) => blockIdOf(item) === same.anchor)
  return element ? shownAround(element) : null
}

/** The innermost block around an element, itself included, that a page has an id for. */
function shownAround(element: Y.XmlElement): FoundSource | null {
  let shown: string | null = null
  let at: Y.XmlElement | null = element
  while (at) {
    if (at.nodeName === 'offRecord') return null
    shown ??= shownBlockId(at)
    at = at.parent instanceof Y.XmlElement ? at.parent : null
  }
  const item = element._item
  return shown !== null && item
    ? { blockId: shown, item: { client: item.id.client, clock: item.id.clock } }
    : null
}

/** Not by recursion: a client may have nested elements deeper than the stack. */
function findElement(fragment: Y.XmlFragment, isSought: (item: ItemId) => boolean): Y.XmlElement | null {
  const left: unknown[] = fragment.toArray()
  while (left.length > 0) {
    const element = left.pop()
    if (!(element instanceof Y.XmlElement)) continue
    if (element._item && isSought(element._item.id)) return element
    left.push(...(element.toArray() as unknown[]))
  }
  return null
}

/** The first line of the summary's block that came from this one. */
function findLine(node: DocNode, blockId: string): string | null {
  const origin = readOrigin(node.attrs?.['origin'])
  if (origin && blockIdOf(origin) === blockId) return firstLineOf(node)
  for (const child of node.content ?? []) {
    const line = findLine(child, blockId)
    if (line !== null) return line
  }
  return null
}

function firstLineOf(node: DocNode): string {
  const [first] = node.content ?? []
  return first === undefined || isInline(first) ? plainTextOf(node) : firstLineOf(first)
}

interface TextBlock {
  readonly text: string
  readonly anchor: string
}

function* textBlocksIn(node: DocNode, around: string | null): Generator<TextBlock> {
  const own = node.attrs?.['anchor']
  const anchor = typeof own === 'string' ? own : around
  const children = node.content ?? []
  if (children.some(isInline)) {
    if (anchor !== null) yield { text: plainTextOf(node), anchor }
  } else for (const child of children) yield* textBlocksIn(child, anchor)
}

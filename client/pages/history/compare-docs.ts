/**
 * Two states of a document as one that shows what changed between them: texts that came have the mark `inserted`, texts
 * that went the mark `deleted`, each with the number of its change. Blocks are aligned first, then the words inside those
 * that changed. Without the inserted parts it has the words of the old state, without the deleted ones it is the new state.
 */
import type { DocJson, DocMark, DocNode } from '../../../shared/schema/doc-json.ts'
import { align } from './align.ts'
import { mergeInline } from './compare-words.ts'
import { numberChanges, type DocChange } from './number-changes.ts'

export type ChangeKind = 'inserted' | 'deleted'

export interface Comparison {
  readonly doc: DocJson
  readonly changes: readonly DocChange[]
}

/** 2,000 × 2,000 blocks and a little more. */
const MAX_BLOCK_CELLS = 4_200_000
/** A block's rewritten version is looked for among so many of those that follow. */
const LOOK_AHEAD = 8
/** Blocks with less in common than this share of their words are different ones. */
const MIN_LIKENESS = 0.4
/** Above this it is the same block for sure, and no other one is looked at. */
const SURE_LIKENESS = 0.8

const TEXTBLOCKS: ReadonlySet<string> = new Set(['paragraph', 'heading', 'codeBlock'])
/** What can turn into each other while its content stays. */
const FAMILIES: Readonly<Record<string, string>> = {
  paragraph: 'text',
  heading: 'text',
  codeBlock: 'text',
  bulletList: 'list',
  orderedList: 'list',
  taskList: 'list',
  listItem: 'item',
  taskItem: 'item',
  tableCell: 'cell',
  tableHeader: 'cell',
}

export function compareDocs(before: DocNode, after: DocNode): Comparison {
  const merged = mergeBlocks(before.content ?? [], after.content ?? [])
  return numberChanges({ type: 'doc', content: merged })
}

function mergeBlocks(before: readonly DocNode[], after: readonly DocNode[]): readonly DocNode[] {
  const partners = align(before.map(keyOf), after.map(keyOf), MAX_BLOCK_CELLS)
  const merged: DocNode[] = []
  let [fromA, fromB] = [0, 0]
  const closeGap = (toA: number, toB: number): void => {
    if (fromA < toA || fromB < toB)
      merged.push(...mergeGap(before.slice(fromA, toA), after.slice(fromB, toB)))
  }
  for (const [placeA, placeB] of partners.entries()) {
    if (placeB < 0) continue
    closeGap(placeA, placeB)
    const same = after[placeB]
    if (same) merged.push(same)
    fromA = placeA + 1
    fromB = placeB + 1
  }
  closeGap(before.length, after.length)
  return merged
}

/** Blocks between two that stayed: those that were rewritten, in pairs; the others as they went and came. */
function mergeGap(before: readonly DocNode[], after: readonly DocNode[]): readonly DocNode[] {
  const merged: DocNode[] = []
  let fromA = 0
  let fromB = 0
  const push = (toA: number, toB: number): void => {
    for (const node of before.slice(fromA, toA)) merged.push(markWhole(node, 'deleted'))
    for (const node of after.slice(fromB, toB)) merged.push(markWhole(node, 'inserted'))
  }
  for (const [placeA, placeB] of pairUp(before, after)) {
    push(placeA, placeB)
    const [old, current] = [before[placeA], after[placeB]]
    if (old && current) merged.push(mergePair(old, current))
    fromA = placeA + 1
    fromB = placeB + 1
  }
  push(before.length, after.length)
  return merged
}

function pairUp(
  before: readonly DocNode[],
  after: readonly DocNode[],
): readonly (readonly [number, number])[] {
  const [onlyOld, onlyNew] = [before[0], after[0]]
  if (before.length === 1 && after.length === 1 && onlyOld && onlyNew) {
    return familyOf(onlyOld) !== null && familyOf(onlyOld) === familyOf(onlyNew) ? [[0, 0]] : []
  }
  const pairs: (readonly [number, number])[] = []
  let next = 0
  for (const [placeA, old] of before.entries()) {
    let best = MIN_LIKENESS
    let found = -1
    for (let placeB = next; placeB < Math.min(after.length, next + LOOK_AHEAD); placeB++) {
      if (best > SURE_LIKENESS) break
      const current = after[placeB]
      const likeness = current ? likenessOf(old, current) : 0
      if (likeness > best) [best, found] = [likeness, placeB]
    }
    if (found < 0) continue
    pairs.push([placeA, found])
    next = found + 1
  }
  return pairs
}

function mergePair(before: DocNode, after: DocNode): DocNode {
  const content = TEXTBLOCKS.has(after.type)
    ? mergeInline(before.content ?? [], after.content ?? [])
    : mergeBlocks(before.content ?? [], after.content ?? [])
  const changed = before.type !== after.type || attrsKeyOf(before) !== attrsKeyOf(after)
  return {
    ...after,
    ...(changed && { attrs: { ...after.attrs, change: 'changed' } }),
    ...(content.length > 0 && { content }),
  }
}

/** A block that came or went as a whole, with everything in it. */
function markWhole(node: DocNode, kind: ChangeKind): DocNode {
  if (node.type === 'text') return { ...node, marks: [{ type: kind }, ...(node.marks ?? [])] }
  return {
    ...node,
    attrs: { ...node.attrs, change: kind },
    ...(node.content && { content: node.content.map((child) => markWhole(child, kind)) }),
  }
}

/** Null for what has no content: a rule or an image is the same or another one, never a changed one. */
function familyOf(node: DocNode): string | null {
  if (!TEXTBLOCKS.has(node.type) && (node.content ?? []).length === 0) return null
  return FAMILIES[node.type] ?? node.type
}

const wordsOf = remember((node: DocNode): ReadonlyMap<string, number> => {
  const words = new Map<string, number>()
  const count = (word: string, times: number) => words.set(word, (words.get(word) ?? 0) + times)
  for (const child of node.content ?? []) {
    if (child.type === 'text') for (const word of child.text?.match(/[\p{L}\p{N}]+/gu) ?? []) count(word, 1)
    else for (const [word, times] of wordsOf(child)) count(word, times)
  }
  return words
})

/** 0 to 1: the share of words that two blocks of one family have in common. */
function likenessOf(before: DocNode, after: DocNode): number {
  const family = familyOf(before)
  if (family === null || family !== familyOf(after)) return 0
  const [old, current] = [wordsOf(before), wordsOf(after)]
  let common = 0
  let total = 0
  for (const times of old.values()) total += times
  for (const [word, times] of current) {
    total += times
    common += Math.min(times, old.get(word) ?? 0)
  }
  return total === 0 ? 0 : (2 * common) / total
}

/** The same for nodes that say the same, whoever wrote it and however it is cut into texts. */
const keyOf = remember((node: DocNode): string => {
  let key = `${node.type}${attrsKeyOf(node)}`
  let lastMarks: string | null = null
  for (const child of node.content ?? []) {
    if (child.type !== 'text') {
      key += `\u0001${keyOf(child)}\u0002`
      lastMarks = null
      continue
    }
    const marks = marksKeyOf(child.marks ?? [])
    if (marks !== lastMarks) key += `\u0003${marks}\u0004`
    key += child.text ?? ''
    lastMarks = marks
  }
  return key
})

function marksKeyOf(marks: readonly DocMark[]): string {
  const kept = marks.filter(({ type }) => type !== 'written')
  return kept.length === 0 ? '' : JSON.stringify(kept)
}

function attrsKeyOf({ attrs }: DocNode): string {
  return attrs === undefined ? '' : JSON.stringify(attrs)
}

/** Documents never change in place, so what follows from a node is worked out once. */
function remember<Value>(work: (node: DocNode) => Value): (node: DocNode) => Value {
  const known = new WeakMap<DocNode, Value>()
  return (node) => {
    const found = known.get(node)
    if (found !== undefined) return found
    const value = work(node)
    known.set(node, value)
    return value
  }
}

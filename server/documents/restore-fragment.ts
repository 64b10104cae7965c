/**
 * Makes a document say again what it said earlier, with as little change as possible: both have their items of the same
 * log, so whatever is in both by its id stays in place, and whoever types there meanwhile goes on typing there.
 */
import * as Y from 'yjs'
import { commonParts } from './common-parts.ts'

/** A child of an element, or a part of one that is no element: each takes one place. */
interface Unit {
  readonly id: string
  readonly type: Y.XmlElement | Y.Text | null
}

type Step =
  | { readonly kind: 'keep'; readonly now: Unit; readonly earlier: Unit }
  | { readonly kind: 'delete' }
  | { readonly kind: 'insert'; readonly earlier: Unit }

/** Longer lists of new children are compared from their ends alone. */
const MAX_COMPARED = 1_000

/** Changes `now` in a transaction of its document. */
export function restoreFragment(now: Y.XmlFragment, earlier: Y.XmlFragment): void {
  now.doc?.transact(() => {
    // Not by recursion: a client may have nested elements deeper than the stack.
    const left: (readonly [now: Y.XmlFragment, earlier: Y.XmlFragment])[] = [[now, earlier]]
    for (let pair = left.pop(); pair; pair = left.pop()) {
      for (const [one, other] of restoreChildren(...pair)) {
        if (one instanceof Y.XmlElement && other instanceof Y.XmlElement) {
          restoreAttributes(one, other)
          left.push([one, other])
        } else if (one instanceof Y.Text && other instanceof Y.Text) {
          restoreText(one, other)
        }
      }
    }
  })
}

/** Deletes and inserts children; returns those that stay, which may differ inside. */
function restoreChildren(now: Y.XmlFragment, earlier: Y.XmlFragment): [Unit['type'], Unit['type']][] {
  const kept: [Unit['type'], Unit['type']][] = []
  let at = 0
  for (const step of align(unitsOf(now), unitsOf(earlier))) {
    if (step.kind === 'delete') {
      now.delete(at, 1)
      continue
    }
    if (step.kind === 'insert') {
      const { type } = step.earlier
      // What is no element was never a part of the text.
      if (!type) continue
      now.insert(at, [type.clone() as Y.XmlElement | Y.XmlText])
    } else {
      kept.push([step.now.type, step.earlier.type])
    }
    at++
  }
  return kept
}

function unitsOf(parent: Y.XmlFragment): Unit[] {
  const units: Unit[] = []
  for (let item = parent._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue
    const { client, clock } = item.id
    const type = item.content instanceof Y.ContentType ? item.content.type : null
    const known = type instanceof Y.XmlElement || type instanceof Y.Text ? type : null
    for (let index = 0; index < item.length; index++) {
      units.push({ id: `${client}:${clock + index}`, type: known })
    }
  }
  return units
}

/** What is in both comes in the same order in both: Yjs never moves anything. */
function align(now: readonly Unit[], earlier: readonly Unit[]): Step[] {
  const places = new Map(earlier.map(({ id }, place) => [id, place]))
  const steps: Step[] = []
  let [inNow, inEarlier] = [0, 0]
  now.forEach((unit, nextNow) => {
    const nextEarlier = places.get(unit.id)
    if (nextEarlier === undefined) return
    steps.push(...alignAlike(now.slice(inNow, nextNow), earlier.slice(inEarlier, nextEarlier)))
    steps.push({ kind: 'keep', now: unit, earlier: earlier[nextEarlier] as Unit })
    ;[inNow, inEarlier] = [nextNow + 1, nextEarlier + 1]
  })
  return [...steps, ...alignAlike(now.slice(inNow), earlier.slice(inEarlier))]
}

/** Between what is in both: children that say the same stay, as after an earlier restore. */
function alignAlike(now: readonly Unit[], earlier: readonly Unit[]): Step[] {
  const [one, other] = [now.map(contentOf), earlier.map(contentOf)]
  const steps: Step[] = []
  let [inNow, inEarlier] = [0, 0]
  const goTo = (nextNow: number, nextEarlier: number) => {
    for (; inNow < nextNow; inNow++) steps.push({ kind: 'delete' })
    for (; inEarlier < nextEarlier; inEarlier++)
      steps.push({ kind: 'insert', earlier: earlier[inEarlier] as Unit })
  }
  for (const [nextNow, nextEarlier] of commonOf(one, other)) {
    goTo(nextNow, nextEarlier)
    steps.push({ kind: 'keep', now: now[inNow++] as Unit, earlier: earlier[inEarlier++] as Unit })
  }
  goTo(now.length, earlier.length)
  return steps
}

/** Places of a longest common subsequence. */
function commonOf(one: readonly string[], other: readonly string[]): readonly (readonly [number, number])[] {
  if (one.length === 0 || other.length === 0) return []
  if (one.length > MAX_COMPARED || other.length > MAX_COMPARED) return commonEnds(one, other)
  const width = other.length + 1
  const lengths = new Uint16Array((one.length + 1) * width)
  const lengthAt = (i: number, j: number) => lengths[i * width + j] as number
  for (let i = one.length - 1; i >= 0; i--) {
    for (let j = other.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        one[i] === other[j] ? lengthAt(i + 1, j + 1) + 1 : Math.max(lengthAt(i + 1, j), lengthAt(i, j + 1))
    }
  }
  const common: [number, number][] = []
  for (let [i, j] = [0, 0]; i < one.length && j < other.length;) {
    if (one[i] === other[j]) common.push([i++, j++])
    else if (lengthAt(i + 1, j) >= lengthAt(i, j + 1)) i++
    else j++
  }
  return common
}

function commonEnds(
  one: readonly string[],
  other: readonly string[],
): readonly (readonly [number, number])[] {
  const shorter = Math.min(one.length, other.length)
  let start = 0
  while (start < shorter && one[start] === other[start]) start++
  let end = 0
  while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end++
  return [
    ...Array.from({ length: start }, (_, index) => [index, index] as const),
    ...Array.from({ length: end }, (_, index) => {
      const back = end - index
      return [one.length - back, other.length - back] as const
    }),
  ]
}

/** What a child says, in a form that is equal when it is. */
function contentOf({ id, type }: Unit): string {
  if (type instanceof Y.Text) return JSON.stringify(type.toDelta())
  return type ? `${JSON.stringify(type.getAttributes())} ${type.toString()}` : id
}

function restoreAttributes(now: Y.XmlElement, earlier: Y.XmlElement): void {
  const [present, wanted] = [attributesOf(now), attributesOf(earlier)]
  for (const name of Object.keys(present)) if (!(name in wanted)) now.removeAttribute(name)
  for (const [name, value] of Object.entries(wanted)) {
    if (JSON.stringify(present[name]) !== JSON.stringify(value)) now.setAttribute(name, value as string)
  }
}

function attributesOf(element: Y.XmlElement): Readonly<Record<string, unknown>> {
  return element.getAttributes()
}

interface TextPart {
  readonly insert: string | object
  readonly attributes?: Readonly<Record<string, unknown>>
}

/** Stand for what is no text: it takes one place in a text, and never counts as the same. */
const [EMBED_NOW, EMBED_EARLIER] = ['\u{e000}', '\u{e001}']

function restoreText(now: Y.Text, earlier: Y.Text): void {
  const [present, wanted] = [now.toDelta() as TextPart[], earlier.toDelta() as TextPart[]]
  if (JSON.stringify(present) === JSON.stringify(wanted)) return
  const from = present.map((part) => charsOf(part, EMBED_NOW)).join('')
  const to = wanted.map((part) => charsOf(part, EMBED_EARLIER)).join('')
  const { start, end } = commonParts(from, to)
  const removed = from.length - start - end
  if (removed > 0) now.delete(start, removed)
  const names = [...present, ...wanted].flatMap(({ attributes = {} }) => Object.keys(attributes))
  const none = Object.fromEntries(names.map((name) => [name, null]))
  let at = 0
  const changes = wanted.flatMap((part) => {
    const attributes = { ...none, ...part.attributes }
    const chars = charsOf(part, EMBED_EARLIER)
    const before = clamp(start - at, chars.length)
    const after = clamp(at + chars.length - (to.length - end), chars.length)
    at += chars.length
    const added = chars.slice(before, chars.length - after)
    const insert = typeof part.insert === 'string' ? added : part.insert
    return [
      ...(before > 0 ? [{ retain: before, attributes: { ...attributes } }] : []),
      ...(added === '' ? [] : [{ insert, attributes: { ...attributes } }]),
      ...(after > 0 ? [{ retain: after, attributes: { ...attributes } }] : []),
    ]
  })
  now.applyDelta(changes)
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most)
}

function charsOf({ insert }: TextPart, embed: string): string {
  return typeof insert === 'string' ? insert : embed
}

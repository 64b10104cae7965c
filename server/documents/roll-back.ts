/**
 * Takes back what one participant did to a document: what they wrote goes, what they deleted of others comes back. By the
 * ids of items as the log tells them, so that others' text stays wherever it stands (rules GUEST-6…9, docs/SPEC.md).
 */
import * as Y from 'yjs'
import { type ItemRuns } from '../../shared/domain/item-runs.ts'
import { FRAGMENT } from '../../shared/protocol/messages.ts'
import { documentSchema } from '../../shared/schema/extensions.ts'
import { encodeDeletesUpdate, type Run } from '../lib/read-update.ts'

/** What the log tells of who did what to which items; the values of the runs do not matter. */
export interface ParticipantLog {
  /** Items that came with a row of the participant. */
  readonly own: ItemRuns
  /** Items that a row of theirs deletes. */
  readonly deleted: ItemRuns
  /** Items that a row of somebody else deletes. */
  readonly deletedByOthers: ItemRuns
}

/**
 * The change that does it, or null when there is nothing to take back. The document must keep what was deleted, and is of
 * no use afterwards. The change deletes the originals of what came back once more, which changes nothing but tells the
 * next time that they are settled.
 */
export function rollBack(doc: Y.Doc, log: ParticipantLog): Uint8Array | null {
  const updates: Uint8Array[] = []
  const settled = new Map<number, Run[]>()
  doc.getXmlFragment(FRAGMENT)
  doc.on('update', (bytes: Uint8Array) => updates.push(bytes))
  doc.transact((transaction) => {
    // Items are cut where runs begin and end, so that each is of one kind as a whole: all cuts first, since one cuts what
    // another found. They are merged again only after the transaction.
    for (const runs of Object.values(log) as readonly ItemRuns[]) itemsOf(transaction, runs)
    const own = itemsOf(transaction, log.own)
    const deleted = itemsOf(transaction, log.deleted)
    const deletedByOthers = itemsOf(transaction, log.deletedByOthers)
    const plan = new Plan(doc, { own, deleted, deletedByOthers })
    const [insertions, deletions] = [setOf(plan.listUnwanted()), setOf(plan.returning)]
    const undo = new Y.UndoManager(doc, { trackedOrigins: new Set(), captureTimeout: 0 })
    undo.undoStack.push({ insertions, deletions, meta: new Map() })
    undo.undo()
    for (const { id, length, redone } of plan.returning) {
      if (redone === null) continue
      const runs = settled.get(id.client)
      if (runs) runs.push([id.clock, id.clock + length])
      else settled.set(id.client, [[id.clock, id.clock + length]])
    }
  })
  if (updates.length === 0) return null
  return Y.mergeUpdates(settled.size > 0 ? [...updates, encodeDeletesUpdate(settled)] : updates)
}

interface Doings {
  readonly own: ReadonlySet<Y.Item>
  readonly deleted: ReadonlySet<Y.Item>
  readonly deletedByOthers: ReadonlySet<Y.Item>
}

/** What has to go and what has to come back. */
class Plan {
  readonly #doings: Doings
  readonly #gone = new Map<Y.Item, boolean>()
  /** The participant's own elements that hold something of others. */
  readonly #needed = new Set<Y.Item>()
  readonly returning = new Set<Y.Item>()

  constructor(doc: Y.Doc, doings: Doings) {
    this.#doings = doings
    const items = [...doc.store.clients.values()]
      .flat()
      .filter((struct): struct is Y.Item => struct instanceof Y.Item)
    for (const item of items) {
      if (doings.own.has(item)) continue
      if (item.deleted && !this.#isGone(item)) continue
      if (item.deleted) this.returning.add(item)
      if (isContent(item)) this.#need(item)
    }
    for (const item of this.#needed) if (item.deleted) this.returning.add(item)
    for (const item of doings.own) {
      if (item.deleted && this.#isShape(item) && this.#isGone(item)) this.returning.add(item)
    }
  }

  listUnwanted(): readonly Y.Item[] {
    return [...this.#doings.own].filter((item) => !this.#needed.has(item) && !this.#isShape(item))
  }

  /** Whether it is deleted by the participant's doing alone: itself, or what it is in. */
  #isGone(item: Y.Item): boolean {
    const { deleted, deletedByOthers } = this.#doings
    const path: Y.Item[] = []
    let isGone = false
    for (let at: Y.Item | null = item; at?.deleted; at = parentOf(at)) {
      const known = this.#gone.get(at)
      if (known !== undefined) {
        isGone = known
        break
      }
      path.push(at)
      if (deletedByOthers.has(at)) break
      if (deleted.has(at)) {
        isGone = true
        break
      }
    }
    for (const one of path) this.#gone.set(one, isGone)
    return isGone
  }

  /** Marks the participant's elements around something of others, unless others deleted one of them. */
  #need(item: Y.Item): void {
    const around: Y.Item[] = []
    for (let at = parentOf(item); at; at = parentOf(at)) {
      if (at.deleted && !this.#isGone(at)) return
      if (this.#needed.has(at)) break
      if (this.#doings.own.has(at)) around.push(at)
    }
    for (const one of around) this.#needed.add(one)
  }

  /** Numbers and switches of an element that is needed: which level a heading has, how wide a cell is. No words. */
  #isShape(item: Y.Item): boolean {
    if (item.parentSub === null || !(item.content instanceof Y.ContentAny)) return false
    const parent = parentOf(item)
    return (
      parent !== null &&
      this.#needed.has(parent) &&
      item.content.arr.every((value) => value === null || ['number', 'boolean'].includes(typeof value))
    )
  }
}

/** Text, and elements that are something without having anything in them. */
function isContent({ content, parentSub }: Y.Item): boolean {
  if (parentSub !== null) return false
  if (content instanceof Y.ContentString || content instanceof Y.ContentEmbed) return true
  if (!(content instanceof Y.ContentType) || !(content.type instanceof Y.XmlElement)) return false
  return documentSchema.nodes[content.type.nodeName]?.isLeaf ?? true
}

function parentOf(item: Y.Item): Y.Item | null {
  return item.parent instanceof Y.AbstractType ? item.parent._item : null
}

function itemsOf(transaction: Y.Transaction, runs: ItemRuns): Set<Y.Item> {
  const items = new Set<Y.Item>()
  const { store } = transaction.doc
  const set = Y.createDeleteSet()
  for (const [client, own] of runs) {
    // What never became a part of the document is not in it.
    const end = Y.getState(store, client)
    const held = own
      .filter(([from]) => from < end)
      .map(([from, to]) => ({ clock: from, len: Math.min(to, end) - from }))
    if (held.length > 0) set.clients.set(client, held)
  }
  Y.iterateDeletedStructs(transaction, set, (struct) => {
    if (struct instanceof Y.Item) items.add(struct)
  })
  return items
}

/** The items as Yjs's own kind of runs: sorted, and joined where they touch. */
function setOf(items: Iterable<Y.Item>): ReturnType<typeof Y.createDeleteSet> {
  const set = Y.createDeleteSet()
  for (const { id, length } of items) {
    const runs = set.clients.get(id.client)
    if (runs) runs.push({ clock: id.clock, len: length })
    else set.clients.set(id.client, [{ clock: id.clock, len: length }])
  }
  return Y.mergeDeleteSets([set])
}

/**
 * Makes a Y.Doc of updates. An update that decodes can still throw while it is applied, and then leaves the document half
 * changed: such updates are refused, and everything else is in the document (rules DOCS-1…3, docs/SPEC.md).
 */
import * as Y from 'yjs'
import { canBeIntegrated, neighboursOf, type DecodedUpdate } from '../lib/check-update.ts'

export interface RefusedUpdate {
  /** Its place in what was given. */
  readonly index: number
  readonly reason: string
}

export interface OpenedDoc {
  readonly doc: Y.Doc
  readonly refused: readonly RefusedUpdate[]
}

/** Each of them costs a document made anew; nobody's software makes so many. */
const MAX_THROWING = 200
/** Updates come nearly in order: what waits after so many rounds waits for something that never came. */
const MAX_ROUNDS = 50

/** An update of the slow path. `needs`: how far each client's items must be there for it to be integrated whole. */
interface Candidate {
  readonly index: number
  readonly bytes: Uint8Array
  readonly needs: ReadonlyMap<number, number>
}

/** Throws when too many of the updates cannot be integrated. Without `gc` the document keeps what was deleted. */
export function openDoc(updates: readonly Uint8Array[], { gc = true } = {}): OpenedDoc {
  try {
    return { doc: applyTogether(updates, gc), refused: [] }
  } catch {
    return openOneByOne(updates, gc)
  }
}

// One transaction: applying 10,000 small updates this way takes 20 ms, merging them as bytes 1.3 s.
function applyTogether(updates: readonly Uint8Array[], gc: boolean): Y.Doc {
  const doc = new Y.Doc({ gc })
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  return doc
}

/**
 * Applies first what the document can take whole. Then nothing waits inside the document, and an update that throws is
 * the one to blame: otherwise a good update could be blamed for one that had waited for it.
 */
function openOneByOne(updates: readonly Uint8Array[], gc: boolean): OpenedDoc {
  const refused: RefusedUpdate[] = []
  let waiting: Candidate[] = []
  updates.forEach((bytes, index) => {
    const decoded = decode(bytes)
    if (!decoded) refused.push({ index, reason: 'does not decode' })
    else if (!canBeIntegrated(bytes, decoded))
      refused.push({ index, reason: 'is none that a document could have made' })
    else waiting.push({ index, bytes, needs: needsOf(decoded) })
  })
  let doc = new Y.Doc({ gc })
  let throwing = 0
  const applied: Uint8Array[] = []
  const apply = ({ index, bytes }: Candidate) => {
    try {
      Y.applyUpdate(doc, bytes)
      applied.push(bytes)
    } catch (error) {
      if (++throwing > MAX_THROWING) {
        throw new Error(`more than ${MAX_THROWING} updates cannot be integrated`, { cause: error })
      }
      refused.push({ index, reason: `cannot be integrated (${(error as Error).message})` })
      doc = applyTogether(applied, gc)
    }
  }
  for (let round = 0; round < MAX_ROUNDS && waiting.length > 0; round++) {
    const later: Candidate[] = []
    for (const candidate of waiting) {
      if (isReady(candidate, doc)) apply(candidate)
      else later.push(candidate)
    }
    if (later.length === waiting.length) break
    waiting = later
  }
  // Yjs keeps what still waits, in case the rest of it comes.
  waiting.forEach(apply)
  return { doc, refused: refused.sort((a, b) => a.index - b.index) }
}

/** Which updates are not integrated whole, since something that they build on never came. */
export function listWaiting(updates: readonly Uint8Array[], doc: Y.Doc): readonly RefusedUpdate[] {
  return updates.flatMap((bytes, index) => {
    const decoded = decode(bytes)
    const isWhole = decoded?.structs.every(
      (struct) =>
        struct instanceof Y.Skip ||
        Y.getState(doc.store, struct.id.client) >= struct.id.clock + struct.length,
    )
    return isWhole ? [] : [{ index, reason: 'waits for what never came' }]
  })
}

/** Leaves only what is integrated. */
export function forgetWaiting({ store }: Y.Doc): void {
  store.pendingStructs = null
  store.pendingDs = null
}

function decode(update: Uint8Array): DecodedUpdate | null {
  try {
    return Y.decodeUpdate(update)
  } catch {
    return null
  }
}

function needsOf({ structs, ds }: DecodedUpdate): ReadonlyMap<number, number> {
  const needs = new Map<number, number>()
  const own = new Map<number, { readonly from: number; to: number }>()
  const need = (client: number, clock: number) => {
    const range = own.get(client)
    if (range && clock > range.from && clock <= range.to) return
    needs.set(client, Math.max(needs.get(client) ?? 0, clock))
  }
  for (const { id, length } of structs.filter((struct) => !(struct instanceof Y.Skip))) {
    const range = own.get(id.client)
    if (range?.to === id.clock) {
      range.to += length
    } else {
      need(id.client, id.clock)
      own.set(id.client, { from: id.clock, to: id.clock + length })
    }
  }
  for (const struct of structs) {
    if (!(struct instanceof Y.Item)) continue
    for (const { client, clock } of neighboursOf(struct)) need(client, clock + 1)
  }
  for (const [client, ranges] of ds.clients) {
    for (const { clock, len } of ranges) need(client, clock + len)
  }
  return needs
}

function isReady({ needs }: Candidate, { store }: Y.Doc): boolean {
  return [...needs].every(([client, clock]) => Y.getState(store, client) >= clock)
}

/**
 * What is committed of an open note, as bytes: a base (one update that holds everything up to a place in the log) and
 * the tail of updates after it. It makes the frames of those who join, once per place in the log, without a document and
 * without ever merging into the base, whose size is the note's.
 */
import * as Y from 'yjs'
import { encodeStep1, encodeStep2, encodeUpdate } from '../../shared/protocol/codec.ts'
import type { Checkpoint, LoadedNote } from '../storage/note-log.ts'
import { includesState, KnownDeletes, KnownItems, readStateVector, type StateVector } from './known-items.ts'
import { Packet } from './packet.ts'
import {
  encodeDeletesUpdate,
  readUpdate,
  replaceDeletes,
  type ClockRange,
  type ReadUpdate,
  type Run,
} from '../lib/read-update.ts'

/** A committed update. */
export interface Row {
  readonly seq: number
  readonly bytes: Uint8Array
  readonly clocks: readonly ClockRange[]
  readonly receivedAt: number
}

/** The state at a place in the log. */
export interface StateSnapshot {
  readonly seq: number
  readonly base: Uint8Array
  readonly rows: readonly Row[]
}

/** An update that holds nothing. */
const NOTHING = new Uint8Array([0, 0])
const EMPTY: Checkpoint = { seq: 0, bytes: NOTHING, stateVector: new Uint8Array([0]), rest: NOTHING }
const NO_ROWS = { seq: 0, rows: 0, update: NOTHING }
/** Rows that wait at most until they are merged: a few milliseconds of work, whatever the length of the tail. */
const MAX_UNMERGED_ROWS = 500
/** Answers to those who rejoin that are kept until the state changes: people who were in step have the same state. */
const MAX_DIFFS_KEPT = 64

export class NoteState {
  #base: Checkpoint
  #baseVector: StateVector
  /** Held by those whom it is on its way to: ready made while many join, gone when nobody does. It is as large as the note. */
  #basePacket: WeakRef<Packet> | null = null
  #tail: Row[]
  /** Kept along, since it is looked at after every commit. */
  #tailBytes: number
  #seq: number
  readonly #items: KnownItems
  /** Made when somebody first sends deletions again that may be known; then kept up with `#undigested`. */
  #deletes: KnownDeletes | null = null
  #undigested: Uint8Array[] = []
  /** The tail up to `seq` in one update, and how many rows of the tail that is. */
  #merged: { readonly seq: number; readonly rows: number; readonly update: Uint8Array } = NO_ROWS
  #framed: { readonly first: number; readonly last: number; readonly frames: readonly Uint8Array[] } | null =
    null
  #question: { readonly seq: number; readonly packet: Packet } | null = null
  #welcome: { readonly seq: number; readonly packet: Packet } | null = null
  #diffs: { readonly seq: number; readonly packets: Map<string, Packet> } | null = null

  constructor({ checkpoint, updates, head }: Pick<LoadedNote, 'checkpoint' | 'updates' | 'head'>) {
    this.#base = checkpoint ?? EMPTY
    this.#baseVector = readStateVector(this.#base.stateVector) ?? new Map()
    this.#tail = updates.map(({ seq, bytes, clocks, receivedAt }) => ({ seq, bytes, clocks, receivedAt }))
    this.#tailBytes = bytesOf(this.#tail)
    this.#seq = head
    this.#items = new KnownItems(this.#baseVector)
    for (const { clocks } of this.#tail) this.#items.add(clocks)
  }

  /** The place in the log that this is the state of. */
  get seq(): number {
    return this.#seq
  }

  /** Updates that together are the state. */
  get updates(): readonly Uint8Array[] {
    return [this.#base.bytes, ...this.#tail.map(({ bytes }) => bytes)]
  }

  /** The state as a base and the rows after it. */
  snapshot(): StateSnapshot {
    return { seq: this.#seq, base: this.#base.bytes, rows: [...this.#tail] }
  }

  get tailRows(): number {
    return this.#tail.length
  }

  get tailBytes(): number {
    return this.#tailBytes
  }

  /** How large the state is; less after a checkpoint when something was deleted. */
  get bytes(): number {
    return this.#base.bytes.byteLength + this.#tailBytes
  }

  append(rows: readonly Row[]): void {
    for (const row of rows) {
      this.#tail.push(row)
      this.#tailBytes += row.bytes.byteLength
      this.#items.add(row.clocks)
      if (this.#deletes) this.#undigested.push(row.bytes)
    }
    this.#seq = rows.at(-1)?.seq ?? this.#seq
    if (this.#tail.length - this.#merged.rows > MAX_UNMERGED_ROWS) this.#mergeAhead()
  }

  /** Replaces base and tail up to a checkpoint. */
  rebase(checkpoint: Checkpoint): void {
    if (checkpoint.seq <= this.#base.seq) return
    this.#base = checkpoint
    this.#baseVector = readStateVector(checkpoint.stateVector) ?? new Map()
    this.#basePacket = null
    this.#tail = this.#tail.filter(({ seq }) => seq > checkpoint.seq)
    this.#tailBytes = bytesOf(this.#tail)
    this.#merged = NO_ROWS
    this.#welcome = null
    this.#diffs = null
  }

  /**
   * What of an update is not here yet, or null when that is nothing. A client that comes back sends all deletions of the
   * note again: kept, they would grow the log with every reconnect of everybody.
   */
  news(update: Uint8Array, read: ReadUpdate): Pick<Row, 'bytes' | 'clocks'> | null {
    const isKnown = this.#items.has(read.clocks)
    const deletes = read.deletes.size > 0 ? this.#knownDeletes().without(read.deletes) : read.deletes
    if (!isKnown) return { bytes: replaceDeletes(update, read, deletes) ?? update, clocks: read.clocks }
    return deletes.size === 0 ? null : { bytes: encodeDeletesUpdate(deletes), clocks: [] }
  }

  /** Step 1: asks a client for what is not here. */
  question(): Packet {
    if (this.#question?.seq !== this.#seq) {
      this.#question = { seq: this.#seq, packet: new Packet(encodeStep1(this.#items.encodeStateVector())) }
    }
    return this.#question.packet
  }

  /**
   * Everything that a client with this state lacks, the last of it as step 2. Null when that can only be told by looking
   * through the whole base: then `diffOfBase` has to be asked for what comes before.
   */
  answer(stateVector: StateVector): readonly Packet[] | null {
    if (stateVector.size === 0) return this.#everything()
    if (!includesState(stateVector, this.#baseVector)) return null
    return [this.#since(stateVector)]
  }

  /** What came after the base, as step 2: the end of what one who has nothing is told. */
  tail(): Packet {
    if (this.#welcome?.seq !== this.#seq) {
      this.#welcome = { seq: this.#seq, packet: new Packet(encodeStep2(this.#tailUpdate())) }
    }
    return this.#welcome.packet
  }

  /** What a client with this state lacks of the tail, as step 2. */
  answerTail(stateVector: StateVector): Packet {
    return new Packet(
      encodeStep2(Y.diffUpdate(this.#tailUpdate(), Y.encodeStateVector(new Map(stateVector)))),
    )
  }

  get base(): Checkpoint {
    return this.#base
  }

  /**
   * Rows that follow each other as one update, made once for all who ask for the same; one for each row when they decode
   * but cannot be merged.
   */
  framesOf(rows: readonly Row[]): readonly Uint8Array[] {
    const [first, last] = [rows[0]?.seq ?? 0, rows.at(-1)?.seq ?? 0]
    if (this.#framed?.first !== first || this.#framed.last !== last) {
      this.#framed = { first, last, frames: frameRows(rows) }
    }
    return this.#framed.frames
  }

  /** Everything after a place in the log as updates, for one who has all before it. */
  after(seq: number): readonly Packet[] {
    if (seq < this.#base.seq) return this.#everything()
    if (seq < this.#merged.seq) return [new Packet(encodeUpdate(this.#tailUpdate()))]
    const rows = this.#tail.slice(this.#merged.rows).filter((row) => row.seq > seq)
    return [new Packet(...frameRows(rows))]
  }

  /** The base as an update, then the tail as step 2: a client counts itself in step when it has both. */
  #everything(): readonly Packet[] {
    if (this.#base.seq === 0) return [this.tail()]
    let base = this.#basePacket?.deref()
    if (!base) this.#basePacket = new WeakRef((base = new Packet(encodeUpdate(this.#base.bytes))))
    return [base, this.tail()]
  }

  /** For one who has all items that the base's state vector counts: what it does not tell, and what is new of the tail. */
  #since(stateVector: StateVector): Packet {
    if (this.#diffs?.seq !== this.#seq) this.#diffs = { seq: this.#seq, packets: new Map() }
    const { packets } = this.#diffs
    const vector = Y.encodeStateVector(new Map(stateVector))
    const key = Buffer.from(vector).toString('latin1')
    let packet = packets.get(key)
    if (!packet) {
      const tail = encodeStep2(Y.diffUpdate(this.#tailUpdate(), vector))
      const { rest } = this.#base
      packet = rest.byteLength > NOTHING.byteLength ? new Packet(encodeUpdate(rest), tail) : new Packet(tail)
      if (packets.size < MAX_DIFFS_KEPT) packets.set(key, packet)
    }
    return packet
  }

  /** Merging adds what is new to what was merged before: the time that a merge takes grows faster than what it merges. */
  #tailUpdate(): Uint8Array {
    if (this.#merged.rows < this.#tail.length) {
      const { rows, update } = this.#merged
      const added = this.#tail.slice(rows).map(({ bytes }) => bytes)
      const updates = rows > 0 ? [update, ...added] : added
      this.#merged = { seq: this.#seq, rows: this.#tail.length, update: mergeUpdates(updates) }
    }
    return this.#merged.update
  }

  /** Spares the next one who joins the work; what cannot be merged must not keep a commit from being shown. */
  #mergeAhead(): void {
    try {
      this.#tailUpdate()
    } catch {
      // Whoever asks for the tail is told.
    }
  }

  #knownDeletes(): KnownDeletes {
    if (!this.#deletes) {
      this.#deletes = new KnownDeletes()
      this.#undigested = [this.#base.rest, ...this.#tail.map(({ bytes }) => bytes)]
    }
    const added = new Map<number, Run[]>()
    for (const update of this.#undigested) {
      for (const [client, runs] of readUpdate(update)?.deletes ?? []) {
        const present = added.get(client)
        if (present) present.push(...runs)
        else added.set(client, [...runs])
      }
    }
    this.#undigested = []
    this.#deletes.add(added)
    return this.#deletes
  }
}

function frameRows(rows: readonly Row[]): readonly Uint8Array[] {
  const updates = rows.map(({ bytes }) => bytes)
  try {
    return [encodeUpdate(mergeUpdates(updates))]
  } catch {
    return updates.map(encodeUpdate)
  }
}

/** One update that holds what all of them hold; for few small ones (see docs/ARCHITECTURE.md, *Decisions*). */
function mergeUpdates(updates: readonly Uint8Array[]): Uint8Array {
  return updates.length <= 1 ? (updates[0] ?? NOTHING) : Y.mergeUpdates([...updates])
}

function bytesOf(rows: readonly Row[]): number {
  return rows.reduce((sum, { bytes }) => sum + bytes.byteLength, 0)
}

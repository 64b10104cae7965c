/**
 * A note that is open on this server: relays committed updates as bytes and holds no Y.Doc. It keeps the note's state as
 * a base (one update that holds everything up to a place in the log) and the tail of updates after it, both committed.
 * Implements ROOM-1…10 (docs/SPEC.md). It is not responsible for who may join (server/realtime) nor for when it is
 * opened and closed (open-rooms.ts).
 *
 *   frame → receive → stage ─► CommitQueue ─► committed → one merged frame to everybody → barriers answered
 */
import * as Y from 'yjs'
import type { NoteId } from '../../shared/domain/ids.ts'
import { CLOSE, type CloseCode } from '../../shared/protocol/close-codes.ts'
import {
  encodeBarrier,
  encodeStep1,
  encodeStep2,
  encodeUpdate,
  ProtocolError,
} from '../../shared/protocol/codec.ts'
import { CLOSE_AFTER_BYTES, STALE_AFTER_BYTES } from '../../shared/protocol/limits.ts'
import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../log.ts'
import type { LoadedNote, NoteLog, StagedUpdate } from '../storage/note-log.ts'
import type { CommitOwner, CommitQueue } from './commit-queue.ts'
import type { Member } from './peer.ts'
import { Presence } from './presence.ts'
import { receive } from './receive.ts'

/** An update that holds nothing. */
const EMPTY_UPDATE = new Uint8Array([0, 0])
/** How often a stale participant's connection is looked at again. */
const STALE_CHECK_MS = 250

/** A member's place in the room. */
interface Participant {
  readonly member: Member
  /** Updates of this participant that were staged, and how many of them are committed. */
  staged: number
  committed: number
  /** Barriers that wait until `committed` reaches `after`. */
  barriers: { readonly seq: number; readonly after: number }[]
  /** Set while the connection is too slow: the last place in the log that was sent to it. */
  staleSince: number | null
}

interface CachedState {
  readonly seq: number
  readonly update: Uint8Array
  readonly stateVector: Uint8Array
  readonly step2: Uint8Array
}

/** Waits for one server-made update. */
interface Writer {
  readonly onCommitted: (seq: number) => void
}

export class Room implements CommitOwner {
  readonly noteId: NoteId
  readonly #queue: CommitQueue
  readonly #noteLog: NoteLog
  readonly #clock: Clock
  readonly #log: Logger
  readonly #participants = new Map<Member, Participant>()
  readonly #followers = new Set<(seq: number) => void>()
  readonly #presence: Presence
  readonly #onIdle: () => void
  #base: { readonly seq: number; readonly update: Uint8Array }
  #tail: { readonly seq: number; readonly bytes: Uint8Array }[]
  /** Kept along, since it is looked at after every commit. */
  #tailBytes: number
  #seq: number
  #cached: CachedState | null = null
  /** Staged here, not yet committed. */
  #pending = 0
  /** Commits whose rows were not yet delivered because rows of another process come first. */
  #undelivered: { readonly seq: number; readonly from: unknown }[] = []
  #catchingUp = false
  #closed = false
  #cancelStaleCheck: (() => void) | null = null

  /** `onIdle` is called whenever the room may have become one that nobody needs. */
  constructor(options: {
    readonly noteId: NoteId
    readonly loaded: LoadedNote
    readonly queue: CommitQueue
    readonly noteLog: NoteLog
    readonly clock: Clock
    readonly log: Logger
    readonly onIdle: () => void
  }) {
    const { noteId, loaded, queue, noteLog, clock, log, onIdle } = options
    this.noteId = noteId
    this.#queue = queue
    this.#noteLog = noteLog
    this.#clock = clock
    this.#log = log
    this.#onIdle = onIdle
    this.#base = { seq: loaded.checkpoint?.seq ?? 0, update: loaded.checkpoint?.bytes ?? EMPTY_UPDATE }
    this.#tail = loaded.updates.map(({ seq, bytes }) => ({ seq, bytes }))
    this.#tailBytes = bytesOf(this.#tail)
    this.#seq = loaded.head
    this.#presence = new Presence({ clock, broadcast: (frame) => this.#broadcastPresence(frame) })
  }

  /** The place in the log up to which everybody has been told. */
  get seq(): number {
    return this.#seq
  }

  /** Committed updates that together are the present state. */
  get updates(): readonly Uint8Array[] {
    return [this.#base.update, ...this.#tail.map(({ bytes }) => bytes)]
  }

  get participants(): number {
    return this.#participants.size
  }

  /** Updates after the base: how much a checkpoint would save the next one who opens the note. */
  get tailRows(): number {
    return this.#tail.length
  }

  get tailBytes(): number {
    return this.#tailBytes
  }

  get isClosed(): boolean {
    return this.#closed
  }

  /** Nobody is here, nobody follows and nothing waits for the disk. */
  get isIdle(): boolean {
    return this.#participants.size === 0 && this.#followers.size === 0 && this.#pending === 0
  }

  join(member: Member): void {
    this.#participants.set(member, { member, staged: 0, committed: 0, barriers: [], staleSince: null })
    // Asking what the client has beyond the server's state brings edits that it made offline. One who may only read is
    // not asked: an answer always holds all deletions and could not be told from an edit.
    if (member.mayWrite) member.peer.send(encodeStep1(this.#state().stateVector))
    if (this.#presence.size > 0) member.peer.send(this.#presence.frame())
  }

  leave(member: Member): void {
    if (!this.#participants.delete(member)) return
    this.#presence.leave(member)
    this.#onIdle()
  }

  /** Takes a frame of a participant. */
  receive(member: Member, frame: Uint8Array): void {
    const participant = this.#participants.get(member)
    if (!participant) return
    const { peer, mayWrite } = member
    const received = receive(frame, { mayWrite })
    try {
      switch (received.kind) {
        case 'send-state':
          return this.#sendState(participant, received.stateVector)
        case 'stage':
          participant.staged++
          return this.#stage(
            { ...this.#by(member), bytes: received.update, clocks: received.clocks },
            participant,
          )
        case 'presence':
          return this.#presence.receive(member, received.payload)
        case 'send-presence':
          return peer.send(this.#presence.frame())
        case 'barrier':
          participant.barriers.push({ seq: received.seq, after: participant.staged })
          return this.#answerBarriers(participant)
        case 'refuse-barrier':
          return peer.send(encodeBarrier(received.seq, { refused: true }))
        case 'close':
          return peer.close(received.close)
        case 'ignore':
          return
      }
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error
      peer.close(CLOSE.badFrame)
    }
  }

  /** Commits a server-made update; resolves with its place in the log when it is on disk. */
  write(update: Pick<StagedUpdate, 'bytes' | 'clocks' | 'actor' | 'actorName'>): Promise<number> {
    return new Promise((onCommitted) => {
      const writer: Writer = { onCommitted }
      this.#stage({ ...update, noteId: this.noteId, receivedAt: this.#clock.now(), connection: null }, writer)
    })
  }

  /** Calls back after every commit; returns what stops it. */
  follow(listener: (seq: number) => void): () => void {
    this.#followers.add(listener)
    return () => {
      if (this.#followers.delete(listener)) this.#onIdle()
    }
  }

  /** Called by the commit queue when updates of this room are on disk. */
  committed(
    commits: readonly { readonly update: StagedUpdate; readonly seq: number; readonly from: unknown }[],
  ): void {
    this.#pending -= commits.length
    this.#undelivered.push(...commits.map(({ seq, from }) => ({ seq, from })))
    const first = commits[0]
    if (!this.#catchingUp && first?.seq === this.#seq + 1) {
      this.#deliver(commits.map(({ update, seq }) => ({ seq, bytes: update.bytes })))
    } else {
      void this.catchUp()
    }
    if (this.#pending === 0) this.#onIdle()
  }

  /** Reads and delivers what the log has beyond this room: rows that another process appended. */
  async catchUp(): Promise<void> {
    if (this.#catchingUp) return
    this.#catchingUp = true
    try {
      for (;;) {
        const rows = await this.#noteLog.read({ noteId: this.noteId, after: this.#seq, limit: 1_000 })
        if (rows.length === 0) break
        this.#deliver(rows.map(({ seq, bytes }) => ({ seq, bytes })))
      }
    } catch (error) {
      // Tried again with the next commit or the next sign of a foreign append; nothing is acknowledged until then.
      this.#log.error({ err: error, noteId: this.noteId }, 'could not read the log')
    } finally {
      this.#catchingUp = false
    }
    // What was committed here may have been read and delivered before the commit was reported.
    this.#acknowledge()
    if (this.#undelivered.some(({ seq }) => seq > this.#seq))
      this.#clock.after(STALE_CHECK_MS, () => void this.catchUp())
  }

  /** Replaces base and tail up to a checkpoint. */
  rebase(checkpoint: { readonly seq: number; readonly bytes: Uint8Array }): void {
    if (checkpoint.seq <= this.#base.seq) return
    this.#base = { seq: checkpoint.seq, update: checkpoint.bytes }
    this.#tail = this.#tail.filter(({ seq }) => seq > checkpoint.seq)
    this.#tailBytes = bytesOf(this.#tail)
    this.#cached = null
  }

  /** Closes every connection; the room is not used after that. */
  close(close: CloseCode = CLOSE.restarting): void {
    this.#closed = true
    this.#cancelStaleCheck?.()
    this.#presence.close()
    for (const { peer } of this.#participants.keys()) peer.close(close)
    this.#participants.clear()
    this.#followers.clear()
  }

  #by({ actor, name, peer }: Member): Omit<StagedUpdate, 'bytes' | 'clocks'> {
    return { noteId: this.noteId, receivedAt: this.#clock.now(), actor, actorName: name, connection: peer.id }
  }

  #stage(update: StagedUpdate, from: Participant | Writer): void {
    this.#pending++
    this.#queue.stage({ update, owner: this, from })
  }

  #deliver(rows: readonly { readonly seq: number; readonly bytes: Uint8Array }[]): void {
    const before = this.#seq
    this.#tail.push(...rows)
    this.#tailBytes += bytesOf(rows)
    this.#seq = rows.at(-1)?.seq ?? before
    this.#cached = null
    if (rows.length > 0) {
      const frame = encodeUpdate(mergeUpdates(rows.map(({ bytes }) => bytes)))
      for (const participant of this.#participants.values()) this.#sendUpdate(participant, frame, before)
    }
    this.#acknowledge()
    for (const listener of this.#followers) listener(this.#seq)
  }

  /** Tells those whose updates are on disk and have been delivered. */
  #acknowledge(): void {
    const delivered = this.#undelivered.filter(({ seq }) => seq <= this.#seq)
    this.#undelivered = this.#undelivered.filter(({ seq }) => seq > this.#seq)
    for (const { seq, from } of delivered) {
      if (isWriter(from)) from.onCommitted(seq)
      else (from as Participant).committed++
    }
    for (const participant of this.#participants.values()) this.#answerBarriers(participant)
  }

  /** An update never gets lost on a live connection: one that is too slow gets nothing, and later everything at once. */
  #sendUpdate(participant: Participant, frame: Uint8Array, before: number): void {
    if (participant.staleSince !== null) return
    const { peer } = participant.member
    const waiting = peer.bufferedBytes()
    if (waiting > CLOSE_AFTER_BYTES) return peer.close(CLOSE.tooSlow)
    if (waiting <= STALE_AFTER_BYTES) return peer.send(frame)
    participant.staleSince = before
    this.#cancelStaleCheck ??= this.#clock.every(STALE_CHECK_MS, () => this.#serveStale())
  }

  #serveStale(): void {
    let stale = 0
    for (const participant of this.#participants.values()) {
      if (participant.staleSince === null) continue
      const { peer } = participant.member
      if (peer.bufferedBytes() > STALE_AFTER_BYTES / 2) {
        stale++
        continue
      }
      peer.send(encodeUpdate(this.#updatesAfter(participant.staleSince)))
      participant.staleSince = null
    }
    if (stale > 0) return
    this.#cancelStaleCheck?.()
    this.#cancelStaleCheck = null
  }

  #updatesAfter(seq: number): Uint8Array {
    if (seq < this.#base.seq) return this.#state().update
    return mergeUpdates(this.#tail.filter((row) => row.seq > seq).map(({ bytes }) => bytes))
  }

  #answerBarriers(participant: Participant): void {
    while (participant.barriers[0] && participant.barriers[0].after <= participant.committed) {
      participant.member.peer.send(encodeBarrier(participant.barriers[0].seq))
      participant.barriers.shift()
    }
  }

  #sendState({ member }: Participant, stateVector: Uint8Array): void {
    const state = this.#state()
    member.peer.send(
      isEmptyVector(stateVector) ? state.step2 : encodeStep2(diffUpdate(state.update, stateVector)),
    )
  }

  /** The present state as one update, made once per place in the log and shared by all who join there. */
  #state(): CachedState {
    if (this.#cached?.seq === this.#seq) return this.#cached
    const update = mergeUpdates(this.updates)
    const stateVector = Y.encodeStateVectorFromUpdate(update)
    this.#cached = { seq: this.#seq, update, stateVector, step2: encodeStep2(update) }
    return this.#cached
  }

  #broadcastPresence(frame: Uint8Array): void {
    for (const { member, staleSince } of this.#participants.values()) {
      if (staleSince === null) member.peer.send(frame)
    }
  }
}

function bytesOf(rows: readonly { readonly bytes: Uint8Array }[]): number {
  return rows.reduce((sum, { bytes }) => sum + bytes.byteLength, 0)
}

function isWriter(from: unknown): from is Writer {
  return typeof from === 'object' && from !== null && 'onCommitted' in from
}

function isEmptyVector(stateVector: Uint8Array): boolean {
  return stateVector.byteLength === 0 || (stateVector.byteLength === 1 && stateVector[0] === 0)
}

function mergeUpdates(updates: readonly Uint8Array[]): Uint8Array {
  if (updates.length <= 1) return updates[0] ?? EMPTY_UPDATE
  return Y.mergeUpdates([...updates])
}

function diffUpdate(update: Uint8Array, stateVector: Uint8Array): Uint8Array {
  try {
    return Y.diffUpdate(update, stateVector)
  } catch (cause) {
    throw new ProtocolError('the state vector does not decode', { cause })
  }
}

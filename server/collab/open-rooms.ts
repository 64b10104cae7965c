/**
 * Which notes are open: at most one load per note, checkpoints while a note grows, unloading when nobody needs it.
 * Unloading saves nothing, since everything is in the log already (rules OPEN-1…6, docs/SPEC.md).
 */
import type { NoteId } from '../../shared/domain/ids.ts'
import { CLOSE } from '../../shared/protocol/close-codes.ts'
import { LARGE_NOTE_BYTES } from '../../shared/protocol/limits.ts'
import type { Documents } from '../documents/documents.ts'
import { AppError } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../log.ts'
import type { Checkpoint, LoggedUpdate, NoteLog } from '../storage/note-log.ts'
import { CommitQueue } from './commit-queue.ts'
import { NO_METER, type Meter } from './meter.ts'
import { readUpdate } from '../lib/read-update.ts'
import { READ_ASIDE_BYTES } from './receive.ts'
import { Room } from './room.ts'
import type { Rooms } from './rooms.ts'

/** A checkpoint is made when the tail is longer or larger than this … */
const CHECKPOINT_ROWS = 500
const CHECKPOINT_BYTES = 256 * 1024
/** … at most this often: hundreds who type fill a tail in half a second … */
const CHECKPOINT_INTERVAL_MS = 10_000
/** … or, so that deleting makes room in a note that is nearly full, this long after it changed. */
const SHRINK_DELAY_MS = 5_000
/** How long an empty room stays open for those who come back. */
const UNLOAD_DELAY_MS = 10_000
/** How long ending all changes to a note waits for the disk. */
const SETTLE_TIMEOUT_MS = 10_000

export class OpenRooms implements Rooms {
  readonly #noteLog: NoteLog
  readonly #documents: Pick<Documents, 'compact' | 'diff' | 'readUpdate'>
  readonly #clock: Clock
  readonly #log: Logger
  readonly #meter: Meter
  readonly #onLastClosed: () => void
  readonly #queue: CommitQueue
  readonly #rooms = new Map<NoteId, Promise<Room>>()
  /** The same rooms once they are open. */
  readonly #open = new Map<NoteId, Room>()
  /** When each room was last asked for: whoever asks gets some time to join. */
  readonly #askedAt = new WeakMap<Room, number>()
  /** Notes that take no changes. */
  readonly #frozen = new Set<NoteId>()
  readonly #checkpointing = new Set<NoteId>()
  #checkpointTurn = Promise.resolve()
  readonly #checkpointedAt = new WeakMap<Room, number>()
  /** Large notes of which a checkpoint will be made soon. */
  readonly #shrinking = new WeakSet<Room>()
  readonly #stopListening: () => void
  #closed = false

  constructor(options: {
    readonly noteLog: NoteLog
    readonly documents: Pick<Documents, 'compact' | 'diff' | 'readUpdate'>
    readonly clock: Clock
    readonly log: Logger
    readonly meter?: Meter
    /** Told each time that a room was unloaded and no other is open. */
    readonly onLastClosed?: () => void
  }) {
    const { noteLog, documents, clock, log, meter = NO_METER, onLastClosed = () => {} } = options
    this.#noteLog = noteLog
    this.#documents = documents
    this.#clock = clock
    this.#log = log
    this.#meter = meter
    this.#onLastClosed = onLastClosed
    this.#queue = new CommitQueue({ noteLog, clock, log, meter })
    this.#stopListening = noteLog.onForeignAppend(() => {
      // The next commit or the next sign of one looks again.
      this.#catchUp().catch((error: unknown) => log.error({ err: error }, 'could not read the log'))
    })
  }

  get size(): number {
    return this.#rooms.size
  }

  /** Sums over all open rooms, for metrics. */
  get totals(): { readonly stale: number; readonly stateBytes: number; readonly tailRows: number } {
    const totals = { stale: 0, stateBytes: 0, tailRows: 0 }
    for (const room of this.#open.values()) {
      totals.stale += room.stale
      totals.stateBytes += room.state.bytes
      totals.tailRows += room.state.tailRows
    }
    return totals
  }

  /** Commits in a row that failed. */
  get commitFailures(): number {
    return this.#queue.failures
  }

  /** The note's room, opened when it is not. Rejects when the log cannot be read; then nothing is open. */
  async open(noteId: NoteId): Promise<Room> {
    if (this.#closed) throw new Error('the server stops')
    const opening = this.#rooms.get(noteId) ?? this.#load(noteId)
    this.#rooms.set(noteId, opening)
    try {
      const room = await opening
      if (this.#rooms.get(noteId) === opening) this.#open.set(noteId, room)
      this.#askedAt.set(room, this.#clock.now())
      this.#scheduleUnload(room)
      return room
    } catch (error) {
      if (this.#rooms.get(noteId) === opening) this.#rooms.delete(noteId)
      throw error
    }
  }

  async state(noteId: NoteId): Promise<{ seq: number; updates: readonly Uint8Array[] }> {
    const room = await this.#rooms.get(noteId)
    if (room) return { seq: room.seq, updates: room.state.updates }
    const { checkpoint, updates, head } = await this.#noteLog.load(noteId)
    const bytes = updates.map((update) => update.bytes)
    return { seq: head, updates: checkpoint ? [checkpoint.bytes, ...bytes] : bytes }
  }

  async write(
    noteId: NoteId,
    update: Uint8Array,
    by: { readonly actor: string | null; readonly name: string | null },
  ): Promise<number> {
    const read = readUpdate(update)
    if (read === null) throw new Error('expected a Yjs update')
    const room = await this.open(noteId)
    if (read.clocks.length === 0 && read.deletes.size === 0) return room.seq
    if (this.#frozen.has(noteId))
      throw new AppError('summary_final', 'This summary was marked final meanwhile.')
    return room.write({ bytes: update, clocks: read.clocks, actor: by.actor, actorName: by.name })
  }

  async freeze(noteId: NoteId): Promise<number> {
    this.#frozen.add(noteId)
    return this.settle(noteId)
  }

  async settle(noteId: NoteId): Promise<number> {
    const room = await this.#rooms.get(noteId)
    if (room) await this.#settled(room)
    const [head = 0] = await this.#noteLog.heads([noteId])
    return head
  }

  present(noteId: NoteId): readonly { readonly actor: string | null; readonly name: string }[] {
    return this.#open.get(noteId)?.present ?? []
  }

  /** Throws AppError `unavailable` when the disk takes too long. */
  async #settled(room: Room): Promise<void> {
    let stopWaiting = (): void => undefined
    const isTooLong = new Promise<never>((_resolve, reject) => {
      stopWaiting = this.#clock.after(SETTLE_TIMEOUT_MS, () =>
        reject(
          new AppError('unavailable', 'What people wrote could not be saved yet. Try again in a moment.'),
        ),
      )
    })
    try {
      await Promise.race([room.settled(), isTooLong])
    } finally {
      stopWaiting()
    }
  }

  thaw(noteId: NoteId): void {
    this.#frozen.delete(noteId)
  }

  async follow(noteId: NoteId, listener: (seq: number) => void): Promise<() => void> {
    return (await this.open(noteId)).follow(listener)
  }

  /** Tells those who have the note open, and asked, that comments on it have changed. */
  announceReview(noteId: NoteId): void {
    this.#open.get(noteId)?.announceReview()
  }

  /** Resolves when everything that has come in is on disk and answered. */
  async commitStaged(): Promise<void> {
    await this.#queue.drain()
  }

  /** Commits everything, tells all clients to come back, and ends. */
  async close(): Promise<void> {
    this.#closed = true
    this.#stopListening()
    await this.#queue.drain()
    for (const opening of this.#rooms.values()) {
      const room = await opening.catch(() => null)
      room?.close(CLOSE.restarting)
    }
    this.#rooms.clear()
    this.#open.clear()
  }

  async #load(noteId: NoteId): Promise<Room> {
    let loaded = await this.#noteLog.load(noteId)
    if (loaded.damaged.length > 0) {
      this.#meter.quarantined(loaded.damaged.length)
      this.#log.error(
        { noteId, damaged: loaded.damaged },
        'log rows whose checksum does not hold were left out',
      )
    }
    if (loaded.updates.length > CHECKPOINT_ROWS) {
      // Merging many small updates as bytes takes time that grows with their square; through a document it does not.
      const { checkpoint: before, updates, head } = loaded
      const checkpoint = await this.#compact({
        noteId,
        seq: head,
        base: before?.bytes ?? null,
        rows: updates,
      })
      loaded = { ...loaded, checkpoint, updates: [] }
      if (loaded.damaged.length === 0) await this.#noteLog.saveCheckpoint(noteId, checkpoint)
    } else {
      loaded = { ...loaded, updates: this.#withoutUnsound(noteId, loaded.updates) }
    }
    const room: Room = new Room({
      noteId,
      loaded,
      queue: this.#queue,
      noteLog: this.#noteLog,
      documents: this.#documents,
      clock: this.#clock,
      log: this.#log,
      meter: this.#meter,
      isFrozen: () => this.#frozen.has(noteId),
      onIdle: () => this.#scheduleUnload(room),
    })
    return room
  }

  /** Rows that no document can take, from before they were refused, are left out. Large ones are not read again here. */
  #withoutUnsound(noteId: NoteId, rows: readonly LoggedUpdate[]): readonly LoggedUpdate[] {
    const isSound = ({ bytes }: LoggedUpdate) =>
      bytes.byteLength > READ_ASIDE_BYTES || readUpdate(bytes) !== null
    const sound = rows.filter(isSound)
    if (sound.length === rows.length) return rows
    const kept = new Set(sound)
    const quarantined = rows.filter((row) => !kept.has(row)).map(({ seq }) => seq)
    this.#meter.quarantined(quarantined.length)
    this.#log.error({ noteId, quarantined }, 'log rows that no document can take were left out')
    return sound
  }

  /** The state at `seq` as a checkpoint: a base and the rows after it, without those that do not fit into the document. */
  async #compact(options: {
    readonly noteId: NoteId
    readonly seq: number
    readonly base: Uint8Array | null
    readonly rows: readonly { readonly seq: number; readonly bytes: Uint8Array }[]
  }): Promise<Checkpoint> {
    const { noteId, seq, base, rows } = options
    const updates = rows.map(({ bytes }) => bytes)
    const { refused, ...state } = await this.#documents.compact(base ? [base, ...updates] : updates)
    if (refused.length > 0) {
      // A checkpoint was verified when it was made: without it there is nothing to go on from.
      if (base && refused[0]?.index === 0)
        throw new Error(`the checkpoint cannot be read: ${refused[0].reason}`)
      // They stay in the log, and nobody is sent them once the checkpoint without them is there.
      const quarantined = refused.map(({ index, reason }) => ({
        seq: rows[base ? index - 1 : index]?.seq ?? null,
        reason,
      }))
      this.#meter.quarantined(quarantined.length)
      this.#log.error({ noteId, quarantined }, 'log rows that do not fit into the document were left out')
    }
    return { seq, ...state }
  }

  async #catchUp(): Promise<void> {
    const open = await Promise.all([...this.#rooms.values()].map((opening) => opening.catch(() => null)))
    const rooms = open.filter((room) => room !== null)
    if (rooms.length === 0) return
    const heads = await this.#noteLog.heads(rooms.map(({ noteId }) => noteId))
    // Own commits that are on disk and about to be delivered look the same; catching up with them is harmless.
    rooms.forEach((room, index) => {
      if ((heads[index] ?? 0) > room.seq) void room.catchUp()
    })
  }

  #scheduleUnload(room: Room): void {
    this.#checkpointWhenLong(room)
    if (room.isIdle) this.#clock.after(UNLOAD_DELAY_MS, () => void this.#unload(room))
  }

  async #unload(room: Room): Promise<void> {
    if (!this.#isUnwanted(room)) return
    if (room.state.tailRows > 0) await this.#checkpoint(room)
    // Looked at again after the wait, and in the same breath as the room goes.
    if (!this.#isUnwanted(room)) return
    this.#rooms.delete(room.noteId)
    this.#open.delete(room.noteId)
    room.close()
    if (this.#rooms.size === 0) this.#onLastClosed()
  }

  #isUnwanted(room: Room): boolean {
    const askedAgo = this.#clock.now() - (this.#askedAt.get(room) ?? 0)
    return room.isIdle && !room.isClosed && askedAgo >= UNLOAD_DELAY_MS
  }

  #checkpointWhenLong(room: Room): void {
    const isLong = room.state.tailRows > CHECKPOINT_ROWS || room.state.tailBytes > CHECKPOINT_BYTES
    const since = this.#clock.now() - (this.#checkpointedAt.get(room) ?? -Infinity)
    if (isLong && since >= CHECKPOINT_INTERVAL_MS) {
      void this.#checkpoint(room)
    } else if (
      room.state.tailRows > 0 &&
      room.state.bytes >= LARGE_NOTE_BYTES &&
      !this.#shrinking.has(room)
    ) {
      this.#shrinking.add(room)
      this.#clock.after(SHRINK_DELAY_MS, () => {
        this.#shrinking.delete(room)
        if (!room.isClosed) void this.#checkpoint(room)
      })
    }
  }

  /** Makes a checkpoint when it is this room's turn: one at a time, since each holds a copy of the whole note. */
  async #checkpoint(room: Room): Promise<void> {
    const { noteId } = room
    if (this.#checkpointing.has(noteId)) return
    this.#checkpointing.add(noteId)
    this.#checkpointedAt.set(room, this.#clock.now())
    const turn = this.#checkpointTurn.then(() => this.#makeCheckpoint(room))
    this.#checkpointTurn = turn
    await turn
    this.#checkpointing.delete(noteId)
  }

  /** When it is the room's turn, as for a checkpoint: one that is being made must not come after it. */
  async endHistory(noteId: NoteId): Promise<number> {
    const room = await this.open(noteId)
    await this.#settled(room)
    const turn = this.#checkpointTurn.then(() => this.#endHistory(room))
    this.#checkpointTurn = turn.then(
      () => undefined,
      () => undefined,
    )
    return turn
  }

  async #endHistory(room: Room): Promise<number> {
    const { noteId } = room
    const checkpoint = await this.#compact({ noteId, ...room.state.snapshot() })
    if (checkpoint.seq > 0 && !(await this.#noteLog.endHistory(noteId, checkpoint)))
      throw new Error('expected the log to reach as far as the room')
    room.rebase(checkpoint)
    return checkpoint.seq
  }

  async #makeCheckpoint(room: Room): Promise<void> {
    const { noteId } = room
    try {
      const checkpoint = await this.#compact({ noteId, ...room.state.snapshot() })
      await this.#noteLog.saveCheckpoint(noteId, checkpoint)
      room.rebase(checkpoint)
      this.#meter.checkpointMade(checkpoint.bytes.byteLength)
    } catch (error) {
      this.#meter.checkpointFailed()
      // The log has everything: a note without a checkpoint only opens more slowly.
      this.#log.warn({ err: error, noteId }, 'checkpoint failed')
    }
  }
}

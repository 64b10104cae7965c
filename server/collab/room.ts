/**
 * A note that is open on this server: relays committed updates as bytes and holds no Y.Doc. Implements ROOM-1…19
 * (docs/SPEC.md). It is not responsible for who may join (server/realtime) nor for when it is opened and closed
 * (open-rooms.ts).
 *
 *   frame → receive → stage ─► CommitQueue ─► committed → NoteState ─► Lane: one merged frame to everybody
 *                                                └─► barriers answered
 */
import { CLOSE, type CloseCode } from '../../shared/protocol/close-codes.ts'
import { encodeBarrier, encodeReview, ProtocolError } from '../../shared/protocol/codec.ts'
import {
  LARGE_NOTE_BYTES,
  MAX_NOTE_BYTES,
  PRESENCE_READER_TICK_MS,
  PRESENCE_ALONG_MS,
  PRESENCE_TICK_MS,
} from '../../shared/protocol/limits.ts'
import type { Documents } from '../documents/documents.ts'
import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../log.ts'
import type { Checkpoint, LoadedNote, NoteLog, StagedUpdate } from '../storage/note-log.ts'
import type { Commit, CommitOwner, CommitQueue } from './commit-queue.ts'
import { JoinAnswers } from './join-answers.ts'
import { Lane, type LanePace } from './lane.ts'
import type { Meter } from './meter.ts'
import { NoteState, type Row } from './note-state.ts'
import { Packet } from './packet.ts'
import { createParticipant, type Participant } from './participant.ts'
import type { Member } from './peer.ts'
import { Presence } from './presence.ts'
import type { ReadUpdate } from '../lib/read-update.ts'
import { receive, receiveUpdate, type Received } from './receive.ts'
import { RoomStatusNews } from './room-status.ts'

/** Those who write see each other's letters soon; who only reads does not notice that it takes longer. */
const WRITERS_PACE: LanePace = { share: 0.2, maxWindowMs: 50 }
const READERS_PACE: LanePace = { share: 0.15, maxWindowMs: 250 }
/** How soon the log is read again when it could not be. */
const READ_AGAIN_MS = 250

/** Told where one server-made update is in the log. */
type OnCommitted = (seq: number) => void

export interface RoomOptions {
  readonly noteId: StagedUpdate['noteId']
  readonly loaded: LoadedNote
  readonly queue: CommitQueue
  readonly noteLog: NoteLog
  readonly documents: Pick<Documents, 'diff' | 'readUpdate'>
  readonly clock: Clock
  readonly log: Logger
  readonly meter: Meter
  /** Whether no changes are taken at present. */
  readonly isFrozen: () => boolean
  /** Called whenever the room may have become one that nobody needs. */
  readonly onIdle: () => void
}

/** A note's state for those who only look at it. */
export type CommittedState = Pick<
  NoteState,
  'seq' | 'updates' | 'tailRows' | 'tailBytes' | 'bytes' | 'snapshot'
>

export class Room implements CommitOwner {
  readonly noteId: StagedUpdate['noteId']
  readonly #options: RoomOptions
  readonly #state: NoteState
  readonly #joins: JoinAnswers
  readonly #participants = new Map<Member, Participant>()
  readonly #writers: Lane
  readonly #readers: Lane
  readonly #followers = new Set<(seq: number) => void>()
  readonly #presence: Presence
  readonly #status: RoomStatusNews
  /** Staged here, not yet committed. */
  #pending = 0
  #pendingBytes = 0
  readonly #settling: (() => void)[] = []
  /** Whether the last commit of this room's updates failed. */
  #isFailing = false
  /** Commits whose rows were not yet delivered because rows of another process come first. */
  #undelivered: { readonly seq: number; readonly from: unknown }[] = []
  #catchingUp = false
  #closed = false

  constructor(options: RoomOptions) {
    const { noteId, loaded, clock, meter } = options
    this.noteId = noteId
    this.#options = options
    this.#state = new NoteState(loaded)
    this.#joins = new JoinAnswers({ ...options, state: this.#state })
    this.#writers = new Lane({
      state: this.#state,
      clock,
      pace: WRITERS_PACE,
      onSent: ([first]) => first && meter.sent(clock.now() - first.receivedAt),
      takeAlong: () => this.#presence.takeNews('writers'),
    })
    this.#readers = new Lane({
      state: this.#state,
      clock,
      pace: READERS_PACE,
      // Who writes waits for the disk, and the disk for a turn on the core: readers can wait for both.
      givesWay: () => options.queue.isCommitting,
      takeAlong: () => this.#presence.takeNews('readers'),
    })
    this.#presence = new Presence({
      clock,
      audiences: {
        writers: {
          tickMs: PRESENCE_TICK_MS,
          alongMs: PRESENCE_ALONG_MS,
          announce: (packet) => this.#writers.announce(packet),
        },
        readers: {
          tickMs: PRESENCE_READER_TICK_MS,
          alongMs: PRESENCE_READER_TICK_MS,
          announce: (packet) => this.#readers.announce(packet),
        },
      },
    })
    this.#status = new RoomStatusNews({
      clock,
      read: () => ({
        writers: this.#writers.size,
        readers: this.#readers.size,
        // Clients show the size of a large note only: as long as it is small it is no news.
        bytes: this.#state.bytes < LARGE_NOTE_BYTES ? 0 : this.#state.bytes,
        maxBytes: MAX_NOTE_BYTES,
        cannotSave: this.#isFailing,
      }),
      announce: (packet) => {
        for (const to of [this.#writers, this.#readers]) to.announce(packet, (one) => one.followsStatus)
      },
    })
  }

  /** The place in the log up to which everybody has been or is being told. */
  get seq(): number {
    return this.#state.seq
  }

  /** What is committed and has been or is being told. */
  get state(): CommittedState {
    return this.#state
  }

  get participants(): number {
    return this.#participants.size
  }

  get writers(): number {
    return this.#writers.size
  }

  /** Participants that are told nothing because they are too slow. */
  get stale(): number {
    return this.#writers.stale + this.#readers.stale
  }

  /** Who is here, each once; anonymous readers are not. */
  get present(): readonly { readonly actor: string | null; readonly name: string }[] {
    const found = new Map<string, { readonly actor: string | null; readonly name: string }>()
    for (const { actor, name } of this.#participants.keys()) if (actor) found.set(actor, { actor, name })
    return [...found.values()]
  }

  get isClosed(): boolean {
    return this.#closed
  }

  /** Nobody is here, nobody follows and nothing waits for the disk. */
  get isIdle(): boolean {
    return this.#participants.size === 0 && this.#followers.size === 0 && this.#pending === 0
  }

  join(member: Member): void {
    const participant = createParticipant(member)
    this.#participants.set(member, participant)
    this.#laneOf(member).add(participant)
    // Asking what the client has beyond the server's state brings edits that it made offline. One who may only read is
    // not asked: an answer always holds all deletions and could not be told from an edit.
    if (member.mayWrite) member.peer.send(this.#state.question())
    if (this.#presence.size > 0) member.peer.send(this.#presence.packet())
    this.#status.changed()
  }

  leave(member: Member): void {
    const participant = this.#participants.get(member)
    if (!participant) return
    this.#participants.delete(member)
    this.#laneOf(member).remove(participant)
    this.#presence.leave(member)
    this.#status.changed()
    this.#options.onIdle()
  }

  /** Takes a frame of a participant; frames of one are taken in order. */
  receive(member: Member, frame: Uint8Array): void {
    const participant = this.#participants.get(member)
    if (!participant) return
    if (participant.unread) participant.unread.push(frame)
    else this.#take(participant, receive(frame, member))
  }

  /** Commits a server-made update; resolves with its place in the log when it is on disk. */
  write(update: Pick<StagedUpdate, 'bytes' | 'clocks' | 'actor' | 'actorName'>): Promise<number> {
    const staged = { ...update, noteId: this.noteId, receivedAt: this.#options.clock.now(), connection: null }
    return new Promise<number>((onCommitted: OnCommitted) => this.#stage(staged, onCommitted))
  }

  /** Resolves when nothing that came in waits for the disk. */
  async settled(): Promise<void> {
    if (this.#pending > 0) await new Promise<void>((resolve) => this.#settling.push(resolve))
  }

  /** Calls back after every commit; returns what stops it. */
  follow(listener: (seq: number) => void): () => void {
    this.#followers.add(listener)
    return () => {
      if (this.#followers.delete(listener)) this.#options.onIdle()
    }
  }

  /** Tells those who asked that comments on the note have changed. */
  announceReview(): void {
    const packet = new Packet(encodeReview())
    for (const to of [this.#writers, this.#readers]) to.announce(packet, (one) => one.followsReview)
  }

  /** Called by the commit queue when updates of this room are on disk. */
  committed(commits: readonly Commit[]): void {
    this.#pending -= commits.length
    for (const { update } of commits) this.#pendingBytes -= update.bytes.byteLength
    if (this.#isFailing) {
      this.#isFailing = false
      this.#status.changedMuch()
    }
    this.#undelivered.push(...commits.map(({ seq, from }) => ({ seq, from })))
    if (!this.#catchingUp && commits[0]?.seq === this.seq + 1) {
      this.#deliver(commits.map(({ update, seq }) => toRow(seq, update)))
    } else {
      void this.catchUp()
    }
    if (this.#pending > 0) return
    for (const resolve of this.#settling.splice(0)) resolve()
    this.#options.onIdle()
  }

  /** Called by the commit queue when the disk did not take updates of this room; it tries again. */
  commitFailed(): void {
    this.#isFailing = true
    this.#status.changedMuch()
  }

  /** Reads and delivers what the log has beyond this room: rows that another process appended. */
  async catchUp(): Promise<void> {
    if (this.#catchingUp) return
    this.#catchingUp = true
    const { noteLog, log, clock } = this.#options
    try {
      for (;;) {
        const rows = await noteLog.read({ noteId: this.noteId, after: this.seq, limit: 1_000 })
        if (rows.length === 0) break
        this.#deliver(rows.map((row) => toRow(row.seq, row)))
      }
    } catch (error) {
      // Tried again with the next commit or the next sign of a foreign append; nothing is acknowledged until then.
      log.error({ err: error, noteId: this.noteId }, 'could not read the log')
    } finally {
      this.#catchingUp = false
    }
    // What was committed here may have been read and delivered before the commit was reported.
    this.#acknowledge()
    if (this.#undelivered.some(({ seq }) => seq > this.seq))
      clock.after(READ_AGAIN_MS, () => void this.catchUp())
  }

  /** Replaces what is kept up to a checkpoint. */
  rebase(checkpoint: Checkpoint): void {
    this.#state.rebase(checkpoint)
    this.#status.changed()
  }

  /** Closes every connection; the room is not used after that. */
  close(close: CloseCode = CLOSE.restarting): void {
    this.#closed = true
    this.#joins.close()
    this.#presence.close()
    this.#status.close()
    this.#writers.close()
    this.#readers.close()
    for (const { peer } of this.#participants.keys()) peer.close(close)
    this.#participants.clear()
    this.#followers.clear()
  }

  #take(participant: Participant, received: Received): void {
    const { peer } = participant.member
    switch (received.kind) {
      case 'send-state':
        return this.#joins.answer(participant.member, received.stateVector)
      case 'stage':
        return this.#stageEdit(participant, received)
      case 'read-aside':
        return void this.#readAside(participant, received)
      case 'presence':
        return this.#takePresence(participant, received.payload)
      case 'send-presence':
        return peer.send(this.#presence.packet())
      case 'barrier':
        participant.barriers.push({ seq: received.seq, after: participant.staged })
        return this.#answerBarriers(participant)
      case 'refuse-barrier':
        return peer.send(new Packet(encodeBarrier(received.seq, { refused: true })))
      case 'follow-status':
        participant.followsStatus = true
        return peer.send(this.#status.packet())
      case 'follow-review':
        participant.followsReview = true
        return
      case 'close':
        return peer.close(received.close)
      case 'ignore':
        return
    }
  }

  #takePresence({ member }: Participant, payload: Uint8Array): void {
    try {
      this.#presence.receive(member, payload)
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error
      member.peer.close(CLOSE.badFrame)
    }
  }

  /** Reads a large update beside the socket loop; what its sender says meanwhile waits, nobody else does. */
  async #readAside(
    participant: Participant,
    { update, isAnswer }: { readonly update: Uint8Array; readonly isAnswer: boolean },
  ): Promise<void> {
    const { member } = participant
    participant.unread = []
    try {
      const read = await this.#options.documents.readUpdate(update)
      const waiting = participant.unread
      participant.unread = null
      if (!this.#participants.has(member)) return
      this.#take(participant, receiveUpdate({ update, isAnswer, read, mayWrite: member.mayWrite }))
      for (const frame of waiting) this.receive(member, frame)
    } catch (error) {
      this.#options.log.error({ err: error, noteId: this.noteId }, 'a large update could not be read')
      member.peer.close(CLOSE.unavailable)
    }
  }

  #laneOf({ mayWrite }: Member): Lane {
    return mayWrite ? this.#writers : this.#readers
  }

  #stageEdit(
    participant: Participant,
    {
      update,
      read,
      isAnswer,
    }: { readonly update: Uint8Array; readonly read: ReadUpdate; readonly isAnswer: boolean },
  ): void {
    const { peer, actor, name } = participant.member
    const news = isAnswer ? this.#state.news(update, read) : { bytes: update, clocks: read.clocks }
    if (!news) return
    // Rights are judged again at once; until then the connection may come back, but not write.
    if (this.#options.isFrozen()) return peer.close(CLOSE.roleChanged)
    const grows = news.clocks.length > 0
    if (grows && this.#state.bytes + this.#pendingBytes + news.bytes.byteLength > MAX_NOTE_BYTES) {
      return peer.close(CLOSE.noteFull)
    }
    // The disk has not taken anything for long: what cannot be kept must not be taken.
    if (this.#options.queue.isFull) return peer.close(CLOSE.unavailable)
    participant.staged++
    this.#stage(
      {
        noteId: this.noteId,
        ...news,
        receivedAt: this.#options.clock.now(),
        actor,
        actorName: name,
        connection: peer.id,
      },
      participant,
    )
  }

  #stage(update: StagedUpdate, from: Participant | OnCommitted): void {
    this.#pending++
    this.#pendingBytes += update.bytes.byteLength
    this.#options.queue.stage({ update, owner: this, from })
  }

  #deliver(rows: readonly Row[]): void {
    const wasLarge = this.#state.bytes >= LARGE_NOTE_BYTES
    this.#state.append(rows)
    this.#writers.push(rows)
    this.#readers.push(rows)
    this.#acknowledge()
    if (wasLarge || this.#state.bytes >= LARGE_NOTE_BYTES) this.#status.changed()
    for (const listener of this.#followers) listener(this.seq)
  }

  /** Tells those whose updates are on disk and part of the state. */
  #acknowledge(): void {
    const delivered = this.#undelivered.filter(({ seq }) => seq <= this.seq)
    this.#undelivered = this.#undelivered.filter(({ seq }) => seq > this.seq)
    for (const { seq, from } of delivered) {
      if (typeof from === 'function') {
        ;(from as OnCommitted)(seq)
        continue
      }
      const participant = from as Participant
      participant.committed++
      this.#answerBarriers(participant)
    }
  }

  #answerBarriers({ member, barriers, committed }: Participant): void {
    while (barriers[0] && barriers[0].after <= committed) {
      member.peer.send(new Packet(encodeBarrier(barriers[0].seq)))
      barriers.shift()
    }
  }
}

function toRow(
  seq: number,
  { bytes, clocks, receivedAt }: Pick<StagedUpdate, 'bytes' | 'clocks' | 'receivedAt'>,
): Row {
  return { seq, bytes, clocks, receivedAt }
}

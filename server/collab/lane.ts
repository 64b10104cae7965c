/**
 * Participants of a room that are told of commits together: what was committed since the last time is merged, framed
 * once, and the same packet goes to all of them (rules ROOM-4, ROOM-8, ROOM-11, docs/SPEC.md).
 *
 * The first commit after a pause goes out at once. How long the next one waits follows from how many get it, so that
 * sending takes a bounded part of the server's time: few people wait for nothing, hundreds cost few frames. Many
 * participants are served in portions, so that other rooms, and those who write, get their turn in between.
 */
import { CLOSE } from '../../shared/protocol/close-codes.ts'
import { CLOSE_AFTER_BYTES, STALE_AFTER_BYTES, STALE_LIMIT_MS } from '../../shared/protocol/limits.ts'
import type { Clock } from '../lib/clock.ts'
import type { NoteState, Row } from './note-state.ts'
import { Packet } from './packet.ts'
import type { Participant } from './participant.ts'

/** About what one send costs the server (measured: 8 to 18 µs of one core). */
const SEND_COST_MS = 0.015
/** Participants that are served before others get a turn: some 0.2 ms, so that an edit on its way hardly waits. */
const PORTION = 20
/** So many are told without a pause. With it, 200 readers are told as often as 200 writers can commit, and wait for nothing. */
const TOLD_AT_ONCE = 40
/** How long a portion gives way at most, and how often it looks: a disk that hangs must not keep back what is on it. */
const GIVE_WAY_MS = 20
const LOOK_AGAIN_MS = 1
/** How often a stale participant's connection is looked at again. */
const STALE_CHECK_MS = 250

interface Delivery {
  readonly packet: Packet
  /** The place in the log before this delivery's updates; null for what may be left out (presence, status). */
  readonly after: number | null
  readonly to: Iterator<Participant>
}

/** How often participants are told. */
export interface LanePace {
  /** The part of the server's time that sending to them may take: the more of them, the longer commits are collected. */
  readonly share: number
  /** The longest that commits are collected, in milliseconds. */
  readonly maxWindowMs: number
}

export class Lane {
  readonly #state: NoteState
  readonly #clock: Clock
  readonly #pace: LanePace
  readonly #onSent: (rows: readonly Row[]) => void
  readonly #takeAlong: () => Uint8Array | null
  readonly #givesWay: () => boolean
  readonly #participants = new Set<Participant>()
  /** Committed and not sent. */
  #rows: Row[] = []
  #sentSeq: number
  #nextAt = 0
  #cancelFlush: (() => void) | null = null
  #deliveries: Delivery[] = []
  #cancelStaleCheck: (() => void) | null = null
  #closed = false

  /**
   * `onSent` is told of committed rows when their packet is on its way. `takeAlong` is asked for a frame that may travel
   * with them: a second frame in a packet costs next to nothing, a packet of its own as much as the first. While
   * `givesWay` is true, portions wait a little.
   */
  constructor(options: {
    readonly state: NoteState
    readonly clock: Clock
    readonly pace: LanePace
    readonly onSent?: (rows: readonly Row[]) => void
    readonly takeAlong: () => Uint8Array | null
    readonly givesWay?: () => boolean
  }) {
    this.#state = options.state
    this.#clock = options.clock
    this.#pace = options.pace
    this.#onSent = options.onSent ?? (() => {})
    this.#takeAlong = options.takeAlong
    this.#givesWay = options.givesWay ?? (() => false)
    this.#sentSeq = options.state.seq
  }

  get size(): number {
    return this.#participants.size
  }

  get stale(): number {
    let stale = 0
    for (const participant of this.#participants) if (participant.stale) stale++
    return stale
  }

  add(participant: Participant): void {
    this.#participants.add(participant)
  }

  remove(participant: Participant): void {
    this.#participants.delete(participant)
  }

  /** Takes rows that were committed and are part of the state. */
  push(rows: readonly Row[]): void {
    this.#rows.push(...rows)
    if (this.#cancelFlush) return
    const wait = this.#nextAt - this.#clock.now()
    if (wait <= 0) this.#flush()
    else this.#cancelFlush = this.#clock.after(wait, () => this.#flush())
  }

  /** Sends something that a slow participant can do without. */
  announce(packet: Packet, to: (participant: Participant) => boolean = () => true): void {
    this.#deliver(packet, null, [...this.#participants].filter(to))
  }

  close(): void {
    this.#closed = true
    this.#cancelFlush?.()
    this.#cancelStaleCheck?.()
    this.#participants.clear()
    this.#deliveries = []
  }

  #flush(): void {
    this.#cancelFlush = null
    const rows = this.#rows
    const after = this.#sentSeq
    this.#rows = []
    this.#sentSeq = rows.at(-1)?.seq ?? after
    const window = (Math.max(0, this.#participants.size - TOLD_AT_ONCE) * SEND_COST_MS) / this.#pace.share
    this.#nextAt = this.#clock.now() + Math.floor(Math.min(this.#pace.maxWindowMs, window))
    if (this.#participants.size > 0) {
      const along = this.#takeAlong()
      const frames = this.#state.framesOf(rows)
      this.#deliver(new Packet(...frames, ...(along ? [along] : [])), after, [...this.#participants])
    }
    this.#onSent(rows)
  }

  #deliver(packet: Packet, after: number | null, to: readonly Participant[]): void {
    this.#deliveries.push({ packet, after, to: to.values() })
    if (this.#deliveries.length === 1) this.#serve()
  }

  /** Serves a portion; what remains goes on in the next turns of the event loop, one delivery after the other. */
  #serve(): void {
    for (let left = PORTION; left > 0; left--) {
      const delivery = this.#deliveries[0]
      if (!delivery) return
      const next = delivery.to.next()
      if (next.done) this.#deliveries.shift()
      else this.#send(next.value, delivery)
    }
    if (this.#deliveries.length > 0) this.#goOn(this.#clock.now() + GIVE_WAY_MS)
  }

  #goOn(atLatest: number): void {
    if (this.#givesWay() && this.#clock.now() < atLatest)
      this.#clock.after(LOOK_AGAIN_MS, () => this.#goOn(atLatest))
    else setImmediate(() => this.#serve())
  }

  /** An update never gets lost on a live connection: one that is too slow gets nothing, and later everything at once. */
  #send(participant: Participant, { packet, after }: Delivery): void {
    if (participant.stale || this.#closed || !this.#participants.has(participant)) return
    const { peer } = participant.member
    const waiting = peer.bufferedBytes()
    if (waiting <= STALE_AFTER_BYTES) return peer.send(packet)
    if (waiting > CLOSE_AFTER_BYTES) return peer.close(CLOSE.tooSlow)
    if (after === null) return
    participant.stale = { seq: after, since: this.#clock.now() }
    this.#cancelStaleCheck ??= this.#clock.every(STALE_CHECK_MS, () => this.#serveStale())
  }

  #serveStale(): void {
    let stale = 0
    for (const participant of this.#participants) {
      if (!participant.stale) continue
      const { peer } = participant.member
      if (peer.bufferedBytes() <= STALE_AFTER_BYTES / 2) {
        for (const packet of this.#state.after(participant.stale.seq)) peer.send(packet)
        participant.stale = null
      } else if (this.#clock.now() - participant.stale.since > STALE_LIMIT_MS) {
        peer.close(CLOSE.tooSlow)
      } else {
        stale++
      }
    }
    if (stale > 0) return
    this.#cancelStaleCheck?.()
    this.#cancelStaleCheck = null
  }
}

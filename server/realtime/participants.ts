/**
 * What one participant may take of the server over all their connections, so that one who opens many, comes back in a
 * loop, or writes through several at once is stopped without hurting the rest. Counted by login, never by address: a whole
 * hall shares one. Programs with an API token or a link's secret may be many people, and get as many times more.
 */
import {
  MAX_BYTES_BURST,
  MAX_BYTES_PER_SECOND,
  MAX_CONNECTIONS,
  MAX_FRAME_BURST,
  MAX_FRAMES_PER_SECOND,
  MAX_PARTICIPANT_JOIN_BURST,
  MAX_PARTICIPANT_JOINS_PER_SECOND,
  PARTICIPANT_FACTOR,
  PROGRAM_FACTOR,
} from '../../shared/protocol/limits.ts'
import { SECOND_MS } from '../../shared/domain/time.ts'
import type { Principal } from '../auth/principal.ts'
import { TokenBucket } from '../lib/token-bucket.ts'

/** Somebody who left is remembered until their joins are forgiven anyway. */
const MEMORY_MS = (MAX_PARTICIPANT_JOIN_BURST / MAX_PARTICIPANT_JOINS_PER_SECOND) * SECOND_MS

type Who = Pick<Principal, 'actor' | 'kind'>

/** Where a connection's frames are counted. */
export interface Allowance {
  /** Whether a frame of so many bytes may still be taken. */
  take(bytes: number, now: number): boolean
}

class Participant implements Allowance {
  connections = 0
  lastSeen: number
  readonly maxConnections: number
  readonly joins: TokenBucket
  readonly #frames: TokenBucket
  readonly #bytes: TokenBucket

  constructor(factor: number, now: number) {
    const bucket = (perSecond: number, burst: number) =>
      new TokenBucket({ perSecond: perSecond * factor, burst: burst * factor, now })
    this.lastSeen = now
    this.maxConnections = MAX_CONNECTIONS * factor
    this.joins = bucket(MAX_PARTICIPANT_JOINS_PER_SECOND, MAX_PARTICIPANT_JOIN_BURST)
    this.#frames = bucket(MAX_FRAMES_PER_SECOND * PARTICIPANT_FACTOR, MAX_FRAME_BURST * PARTICIPANT_FACTOR)
    this.#bytes = bucket(MAX_BYTES_PER_SECOND * PARTICIPANT_FACTOR, MAX_BYTES_BURST * PARTICIPANT_FACTOR)
  }

  take(bytes: number, now: number): boolean {
    // Both count, also when the first says no.
    const hasFrame = this.#frames.take(1, now)
    return this.#bytes.take(bytes, now) && hasFrame
  }
}

export class Participants {
  readonly #known = new Map<string, Participant>()

  /** Whether somebody may join once more by now; it is counted either way. */
  mayCome(who: Who, now: number): boolean {
    return this.#of(who, now).joins.take(1, now)
  }

  /** Counts a connection, until `leave`; null: they have as many as one may. */
  enter(who: Who, now: number): Allowance | null {
    const participant = this.#of(who, now)
    if (participant.connections >= participant.maxConnections) return null
    participant.connections++
    return participant
  }

  leave(who: Who, now: number): void {
    const participant = this.#of(who, now)
    participant.connections = Math.max(0, participant.connections - 1)
  }

  /** Forgets those who left long ago. */
  sweep(now: number): void {
    for (const [key, { connections, lastSeen }] of this.#known)
      if (connections === 0 && now - lastSeen > MEMORY_MS) this.#known.delete(key)
  }

  #of({ actor, kind }: Who, now: number): Participant {
    const key = actor ?? ''
    let participant = this.#known.get(key)
    if (!participant) {
      participant = new Participant(kind === 'token' || kind === 'link' ? PROGRAM_FACTOR : 1, now)
      this.#known.set(key, participant)
    }
    participant.lastSeen = now
    return participant
  }
}

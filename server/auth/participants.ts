/**
 * What one participant may take of the server over all their connections, so that one who opens many, comes back in a
 * loop, or writes through several at once is stopped without hurting the rest; what all may take who came by one access
 * link (link-crowd.ts); and how many connections there may be at all. Counted by login, never by address: a whole hall
 * shares one. Programs with an API token or a link's secret may be many people, and get as many times more.
 */
import type { LinkId } from '../../shared/domain/ids.ts'
import { CLOSE, comeBackIn, type CloseCode } from '../../shared/protocol/close-codes.ts'
import {
  MAX_BYTES_BURST,
  MAX_BYTES_PER_SECOND,
  MAX_CONNECTIONS,
  MAX_FRAME_BURST,
  MAX_FRAMES_PER_SECOND,
  MAX_HELD_ANSWERS,
  MAX_PARTICIPANT_JOIN_BURST,
  MAX_PARTICIPANT_JOINS_PER_SECOND,
  MAX_SERVER_CONNECTIONS,
  PARTICIPANT_FACTOR,
  PROGRAM_FACTOR,
} from '../../shared/protocol/limits.ts'
import { SECOND_MS } from '../../shared/domain/time.ts'
import type { Principal } from './principal.ts'
import { TokenBucket } from '../lib/token-bucket.ts'
import { LinkCrowd } from './link-crowd.ts'

/** Somebody who left is remembered until their joins are forgiven anyway. */
const MEMORY_MS = (MAX_PARTICIPANT_JOIN_BURST / MAX_PARTICIPANT_JOINS_PER_SECOND) * SECOND_MS
/** One whom a link brought too many with comes back after this long at least, and twice as long at most. */
const LINK_RETURN_MS = 20_000

/** Who wants in, and the access link that gives them the right; null: none. */
export interface Visitor {
  readonly principal: Pick<Principal, 'actor' | 'kind'>
  readonly link: LinkId | null
}

/** Where a connection's frames are counted. */
export interface Allowance {
  /** Whether a frame of so many bytes may still be taken. */
  take(bytes: number, now: number): boolean
}

/** A connection's place among those of its participant. */
export interface Seat extends Allowance {
  /** Whether one more answer over HTTP may be held open; until `release`. */
  hold(): boolean
  release(): void
  /** The connection is over. */
  leave(now: number): void
}

class Participant implements Allowance {
  connections = 0
  heldAnswers = 0
  lastSeen: number
  readonly maxConnections: number
  readonly maxHeldAnswers: number
  readonly joins: TokenBucket
  readonly #frames: TokenBucket
  readonly #bytes: TokenBucket

  constructor({ kind }: Pick<Principal, 'kind'>, now: number) {
    const isProgram = kind === 'token' || kind === 'link'
    const factor = isProgram ? PROGRAM_FACTOR : 1
    const bucket = (perSecond: number, burst: number) =>
      new TokenBucket({ perSecond: perSecond * factor, burst: burst * factor, now })
    this.lastSeen = now
    this.maxConnections = MAX_CONNECTIONS * factor
    this.maxHeldAnswers = isProgram ? Infinity : MAX_HELD_ANSWERS
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
  readonly #crowds = new Map<LinkId, LinkCrowd>()
  #connections = 0

  /** Counts that somebody wants to join; what speaks against it by now, or null. */
  come(visitor: Visitor, now: number): CloseCode | null {
    const { principal, link } = visitor
    if (!this.#of(principal, now).joins.take(1, now)) return CLOSE.busy
    return link === null || this.#crowdOf(link, now).mayCome(now) ? null : crowded()
  }

  /** Counts a connection, until its seat is left. */
  enter({ principal, link }: Visitor, now: number): { readonly seat: Seat } | { readonly close: CloseCode } {
    const participant = this.#of(principal, now)
    if (participant.connections >= participant.maxConnections) return { close: CLOSE.tooManyConnections }
    if (this.#connections >= MAX_SERVER_CONNECTIONS) return { close: CLOSE.busy }
    const crowd = link === null ? null : this.#crowdOf(link, now)
    const actor = principal.actor ?? ''
    if (crowd && !crowd.enter(actor, now)) return { close: crowded() }
    participant.connections++
    this.#connections++
    const seat: Seat = {
      take: (bytes, at) => participant.take(bytes, at),
      hold() {
        if (participant.heldAnswers >= participant.maxHeldAnswers) return false
        participant.heldAnswers++
        return true
      },
      release: () => void participant.heldAnswers--,
      leave: (at) => {
        participant.connections--
        participant.lastSeen = at
        this.#connections--
        crowd?.leave(actor, at)
      },
    }
    return { seat }
  }

  /** Forgets those who left long ago. */
  sweep(now: number): void {
    for (const [key, { connections, lastSeen }] of this.#known)
      if (connections === 0 && now - lastSeen > MEMORY_MS) this.#known.delete(key)
    for (const [link, crowd] of this.#crowds) if (crowd.isForgotten(now)) this.#crowds.delete(link)
  }

  #of({ actor, kind }: Visitor['principal'], now: number): Participant {
    const key = actor ?? ''
    let participant = this.#known.get(key)
    if (!participant) {
      participant = new Participant({ kind }, now)
      this.#known.set(key, participant)
    }
    participant.lastSeen = now
    return participant
  }

  #crowdOf(link: LinkId, now: number): LinkCrowd {
    let crowd = this.#crowds.get(link)
    if (!crowd) {
      crowd = new LinkCrowd(now)
      this.#crowds.set(link, crowd)
    }
    return crowd
  }
}

/** Not all at the same moment. */
function crowded(): CloseCode {
  return comeBackIn(CLOSE.linkCrowded, LINK_RETURN_MS * (1 + Math.random()))
}

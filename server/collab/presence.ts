/**
 * Who is in a room and where their carets are. Presence is never stored. The server owns who a participant is: it
 * forwards only a participant's own entry, with the name and colour that it knows (rules PRES-1…9, docs/SPEC.md).
 *
 * Clocks stay the clients' own. A client takes an entry about itself over only when its clock is higher than the one it
 * sent, so everybody, the owner included, can get the very same packet.
 */
import { encodePresence, findPresence, type PresenceEntry } from '../../shared/protocol/codec.ts'
import {
  MAX_LISTED,
  MAX_PRESENCE_BYTES,
  PRESENCE_BYTES_PER_SECOND,
  PRESENCE_RENEWAL_MS,
} from '../../shared/protocol/limits.ts'
import { SECOND_MS } from '../../shared/domain/time.ts'
import type { Clock } from '../lib/clock.ts'
import { Packet } from './packet.ts'
import type { Member } from './peer.ts'

/** Some of the room's participants. */
export interface Audience {
  /** How often they get a packet of its own at most, and how often something that travels with edits. */
  readonly tickMs: number
  readonly alongMs: number
  announce(packet: Packet): void
}

export type AudienceName = 'writers' | 'readers'

interface OwnedEntry extends PresenceEntry {
  readonly owner: Member
}

const GONE = 'null'
/** How long an id of somebody who left is kept for them: others may still send their entry back. */
const KEPT_FOR_OWNER_MS = 60_000

export class Presence {
  readonly #clock: Clock
  readonly #news: Readonly<Record<AudienceName, AudienceNews>>
  /** In the order in which they last did something. */
  readonly #entries = new Map<number, OwnedEntry>()
  readonly #idOf = new Map<Member, number>()
  /** Who had an id last, and when they left. */
  readonly #left = new Map<number, { readonly actor: string | null; readonly at: number }>()
  #all: Packet | null = null
  readonly #cancelRenewal: () => void

  constructor({
    clock,
    audiences,
  }: {
    readonly clock: Clock
    readonly audiences: Readonly<Record<AudienceName, Audience>>
  }) {
    this.#clock = clock
    const { writers, readers } = audiences
    this.#news = { writers: new AudienceNews(writers, clock), readers: new AudienceNews(readers, clock) }
    // Clients forget an entry that was not renewed for 30 s. The packet also is the sign of life that y-websocket
    // waits for, so it is sent even when nobody is present.
    this.#cancelRenewal = clock.every(PRESENCE_RENEWAL_MS, () => this.#renew([writers, readers]))
  }

  get size(): number {
    return this.#entries.size
  }

  /** Everybody who is listed, for one who just came. */
  packet(): Packet {
    this.#all ??= new Packet(encodePresence([...this.#entries.values()].slice(-MAX_LISTED)))
    return this.#all
  }

  /** Takes what a participant says. Throws ProtocolError when the payload does not decode. */
  receive(member: Member, payload: Uint8Array): void {
    const known = this.#idOf.get(member) ?? null
    const entry = findPresence(payload, known)
    if (!entry || (known === null && !this.#claim(member, entry))) return
    const stored = this.#entries.get(entry.clientId)
    if (stored && entry.clock <= stored.clock && entry.json !== GONE) return
    if (entry.json === GONE) this.#remove(entry.clientId, entry.clock)
    else this.#set(member, entry, stored)
  }

  /** What an audience was not told yet, for something that is sent to it anyway; null when it is too soon. */
  takeNews(audience: AudienceName): Uint8Array | null {
    return this.#news[audience].take()
  }

  leave(member: Member): void {
    const clientId = this.#idOf.get(member)
    if (clientId === undefined) return
    this.#idOf.delete(member)
    this.#left.set(clientId, { actor: member.actor, at: this.#clock.now() })
    const entry = this.#entries.get(clientId)
    if (entry?.owner === member) this.#remove(clientId, entry.clock + 1)
  }

  close(): void {
    this.#cancelRenewal()
    for (const news of Object.values(this.#news)) news.close()
  }

  /**
   * The first id that a connection announces is its own for good. One that somebody else has, or had a moment ago, is
   * taken over only by the same person, who has reconnected.
   */
  #claim(member: Member, { clientId, json }: PresenceEntry): boolean {
    if (json === GONE) return false
    const holder = this.#entries.get(clientId)?.owner
    const last = holder ?? this.#left.get(clientId)
    if (last && (last.actor === null || last.actor !== member.actor)) return false
    if (holder) this.#idOf.delete(holder)
    this.#left.delete(clientId)
    this.#idOf.set(member, clientId)
    return true
  }

  #set(member: Member, entry: PresenceEntry, stored: OwnedEntry | undefined): void {
    const json = stampUser(entry.json, member)
    if (json === null) return
    const owned: OwnedEntry = { clientId: entry.clientId, clock: entry.clock, json, owner: member }
    this.#all = null
    // A mere renewal waits for the next renewal of all, and does not count as doing something.
    if (stored?.json === json) return void this.#entries.set(entry.clientId, owned)
    this.#entries.delete(entry.clientId)
    this.#entries.set(entry.clientId, owned)
    this.#tell(owned)
  }

  #remove(clientId: number, clock: number): void {
    if (!this.#entries.delete(clientId)) return
    this.#all = null
    this.#tell({ clientId, clock, json: GONE })
  }

  #tell(entry: PresenceEntry): void {
    this.#news.writers.add(entry)
    this.#news.readers.add(entry)
  }

  #renew(audiences: readonly Audience[]): void {
    const forgetBefore = this.#clock.now() - KEPT_FOR_OWNER_MS
    for (const [clientId, { at }] of this.#left) if (at < forgetBefore) this.#left.delete(clientId)
    const packet = this.packet()
    for (const audience of audiences) audience.announce(packet)
  }
}

/** Collects changes for an audience: one packet a tick, rarer when packets get large. */
class AudienceNews {
  readonly #audience: Audience
  readonly #clock: Clock
  #changed = new Map<number, PresenceEntry>()
  #cancelTick: (() => void) | null = null
  /** When the next packet of its own may go, and when the next may travel with edits. */
  #nextAt = 0
  #alongAt = 0

  constructor(audience: Audience, clock: Clock) {
    this.#audience = audience
    this.#clock = clock
  }

  add(entry: PresenceEntry): void {
    this.#changed.set(entry.clientId, entry)
    const wait = Math.max(this.#audience.tickMs, this.#nextAt - this.#clock.now())
    this.#cancelTick ??= this.#clock.after(wait, () => {
      this.#audience.announce(new Packet(this.#encode()))
    })
  }

  take(): Uint8Array | null {
    return this.#changed.size > 0 && this.#clock.now() >= this.#alongAt ? this.#encode() : null
  }

  close(): void {
    this.#cancelTick?.()
    this.#cancelTick = null
  }

  #encode(): Uint8Array {
    this.close()
    const frame = encodePresence([...this.#changed.values()])
    this.#changed = new Map()
    const costMs = (frame.byteLength / PRESENCE_BYTES_PER_SECOND) * SECOND_MS
    const now = this.#clock.now()
    this.#nextAt = now + Math.max(this.#audience.tickMs, costMs)
    this.#alongAt = now + Math.max(this.#audience.alongMs, costMs)
    return frame
  }
}

/** The entry's JSON with the server's idea of who it is; null when it is no object or too large. */
function stampUser(json: string, { name, color }: Member): string | null {
  if (json.length > MAX_PRESENCE_BYTES) return null
  let state: unknown
  try {
    state = JSON.parse(json)
  } catch {
    return null
  }
  if (typeof state !== 'object' || state === null || Array.isArray(state)) return null
  return JSON.stringify({ ...state, user: { name, color } })
}

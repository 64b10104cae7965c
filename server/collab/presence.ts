/**
 * Who is in a room and where their carets are. Presence is never stored. The server owns who a participant is: it
 * forwards only a participant's own entry, with the name and colour that it knows (rules PRES-1…7, docs/SPEC.md).
 *
 * Clocks stay the clients' own. A client takes an entry about itself over only when its clock is higher than the one it
 * sent, so everybody, the owner included, can get the very same frame.
 */
import { decodePresence, encodePresence, type PresenceEntry } from '../../shared/protocol/codec.ts'
import { MAX_PRESENCE_BYTES, PRESENCE_RENEWAL_MS, PRESENCE_TICK_MS } from '../../shared/protocol/limits.ts'
import type { Clock } from '../lib/clock.ts'
import type { Member } from './peer.ts'

interface OwnedEntry extends PresenceEntry {
  readonly owner: Member
}

const GONE = 'null'

export class Presence {
  readonly #clock: Clock
  readonly #broadcast: (frame: Uint8Array) => void
  readonly #entries = new Map<number, OwnedEntry>()
  readonly #idOf = new Map<Member, number>()
  /** Entries to send at the next tick, removals included. */
  #changed = new Map<number, PresenceEntry>()
  #cancelTick: (() => void) | null = null
  readonly #cancelRenewal: () => void

  /** `broadcast` sends a frame to everybody in the room. */
  constructor({
    clock,
    broadcast,
  }: {
    readonly clock: Clock
    readonly broadcast: (frame: Uint8Array) => void
  }) {
    this.#clock = clock
    this.#broadcast = broadcast
    // Clients forget an entry that was not renewed for 30 s. The frame also is the sign of life that y-websocket
    // waits for, so it is sent even when nobody is present.
    this.#cancelRenewal = clock.every(PRESENCE_RENEWAL_MS, () => this.#broadcast(this.frame()))
  }

  /** Everybody who is here, for one who just came. */
  frame(): Uint8Array {
    return encodePresence([...this.#entries.values()])
  }

  get size(): number {
    return this.#entries.size
  }

  /** Takes what a participant says. Throws ProtocolError when the payload does not decode. */
  receive(member: Member, payload: Uint8Array): void {
    for (const entry of decodePresence(payload)) {
      // y-websocket sends every remote entry back to the server: skipped before any JSON is parsed.
      if (!this.#owns(member, entry)) continue
      const stored = this.#entries.get(entry.clientId)
      if (stored && entry.clock <= stored.clock && entry.json !== GONE) continue
      if (entry.json === GONE) this.#remove(entry.clientId, entry.clock)
      else this.#set(member, entry, stored)
    }
  }

  leave(member: Member): void {
    const clientId = this.#idOf.get(member)
    this.#idOf.delete(member)
    const entry = clientId === undefined ? undefined : this.#entries.get(clientId)
    if (entry?.owner === member) this.#remove(entry.clientId, entry.clock + 1)
  }

  close(): void {
    this.#cancelRenewal()
    this.#cancelTick?.()
  }

  /** The first id that a connection announces is its own; one that another participant has is taken over only by the same person (a reconnect). */
  #owns(member: Member, { clientId, json }: PresenceEntry): boolean {
    const known = this.#idOf.get(member)
    if (known !== undefined) return known === clientId
    if (json === GONE) return false
    const holder = this.#entries.get(clientId)?.owner
    if (holder && (holder.actor === null || holder.actor !== member.actor)) return false
    if (holder) this.#idOf.delete(holder)
    this.#idOf.set(member, clientId)
    return true
  }

  #set(member: Member, entry: PresenceEntry, stored: OwnedEntry | undefined): void {
    const json = stampUser(entry.json, member)
    if (json === null) return
    const owned: OwnedEntry = { clientId: entry.clientId, clock: entry.clock, json, owner: member }
    this.#entries.set(entry.clientId, owned)
    // A mere renewal waits for the next renewal of all.
    if (stored?.json !== json) this.#announce(owned)
  }

  #remove(clientId: number, clock: number): void {
    if (this.#entries.delete(clientId)) this.#announce({ clientId, clock, json: GONE })
  }

  #announce(entry: PresenceEntry): void {
    this.#changed.set(entry.clientId, entry)
    this.#cancelTick ??= this.#clock.after(PRESENCE_TICK_MS, () => {
      this.#cancelTick = null
      const entries = [...this.#changed.values()]
      this.#changed = new Map()
      this.#broadcast(encodePresence(entries))
    })
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

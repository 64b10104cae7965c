/**
 * Tells those who join what they lack: at once from what the note's state has ready, or, for one who has not seen all of
 * its base, by looking through the base beside the socket loop. Implements ROOM-12, ROOM-13 and ROOM-20 (docs/SPEC.md).
 */
import { promisify } from 'node:util'
import { deflate } from 'node:zlib'
import { CLOSE } from '../../shared/protocol/close-codes.ts'
import { encodeDeflated, encodeUpdate } from '../../shared/protocol/codec.ts'
import type { Documents } from '../documents/documents.ts'
import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../log.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import type { StateVector } from './known-items.ts'
import type { Meter } from './meter.ts'
import type { NoteState } from './note-state.ts'
import { Packet } from './packet.ts'
import type { Member, Peer } from './peer.ts'

/** From here on a base is worth compressing: below, it fits into a dozen packets of the network. */
const DEFLATE_FROM_BYTES = 16 * 1024
/** The fastest: 17 ms a megabyte. The best takes eight times as long to save another eleventh. */
const DEFLATE_LEVEL = 1
/** Room for what comes out in one piece, mostly: pieces are copied together. */
const DEFLATE_CHUNK_BYTES = 256 * 1024
/** How long a compressed base is kept for the next one who joins. */
const KEEP_DEFLATED_MS = 2_000

const deflateAside = promisify(deflate)

interface Deps {
  readonly noteId: NoteId
  readonly state: NoteState
  readonly documents: Pick<Documents, 'diff'>
  readonly clock: Clock
  readonly log: Logger
  readonly meter: Meter
}

export class JoinAnswers {
  readonly #deps: Deps
  /** Searches under way: people who were in step when the line broke have the same state and share one. */
  readonly #searches = new Map<string, Promise<Uint8Array>>()
  #deflated: { readonly base: Uint8Array; readonly packet: Promise<Packet> } | null = null
  #forget = (): void => {}

  constructor(deps: Deps) {
    this.#deps = deps
  }

  answer({ peer, inflates }: Member, stateVector: StateVector): void {
    const { state, meter } = this.#deps
    if (inflates && stateVector.size === 0 && state.base.bytes.byteLength >= DEFLATE_FROM_BYTES) {
      meter.joined('shared')
      return void this.#answerDeflated(peer)
    }
    const packets = state.answer(stateVector)
    meter.joined(packets ? 'shared' : 'searched')
    if (!packets) return void this.#search(peer, stateVector)
    for (const packet of packets) peer.send(packet)
  }

  close(): void {
    this.#forget()
    this.#deflated = null
  }

  async #answerDeflated(peer: Peer): Promise<void> {
    // Made now: what is committed meanwhile reaches the peer like everybody.
    const tail = this.#deps.state.tail()
    try {
      peer.send(await this.#deflatedBase())
      peer.send(tail)
    } catch (error) {
      this.#fail(peer, error)
    }
  }

  /** Compressed once, beside the socket loop, for all who join within a short time. */
  #deflatedBase(): Promise<Packet> {
    const base = this.#deps.state.base.bytes
    if (this.#deflated?.base !== base) {
      const packet = deflateAside(base, { level: DEFLATE_LEVEL, chunkSize: DEFLATE_CHUNK_BYTES }).then(
        (deflated) => new Packet(encodeDeflated(deflated)),
      )
      this.#deflated = { base, packet }
    }
    this.#forget()
    this.#forget = this.#deps.clock.after(KEEP_DEFLATED_MS, () => (this.#deflated = null))
    return this.#deflated.packet
  }

  async #search(peer: Peer, stateVector: StateVector): Promise<void> {
    const { base } = this.#deps.state
    // Made now, as above.
    const tail = this.#deps.state.answerTail(stateVector)
    const key = `${base.seq}:${JSON.stringify([...stateVector])}`
    try {
      let search = this.#searches.get(key)
      if (!search) this.#searches.set(key, (search = this.#deps.documents.diff(base.bytes, stateVector)))
      peer.send(new Packet(encodeUpdate(await search)))
      peer.send(tail)
    } catch (error) {
      this.#fail(peer, error)
    } finally {
      this.#searches.delete(key)
    }
  }

  #fail(peer: Peer, error: unknown): void {
    this.#deps.log.error({ err: error, noteId: this.#deps.noteId }, 'could not tell what a client lacks')
    peer.close(CLOSE.unavailable)
  }
}

/**
 * Tells those who join what they lack: at once from what the note's state has ready, or, for one who has not seen all of
 * its base, by looking through the base beside the socket loop. Implements ROOM-12 and ROOM-13 (docs/SPEC.md).
 */
import { CLOSE } from '../../shared/protocol/close-codes.ts'
import { encodeUpdate } from '../../shared/protocol/codec.ts'
import type { Documents } from '../documents/documents.ts'
import type { Logger } from '../log.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import type { StateVector } from './known-items.ts'
import type { Meter } from './meter.ts'
import type { NoteState } from './note-state.ts'
import { Packet } from './packet.ts'
import type { Peer } from './peer.ts'

interface Deps {
  readonly noteId: NoteId
  readonly state: NoteState
  readonly documents: Pick<Documents, 'diff'>
  readonly log: Logger
  readonly meter: Meter
}

export class JoinAnswers {
  readonly #deps: Deps
  /** Searches under way: people who were in step when the line broke have the same state and share one. */
  readonly #searches = new Map<string, Promise<Uint8Array>>()

  constructor(deps: Deps) {
    this.#deps = deps
  }

  answer(peer: Peer, stateVector: StateVector): void {
    const packets = this.#deps.state.answer(stateVector)
    this.#deps.meter.joined(packets ? 'shared' : 'searched')
    if (!packets) return void this.#search(peer, stateVector)
    for (const packet of packets) peer.send(packet)
  }

  async #search(peer: Peer, stateVector: StateVector): Promise<void> {
    const { base } = this.#deps.state
    // Made now: what is committed during the search reaches the peer like everybody.
    const tail = this.#deps.state.answerTail(stateVector)
    const key = `${base.seq}:${JSON.stringify([...stateVector])}`
    try {
      let search = this.#searches.get(key)
      if (!search) this.#searches.set(key, (search = this.#deps.documents.diff(base.bytes, stateVector)))
      peer.send(new Packet(encodeUpdate(await search)))
      peer.send(tail)
    } catch (error) {
      this.#deps.log.error({ err: error, noteId: this.#deps.noteId }, 'could not tell what a client lacks')
      peer.close(CLOSE.unavailable)
    } finally {
      this.#searches.delete(key)
    }
  }
}

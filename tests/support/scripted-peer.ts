/** A peer that records what a room sends, decoded, and keeps a Y.Doc as a client would. */
import { inflateSync } from 'node:zlib'
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { newId, type ConnectionId } from '../../shared/domain/ids.ts'
import { decodePresence, encodeStep1, encodeStep2, encodeUpdate } from '../../shared/protocol/codec.ts'
import type { CloseCode } from '../../shared/protocol/close-codes.ts'
import { MESSAGE, SYNC } from '../../shared/protocol/messages.ts'
import type { Packet } from '../../server/collab/packet.ts'
import type { Member, Peer } from '../../server/collab/peer.ts'
import type { Room } from '../../server/collab/room.ts'

export class ScriptedPeer implements Peer {
  readonly id = newId<ConnectionId>()
  readonly doc = new Y.Doc()
  readonly frames: Uint8Array[] = []
  /** Answers to barriers: the seq, negative when refused. */
  readonly barriers: number[] = []
  readonly presence = new Map<number, string>()
  closed: CloseCode | null = null
  buffered = 0
  readonly member: Member
  #room: Room | null = null

  constructor(options: Partial<Omit<Member, 'peer'>> = {}) {
    this.member = {
      peer: this,
      mayWrite: true,
      inflates: false,
      actor: `user:${this.id}`,
      name: 'Ada',
      color: '#123456',
      ...options,
    }
    this.doc.on('update', (update: Uint8Array, origin) => {
      if (origin !== this) this.say(encodeUpdate(update))
    })
  }

  join(room: Room): this {
    this.#room = room
    room.join(this.member)
    this.say(encodeStep1(Y.encodeStateVector(this.doc)))
    return this
  }

  say(frame: Uint8Array): void {
    this.#room?.receive(this.member, frame)
  }

  get text(): string {
    return this.doc.getText('default').toJSON()
  }

  type(text: string): void {
    const shared = this.doc.getText('default')
    shared.insert(shared.length, text)
  }

  send(packet: Packet): void {
    for (const frame of packet.frames) this.#take(frame)
  }

  #take(frame: Uint8Array): void {
    this.frames.push(frame)
    const decoder = decoding.createDecoder(frame)
    const type = decoding.readVarUint(decoder)
    if (type === MESSAGE.sync) this.#sync(decoder)
    if (type === MESSAGE.deflated) {
      Y.applyUpdate(this.doc, inflateSync(decoding.readVarUint8Array(decoder)), this)
    }
    if (type === MESSAGE.awareness) {
      for (const { clientId, json } of decodePresence(decoding.readVarUint8Array(decoder))) {
        if (json === 'null') this.presence.delete(clientId)
        else this.presence.set(clientId, json)
      }
    }
    if (type === MESSAGE.barrier) {
      const seq = decoding.readVarUint(decoder)
      this.barriers.push(decoding.hasContent(decoder) ? -seq : seq)
    }
  }

  close(close: CloseCode): void {
    this.closed ??= close
    this.#room?.leave(this.member)
  }

  bufferedBytes(): number {
    return this.buffered
  }

  #sync(decoder: decoding.Decoder): void {
    const type = decoding.readVarUint(decoder)
    const payload = decoding.readVarUint8Array(decoder)
    if (type !== SYNC.step1) return Y.applyUpdate(this.doc, payload, this)
    // As y-websocket: answered at once, from inside the server's send.
    this.say(encodeStep2(Y.encodeStateAsUpdate(this.doc, payload)))
  }
}

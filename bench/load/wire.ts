/**
 * The messages that the servers speak. All speak y-websocket's protocol; Hocuspocus puts the document's name before
 * each message, wants a token first, and has a second number for sync. Where a message lies is found in place.
 */
import * as encoding from 'lib0/encoding'
import { MESSAGE, SYNC } from '../../shared/protocol/messages.ts'

/** Hocuspocus: a sync message that asks for no step 1 in return. */
const SYNC_REPLY = 4
const AUTH = { token: 0, denied: 1, authenticated: 2 } as const

/** What a received message is. */
export const KIND = {
  other: 0,
  step1: 1,
  document: 2,
  presence: 3,
  welcome: 4,
  denied: 5,
  barrier: 6,
  /** A document message whose update is compressed. */
  deflated: 7,
} as const

export interface Message {
  kind: number
  /** Where its content is, without its length. */
  start: number
  end: number
  /** Of a barrier. */
  seq: number
}

export type Dialect = 'yjs' | 'hocuspocus'

export class Wire {
  readonly #prefix: Uint8Array
  readonly #dialect: Dialect
  /** Reads are many and short: one cursor and one message for all of them. */
  #at = 0
  readonly #message: Message = { kind: KIND.other, start: 0, end: 0, seq: 0 }

  constructor(dialect: Dialect, room: string) {
    this.#dialect = dialect
    this.#prefix =
      dialect === 'hocuspocus'
        ? encoding.encode((encoder) => encoding.writeVarString(encoder, room))
        : new Uint8Array(0)
  }

  /** What must be said and answered before anything else; null: nothing. */
  get greeting(): Uint8Array | null {
    if (this.#dialect === 'yjs') return null
    return this.#encode(MESSAGE.auth, (encoder) => {
      encoding.writeVarUint(encoder, AUTH.token)
      encoding.writeVarString(encoder, 'token')
    })
  }

  step1(stateVector: Uint8Array): Uint8Array {
    return this.#sync(SYNC.step1, stateVector)
  }

  step2(update: Uint8Array): Uint8Array {
    return this.#sync(SYNC.step2, update)
  }

  update(update: Uint8Array): Uint8Array {
    return this.#sync(SYNC.update, update)
  }

  presence(entries: Uint8Array): Uint8Array {
    return this.#encode(MESSAGE.awareness, (encoder) => encoding.writeVarUint8Array(encoder, entries))
  }

  barrier(seq: number): Uint8Array {
    return this.#encode(MESSAGE.barrier, (encoder) => encoding.writeVarUint(encoder, seq))
  }

  /** Finds out what a message is. The answer is overwritten by the next one. */
  read(bytes: Buffer, start: number, end: number): Readonly<Message> {
    const message = this.#message
    message.kind = KIND.other
    this.#at = start
    if (this.#dialect === 'hocuspocus') {
      const nameBytes = this.#readVarUint(bytes)
      this.#at += nameBytes
    }
    const type = this.#readVarUint(bytes)
    if (type === MESSAGE.sync || (type === SYNC_REPLY && this.#dialect === 'hocuspocus')) {
      message.kind = this.#readVarUint(bytes) === SYNC.step1 ? KIND.step1 : KIND.document
      this.#readContent(bytes, end)
    } else if (type === MESSAGE.deflated && this.#dialect === 'yjs') {
      message.kind = KIND.deflated
      this.#readContent(bytes, end)
    } else if (type === MESSAGE.awareness) {
      message.kind = KIND.presence
      this.#readContent(bytes, end)
    } else if (type === MESSAGE.auth) {
      const verdict = this.#readVarUint(bytes)
      if (verdict === AUTH.authenticated) message.kind = KIND.welcome
      else if (verdict === AUTH.denied) message.kind = KIND.denied
    } else if (type === MESSAGE.barrier) {
      message.seq = this.#readVarUint(bytes)
      // More behind the number is a refusal.
      message.kind = this.#at < end ? KIND.denied : KIND.barrier
    }
    return message
  }

  #readContent(bytes: Buffer, end: number): void {
    const length = this.#readVarUint(bytes)
    this.#message.start = this.#at
    this.#message.end = this.#at + length
    if (this.#message.end > end) throw new Error('a message is shorter than it says')
  }

  #readVarUint(bytes: Buffer): number {
    let value = 0
    let factor = 1
    for (;;) {
      const byte = bytes[this.#at++]
      if (byte === undefined) throw new Error('a message ends in the middle of a number')
      value += (byte & 0x7f) * factor
      if (byte < 0x80) return value
      factor *= 128
    }
  }

  #sync(type: number, content: Uint8Array): Uint8Array {
    return this.#encode(MESSAGE.sync, (encoder) => {
      encoding.writeVarUint(encoder, type)
      encoding.writeVarUint8Array(encoder, content)
    })
  }

  #encode(type: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
    return encoding.encode((encoder) => {
      encoding.writeUint8Array(encoder, this.#prefix)
      encoding.writeVarUint(encoder, type)
      write(encoder)
    })
  }
}

/**
 * Frames of the y-websocket protocol as values and back. One message per frame. Grammar: docs/PROTOCOL.md.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { BARRIER_REFUSED, MESSAGE, SYNC } from './messages.ts'

/** A frame that is not of the protocol; the connection that sent it is closed. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError'
}

/** One participant's entry in a presence message. `state` is the JSON text as it was sent; null: left. */
export interface PresenceEntry {
  readonly clientId: number
  readonly clock: number
  readonly json: string
}

export type ClientMessage =
  | { readonly kind: 'step1'; readonly stateVector: Uint8Array }
  | { readonly kind: 'update'; readonly update: Uint8Array; readonly isStep2: boolean }
  | { readonly kind: 'presence'; readonly payload: Uint8Array }
  | { readonly kind: 'query-presence' }
  | { readonly kind: 'barrier'; readonly seq: number }
  | { readonly kind: 'follow-status' }
  | { readonly kind: 'follow-review' }
  /** A type that we do not know: other clients may have extensions of their own. */
  | { readonly kind: 'unknown' }

/** Throws ProtocolError when the frame does not decode. */
export function decodeFrame(frame: Uint8Array): ClientMessage {
  try {
    const decoder = decoding.createDecoder(frame)
    switch (decoding.readVarUint(decoder)) {
      case MESSAGE.sync:
        return decodeSync(decoder)
      case MESSAGE.awareness:
        return { kind: 'presence', payload: decoding.readVarUint8Array(decoder) }
      case MESSAGE.queryAwareness:
        return { kind: 'query-presence' }
      case MESSAGE.barrier:
        return { kind: 'barrier', seq: decoding.readVarUint(decoder) }
      case MESSAGE.status:
        return { kind: 'follow-status' }
      case MESSAGE.review:
        return { kind: 'follow-review' }
      default:
        return { kind: 'unknown' }
    }
  } catch (cause) {
    if (cause instanceof ProtocolError) throw cause
    throw new ProtocolError('the frame ends early or holds a number out of range', { cause })
  }
}

function decodeSync(decoder: decoding.Decoder): ClientMessage {
  const type = decoding.readVarUint(decoder)
  const payload = decoding.readVarUint8Array(decoder)
  if (type === SYNC.step1) return { kind: 'step1', stateVector: payload }
  if (type === SYNC.step2) return { kind: 'update', update: payload, isStep2: true }
  if (type === SYNC.update) return { kind: 'update', update: payload, isStep2: false }
  throw new ProtocolError(`sync message of unknown type ${type}`)
}

/**
 * The entry of one client in a presence message, or the first entry when `clientId` is null; null when it is not there.
 * Other entries are stepped over unread: y-websocket sends every remote entry back to the server. Throws ProtocolError
 * when the message ends early.
 */
export function findPresence(payload: Uint8Array, clientId: number | null): PresenceEntry | null {
  return readPresence(payload, (decoder) => {
    const count = decoding.readVarUint(decoder)
    let found: PresenceEntry | null = null
    for (let i = 0; i < count; i++) {
      const id = decoding.readVarUint(decoder)
      const clock = readPresenceClock(decoder)
      if (found || (clientId !== null && clientId !== id)) decoding.readVarUint8Array(decoder)
      else found = { clientId: id, clock, json: decoding.readVarString(decoder) }
    }
    return found
  })
}

/** All entries of a presence message. Throws ProtocolError when it ends early. */
export function decodePresence(payload: Uint8Array): readonly PresenceEntry[] {
  return readPresence(payload, (decoder) => {
    const entries: PresenceEntry[] = []
    for (let left = decoding.readVarUint(decoder); left > 0; left--) {
      const clientId = decoding.readVarUint(decoder)
      const clock = readPresenceClock(decoder)
      entries.push({ clientId, clock, json: decoding.readVarString(decoder) })
    }
    return entries
  })
}

/** The end of an entry is told with the clock after its last one, which must be a number that clients can read. */
function readPresenceClock(decoder: decoding.Decoder): number {
  const clock = decoding.readVarUint(decoder)
  if (clock === Number.MAX_SAFE_INTEGER) throw new RangeError('a presence clock without a successor')
  return clock
}

function readPresence<T>(payload: Uint8Array, read: (decoder: decoding.Decoder) => T): T {
  try {
    return read(decoding.createDecoder(payload))
  } catch (cause) {
    throw new ProtocolError('the presence message ends early', { cause })
  }
}

const encodeSync = (type: number, payload: Uint8Array): Uint8Array =>
  encodeBytes([MESSAGE.sync, type], payload)

/** Numbers, then bytes behind their length: copied once, since they may be a whole note. */
function encodeBytes(numbers: readonly number[], bytes: Uint8Array): Uint8Array {
  const head = encoding.encode((encoder) => {
    for (const number of [...numbers, bytes.byteLength]) encoding.writeVarUint(encoder, number)
  })
  const frame = new Uint8Array(head.byteLength + bytes.byteLength)
  frame.set(head)
  frame.set(bytes, head.byteLength)
  return frame
}

export const encodeStep1 = (stateVector: Uint8Array): Uint8Array => encodeSync(SYNC.step1, stateVector)
export const encodeStep2 = (update: Uint8Array): Uint8Array => encodeSync(SYNC.step2, update)
export const encodeUpdate = (update: Uint8Array): Uint8Array => encodeSync(SYNC.update, update)

/** An update in the zlib format (RFC 1950), for clients that asked for it. */
export const encodeDeflated = (deflated: Uint8Array): Uint8Array => encodeBytes([MESSAGE.deflated], deflated)

export function encodePresence(entries: readonly PresenceEntry[]): Uint8Array {
  const payload = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, entries.length)
    for (const entry of entries) {
      encoding.writeVarUint(encoder, entry.clientId)
      encoding.writeVarUint(encoder, entry.clock)
      encoding.writeVarString(encoder, entry.json)
    }
  })
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.awareness)
    encoding.writeVarUint8Array(encoder, payload)
  })
}

/** A barrier on its way up, and its answer: the same bytes, or with a 1 behind when the server refused the updates before it. */
export function encodeBarrier(seq: number, options: { readonly refused?: boolean } = {}): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.barrier)
    encoding.writeVarUint(encoder, seq)
    if (options.refused) encoding.writeVarUint(encoder, BARRIER_REFUSED)
  })
}

/** How a room is, for clients that asked. */
export interface RoomStatus {
  /** Connections that may write, and those that may only read. */
  readonly writers: number
  readonly readers: number
  /** How large the note is, and from where on nothing can be added to it. */
  readonly bytes: number
  readonly maxBytes: number
  /** Whether edits are waiting because the server cannot write to its disk. */
  readonly cannotSave: boolean
}

export const encodeFollowStatus = (): Uint8Array =>
  encoding.encode((encoder) => encoding.writeVarUint(encoder, MESSAGE.status))

/** On its way up: tell me when comments change; on its way down: they have. */
export const encodeReview = (): Uint8Array =>
  encoding.encode((encoder) => encoding.writeVarUint(encoder, MESSAGE.review))

export function encodeStatus(status: RoomStatus): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.status)
    encoding.writeVarUint(encoder, status.writers)
    encoding.writeVarUint(encoder, status.readers)
    encoding.writeVarUint(encoder, status.bytes)
    encoding.writeVarUint(encoder, status.maxBytes)
    encoding.writeVarUint(encoder, status.cannotSave ? 1 : 0)
  })
}

/** Reads what follows the message's type. */
export function decodeStatus(decoder: decoding.Decoder): RoomStatus {
  return {
    writers: decoding.readVarUint(decoder),
    readers: decoding.readVarUint(decoder),
    bytes: decoding.readVarUint(decoder),
    maxBytes: decoding.readVarUint(decoder),
    cannotSave: decoding.readVarUint(decoder) === 1,
  }
}

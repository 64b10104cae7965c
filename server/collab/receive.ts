/**
 * What a frame means for the one who sent it: a pure decision, made before anything is kept. Implements RECV-1…7
 * (docs/SPEC.md).
 */
import { CLOSE, type CloseCode } from '../../shared/protocol/close-codes.ts'
import { decodeFrame, ProtocolError } from '../../shared/protocol/codec.ts'
import { MAX_FRAME_BYTES } from '../../shared/protocol/limits.ts'
import { readStateVector, type StateVector } from './known-items.ts'
import { readUpdate, type ReadUpdate } from '../lib/read-update.ts'

export type Received =
  | { readonly kind: 'send-state'; readonly stateVector: StateVector }
  /** `isAnswer`: step 2, which may hold much that is known already. */
  | {
      readonly kind: 'stage'
      readonly update: Uint8Array
      readonly read: ReadUpdate
      readonly isAnswer: boolean
    }
  /** An update that takes long to read: read it aside, and ask `receiveUpdate` then. */
  | { readonly kind: 'read-aside'; readonly update: Uint8Array; readonly isAnswer: boolean }
  | { readonly kind: 'presence'; readonly payload: Uint8Array }
  | { readonly kind: 'send-presence' }
  | { readonly kind: 'barrier'; readonly seq: number }
  | { readonly kind: 'refuse-barrier'; readonly seq: number }
  | { readonly kind: 'follow-status' }
  | { readonly kind: 'follow-review' }
  | { readonly kind: 'ignore' }
  | { readonly kind: 'close'; readonly close: CloseCode }

/** Reading this much takes about 10 ms; 8 MiB that were typed letter by letter take more than half a second. */
export const READ_ASIDE_BYTES = 128 * 1024

const IGNORE: Received = { kind: 'ignore' }
const BAD_FRAME: Received = { kind: 'close', close: CLOSE.badFrame }

/** Decides about one frame. Never throws: what does not decode ends the connection that sent it, and only that. */
export function receive(frame: Uint8Array, { mayWrite }: { readonly mayWrite: boolean }): Received {
  if (frame.byteLength > MAX_FRAME_BYTES) return { kind: 'close', close: CLOSE.tooLarge }
  try {
    const message = decodeFrame(frame)
    switch (message.kind) {
      case 'step1': {
        const stateVector = readStateVector(message.stateVector)
        return stateVector ? { kind: 'send-state', stateVector } : BAD_FRAME
      }
      case 'update': {
        const { update, isStep2: isAnswer } = message
        if (update.byteLength > READ_ASIDE_BYTES) return { kind: 'read-aside', update, isAnswer }
        return receiveUpdate({ update, isAnswer, read: readUpdate(update), mayWrite })
      }
      case 'presence':
        // Readers are counted, not listed.
        return mayWrite ? { kind: 'presence', payload: message.payload } : IGNORE
      case 'query-presence':
        return { kind: 'send-presence' }
      case 'barrier':
        return { kind: mayWrite ? 'barrier' : 'refuse-barrier', seq: message.seq }
      case 'follow-status':
        return { kind: 'follow-status' }
      case 'follow-review':
        return { kind: 'follow-review' }
      case 'unknown':
        return IGNORE
    }
  } catch (error) {
    if (error instanceof ProtocolError) return BAD_FRAME
    throw error
  }
}

/** Decides about an update; `read` is null when it does not decode. */
export function receiveUpdate(options: {
  readonly update: Uint8Array
  readonly isAnswer: boolean
  readonly read: ReadUpdate | null
  readonly mayWrite: boolean
}): Received {
  const { update, isAnswer, read, mayWrite } = options
  if (read === null) return BAD_FRAME
  if (read.clocks.length === 0 && read.deletes.size === 0) return IGNORE
  return mayWrite ? { kind: 'stage', update, read, isAnswer } : { kind: 'close', close: CLOSE.readOnly }
}

/**
 * What a frame means for the one who sent it: a pure decision, made before anything is kept. Implements RECV-1…6
 * (docs/SPEC.md).
 */
import * as Y from 'yjs'
import { CLOSE, type CloseCode } from '../../shared/protocol/close-codes.ts'
import { decodeFrame, ProtocolError } from '../../shared/protocol/codec.ts'
import { MAX_FRAME_BYTES } from '../../shared/protocol/limits.ts'
import type { ClockRange } from '../storage/note-log.ts'

export type Received =
  | { readonly kind: 'send-state'; readonly stateVector: Uint8Array }
  | { readonly kind: 'stage'; readonly update: Uint8Array; readonly clocks: readonly ClockRange[] }
  | { readonly kind: 'presence'; readonly payload: Uint8Array }
  | { readonly kind: 'send-presence' }
  | { readonly kind: 'barrier'; readonly seq: number }
  | { readonly kind: 'refuse-barrier'; readonly seq: number }
  | { readonly kind: 'ignore' }
  | { readonly kind: 'close'; readonly close: CloseCode }

const IGNORE: Received = { kind: 'ignore' }

/** Decides about one frame. Never throws: what does not decode ends the connection that sent it, and only that. */
export function receive(frame: Uint8Array, { mayWrite }: { readonly mayWrite: boolean }): Received {
  if (frame.byteLength > MAX_FRAME_BYTES) return { kind: 'close', close: CLOSE.tooLarge }
  try {
    const message = decodeFrame(frame)
    switch (message.kind) {
      case 'step1':
        return { kind: 'send-state', stateVector: message.stateVector }
      case 'update':
        return receiveUpdate(message.update, mayWrite)
      case 'presence':
        // Readers are counted, not listed.
        return mayWrite ? { kind: 'presence', payload: message.payload } : IGNORE
      case 'query-presence':
        return { kind: 'send-presence' }
      case 'barrier':
        return { kind: mayWrite ? 'barrier' : 'refuse-barrier', seq: message.seq }
      case 'unknown':
        return IGNORE
    }
  } catch (error) {
    if (error instanceof ProtocolError) return { kind: 'close', close: CLOSE.badFrame }
    throw error
  }
}

function receiveUpdate(update: Uint8Array, mayWrite: boolean): Received {
  const clocks = readClocks(update)
  if (clocks === null) return { kind: 'close', close: CLOSE.badFrame }
  if (clocks === 'empty') return IGNORE
  return mayWrite ? { kind: 'stage', update, clocks } : { kind: 'close', close: CLOSE.readOnly }
}

/**
 * What an update holds, or 'empty' when it holds nothing, or null when it does not decode. `Y.decodeUpdate` throws
 * without side effects; applying the same bytes to a document would integrate its intact part first.
 */
export function readClocks(update: Uint8Array): readonly ClockRange[] | 'empty' | null {
  let decoded: ReturnType<typeof Y.decodeUpdate>
  try {
    decoded = Y.decodeUpdate(update)
  } catch {
    return null
  }
  if (decoded.structs.length === 0 && decoded.ds.clients.size === 0) return 'empty'
  const ranges: [client: number, from: number, to: number][] = []
  for (const struct of decoded.structs) {
    if (struct instanceof Y.Skip) continue
    const { client, clock } = struct.id
    const last = ranges.at(-1)
    if (last && last[0] === client && last[2] === clock) last[2] = clock + struct.length
    else ranges.push([client, clock, clock + struct.length])
  }
  return ranges
}

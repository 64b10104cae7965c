/**
 * A note's connection where the network lets no WebSocket through: the same frames, down as server-sent events, up in
 * numbered requests. Grammar: docs/PROTOCOL.md.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { ProtocolError } from './codec.ts'

/** Where the events of a note are, below the address of its socket, and where frames are sent to. */
export const EVENTS_PATH = '/events'
export const FRAMES_PATH = '/frames'

/** The header of a request with frames that names its connection: the secret that the stream's first event gives. */
export const CONNECTION_HEADER = 'x-connection'
/** In the query of a request with frames: 1 for the first of a connection, then 2, 3 … */
export const NUMBER_PARAM = 'n'
/** In the query of the events: the way to the server takes many requests at once (HTTP/2). */
export const MULTIPLEXED_PARAM = 'multiplexed'
/** In the query of the events: how they are answered. In that of a request with frames: how they are from here on. */
export const ANSWER_PARAM = 'answer'

/**
 * How events are answered. `lasting`: by one answer that goes on; `waiting`: by one that ends as soon as it carries
 * something, for networks that hold answers back until they end; `immediate`: by one that ends at once, so that it takes
 * none of the few requests that a browser has at a time.
 */
export const ANSWERINGS = ['lasting', 'waiting', 'immediate'] as const
export type Answering = (typeof ANSWERINGS)[number]

/** Events without a name carry frames: each line of data is one, in base64. */
export const EVENT = {
  /** The first one; data: the connection's secret. */
  open: 'open',
  /** Data: a number. Answered with a request, which may be without frames. */
  ping: 'ping',
  /** The last one of an answer that ends while the connection goes on; data: ms after which to ask for the next. */
  again: 'again',
  /** The last one of all; data: JSON of a CloseCode. */
  close: 'close',
} as const

/** The body of a request: each frame behind its length. */
export function encodeFrames(frames: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder()
  for (const frame of frames) encoding.writeVarUint8Array(encoder, frame)
  return encoding.toUint8Array(encoder)
}

/** Throws ProtocolError when the body ends in the middle of a frame. */
export function decodeFrames(body: Uint8Array): readonly Uint8Array[] {
  const frames: Uint8Array[] = []
  try {
    const decoder = decoding.createDecoder(body)
    while (decoding.hasContent(decoder)) frames.push(decoding.readVarUint8Array(decoder))
  } catch (cause) {
    throw new ProtocolError('the body ends in the middle of a frame', { cause })
  }
  return frames
}

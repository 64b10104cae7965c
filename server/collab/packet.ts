/**
 * Frames that leave together and go to many peers as they are. Each transport encodes them once, for its first peer, and
 * keeps the result here, so that all its peers share one buffer.
 */
export class Packet {
  readonly frames: readonly Uint8Array[]
  /** All the frames as they go over a WebSocket. */
  wire: Uint8Array | null = null
  /** The same over HTTP. */
  event: Uint8Array | null = null

  constructor(...frames: readonly Uint8Array[]) {
    this.frames = frames
  }
}

/**
 * Frames that leave together and go to many peers as they are. The transport encodes them once, for the first peer, and
 * keeps the result in `wire`, so that all peers share one buffer.
 */
export class Packet {
  readonly frames: readonly Uint8Array[]
  /** The transport's own form of all the frames. */
  wire: Uint8Array | null = null

  constructor(...frames: readonly Uint8Array[]) {
    this.frames = frames
  }
}

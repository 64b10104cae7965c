/** Tells participants who asked how their room is: how many are here, how large the note is, whether it can be saved. */
import { encodeStatus, type RoomStatus } from '../../shared/protocol/codec.ts'
import { STATUS_TICK_MS } from '../../shared/protocol/limits.ts'
import type { Clock } from '../lib/clock.ts'
import { Packet } from './packet.ts'

export class RoomStatusNews {
  readonly #clock: Clock
  readonly #read: () => RoomStatus
  readonly #announce: (packet: Packet) => void
  #told: Packet | null = null
  #cancelTick: (() => void) | null = null

  constructor(options: {
    readonly clock: Clock
    readonly read: () => RoomStatus
    readonly announce: (packet: Packet) => void
  }) {
    this.#clock = options.clock
    this.#read = options.read
    this.#announce = options.announce
  }

  packet(): Packet {
    return new Packet(encodeStatus(this.#read()))
  }

  /** Called when something may have changed: told soon, together with what changes until then. */
  changed(): void {
    this.#cancelTick ??= this.#clock.after(STATUS_TICK_MS, () => this.changedMuch())
  }

  /** Called when something has changed that people must know at once. */
  changedMuch(): void {
    this.close()
    const packet = this.packet()
    if (this.#told && sameBytes(this.#told, packet)) return
    this.#told = packet
    this.#announce(packet)
  }

  close(): void {
    this.#cancelTick?.()
    this.#cancelTick = null
  }
}

function sameBytes(one: Packet, other: Packet): boolean {
  return Buffer.compare(one.frames[0] ?? Buffer.of(), other.frames[0] ?? Buffer.of()) === 0
}

import type { CloseCode } from '../../shared/protocol/close-codes.ts'
import type { ConnectionId } from '../../shared/domain/ids.ts'
import type { Packet } from './packet.ts'

/** A connected client as a room sees it. `server/realtime` makes one of each connection. */
export interface Peer {
  readonly id: ConnectionId
  /** Sends a packet's frames; packets arrive in order. After `close`, nothing happens. */
  send(packet: Packet): void
  close(close: CloseCode): void
  /** Bytes handed over that the network has not taken yet. */
  bufferedBytes(): number
}

/** Who is behind a peer and what they may do here; fixed for the life of the connection. */
export interface Member {
  readonly peer: Peer
  readonly mayWrite: boolean
  /** Whether it takes compressed updates. */
  readonly inflates: boolean
  /** See `StagedUpdate.actor`. */
  readonly actor: string | null
  readonly name: string
  readonly color: string
}

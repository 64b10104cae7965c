/** What the scenarios need of a server, whatever it is. */
import type { Address } from '../load/raw-socket.ts'
import type { Dialect } from '../load/wire.ts'
import type { ServerProcess } from './server-process.ts'

export const SERVER_NAMES = ['ours', 'hocuspocus', 'y-websocket'] as const
export type ServerName = (typeof SERVER_NAMES)[number]

export interface ServerSetting {
  /** Where the server may keep its data and this program its notes. */
  readonly workDir: string
  /** The core that the server is bound to; null: not bound. */
  readonly core: number | null
  /** Where the server writes CPU profiles when it stops; null: it does not. */
  readonly profileDir: string | null
}

export interface BenchServer {
  readonly name: ServerName
  readonly dialect: Dialect
  /** Confirms on request that edits are on disk. */
  readonly hasBarriers: boolean
  /** The process that runs now. */
  readonly process: ServerProcess
  /** From the start of the process until it takes connections, at the last start. */
  readonly readyMs: number
  /** Starts it on the data that is there. */
  start(): Promise<void>
  /** Makes documents to write into, and returns their names. */
  createRooms(count: number): Promise<readonly string[]>
  address(room: string, access: 'write' | 'read'): Address
  /** The page with a document's editor, and what makes the browser somebody who may write; absent: it has none. */
  editorPage?(room: string): {
    readonly url: string
    readonly cookie: { readonly name: string; readonly value: string }
  }
}

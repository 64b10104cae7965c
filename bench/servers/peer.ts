/** The servers that are compared with, on their defaults. Documents need not be made: naming one is enough. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Address } from '../load/raw-socket.ts'
import type { Dialect } from '../load/wire.ts'
import type { BenchServer, ServerName, ServerSetting } from './bench-server.ts'
import { acceptsConnections, findFreePort } from './free-port.ts'
import { ServerProcess, type ServerCommand } from './server-process.ts'

/** Seen from `dist/bench/servers`. */
const PEERS_DIR = join(import.meta.dirname, '../../../bench/peers')

export class Peer implements BenchServer {
  readonly name: ServerName
  readonly dialect: Dialect
  readonly hasBarriers = false
  readyMs = Number.NaN
  readonly #setting: ServerSetting
  readonly #command: (port: number) => ServerCommand
  #process: ServerProcess | null = null
  #port = 0

  private constructor(
    name: ServerName,
    dialect: Dialect,
    setting: ServerSetting,
    command: (port: number) => ServerCommand,
  ) {
    this.name = name
    this.dialect = dialect
    this.#setting = setting
    this.#command = command
  }

  static hocuspocus(setting: ServerSetting): Peer {
    const database = join(setting.workDir, 'hocuspocus.sqlite')
    return new Peer('hocuspocus', 'hocuspocus', setting, (port) => ({
      args: [join(PEERS_DIR, 'hocuspocus.js'), String(port), database],
    }))
  }

  static yWebsocket(setting: ServerSetting): Peer {
    const data = join(setting.workDir, 'leveldb')
    mkdirSync(data, { recursive: true })
    return new Peer('y-websocket', 'yjs', setting, (port) => ({
      args: [join(PEERS_DIR, 'node_modules/@y/websocket-server/src/server.js')],
      env: { HOST: '127.0.0.1', PORT: String(port), YPERSISTENCE: data },
    }))
  }

  get process(): ServerProcess {
    if (!this.#process) throw new Error('the server was not started')
    return this.#process
  }

  async start(): Promise<void> {
    this.#port = await findFreePort()
    const began = performance.now()
    this.#process = new ServerProcess(this.#command(this.#port), this.#setting)
    await this.#process.started(() => acceptsConnections(this.#port))
    this.readyMs = performance.now() - began
  }

  createRooms(count: number): Promise<readonly string[]> {
    return Promise.resolve(Array.from({ length: count }, (_, i) => `note-${i}`))
  }

  address(room: string): Address {
    return { port: this.#port, path: `/${room}`, headers: {} }
  }
}

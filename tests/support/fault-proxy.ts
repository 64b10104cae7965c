/**
 * A TCP proxy between clients and a server that does to connections what networks do: it delays, throttles, cuts in the
 * middle of a frame, goes silent without closing, and refuses. What happens to whom follows from the caller's seed.
 */
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

export type Direction = 'up' | 'down'

/** How often a throttled direction passes a piece. */
const THROTTLE_TICK_MS = 50

/** One direction of a connection. */
class Pipe {
  delayMs = 0
  /** Null: as fast as it goes. */
  bytesPerSecond: number | null = null
  /** Bytes that still pass before the connection is cut; null: no cut. */
  cutAfterBytes: number | null = null
  #silent = false
  #wake = () => {}

  /** Stops passing anything on while both ends stay open, or goes on. */
  set silent(silent: boolean) {
    this.#silent = silent
    this.#wake()
  }

  get silent(): boolean {
    return this.#silent
  }

  /** Ends when the source does; reading waits for writing, so that a throttled receiver slows its sender down. */
  async run(source: Socket, target: Socket, cut: () => void): Promise<void> {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      if (this.delayMs > 0) await pass(this.delayMs)
      for (let at = 0; at < chunk.length;) {
        while (this.#silent) await new Promise<void>((wake) => (this.#wake = wake))
        let piece = chunk.subarray(at)
        if (this.bytesPerSecond !== null) {
          await pass(THROTTLE_TICK_MS)
          // The throttle may be gone by now.
          const perTick = ((this.bytesPerSecond ?? Infinity) * THROTTLE_TICK_MS) / 1_000
          piece = piece.subarray(0, Math.max(1, perTick))
        }
        if (this.cutAfterBytes !== null) {
          piece = piece.subarray(0, this.cutAfterBytes)
          this.cutAfterBytes -= piece.length
        }
        at += piece.length
        const flowing = piece.length === 0 || target.write(piece)
        if (this.cutAfterBytes === 0) return cut()
        if (!flowing) await once(target, 'drain')
      }
    }
    target.end()
  }
}

/** One client's connection through the proxy. */
export class Link {
  readonly up = new Pipe()
  readonly down = new Pipe()
  readonly #client: Socket
  readonly #server: Socket
  readonly closed: Promise<unknown>

  constructor(client: Socket, server: Socket) {
    this.#client = client
    this.#server = server
    for (const socket of [client, server]) socket.setNoDelay(true).on('error', () => {})
    const cut = () => this.drop()
    // A direction that breaks takes the other along, as a lost connection does.
    const ends = [this.up.run(client, server, cut), this.down.run(server, client, cut)].map((end) =>
      end.catch(cut),
    )
    this.closed = Promise.all([...ends, closeOf(client), closeOf(server)])
  }

  /** Cuts the connection without a word. */
  drop(): void {
    this.#client.destroy()
    this.#server.destroy()
    this.fall({ silent: false })
  }

  /** Sets the same for the given directions. */
  fall(
    fault: Partial<Pick<Pipe, 'delayMs' | 'bytesPerSecond' | 'cutAfterBytes' | 'silent'>>,
    directions: readonly Direction[] = ['up', 'down'],
  ): void {
    for (const direction of directions) Object.assign(this[direction], fault)
  }
}

export class FaultProxy {
  readonly links = new Set<Link>()
  /** Called with each new connection, to give it its faults. */
  onLink: (link: Link) => void = () => {}
  /** New connections are cut at once. */
  refuses = false
  /** Where clients connect to, e.g. `http://127.0.0.1:12345`. */
  readonly url: string
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  /** `target` is the server's address; it may be away for a while. */
  static async start(target: string): Promise<FaultProxy> {
    const { hostname, port } = new URL(target)
    const server = createServer((client) => proxy.#accept(client, hostname, Number(port)))
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const proxy: FaultProxy = new FaultProxy(server)
    return proxy
  }

  /** No more faults; connections that went silent are cut, as they are when somebody changes networks. */
  heal(): void {
    this.refuses = false
    this.onLink = () => {}
    for (const link of this.links) {
      if (link.up.silent || link.down.silent) link.drop()
      else link.fall({ delayMs: 0, bytesPerSecond: null, cutAfterBytes: null })
    }
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    for (const link of this.links) link.drop()
    await closed
  }

  #accept(client: Socket, host: string, port: number): void {
    if (this.refuses) return void client.on('error', () => {}).destroy()
    const link = new Link(client, connect({ host, port }))
    this.links.add(link)
    void link.closed.then(() => this.links.delete(link))
    this.onLink(link)
  }
}

/** Not `once`, which rejects when the connection breaks, as it is meant to here. */
const closeOf = (socket: Socket): Promise<void> =>
  new Promise((resolve) => void socket.once('close', () => resolve()))

const pass = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

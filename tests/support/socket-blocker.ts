/**
 * A proxy that passes HTTP on and lets no WebSocket through, as the networks of some companies and halls do. It may also
 * hold answers back, as some of these do.
 */
import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { holdBack, type Holding } from './hold-back.ts'

export class SocketBlocker {
  /** What happens to WebSockets: refused at once, swallowed without an answer, or let through. */
  sockets: 'refused' | 'swallowed' | 'passed' = 'refused'
  /** How answers that are asked for from now on are held back; null: not at all. */
  holding: Holding | null = null
  /** WebSockets that were tried. */
  attempts = 0
  /** Paths of the requests that were passed on. */
  readonly requested: string[] = []
  readonly url: string
  readonly #server: Server
  readonly #open: string[] = []
  readonly #connections = new Set<Duplex>()

  private constructor(server: Server) {
    this.#server = server
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  /** `headers` are added to what is passed on: credentials of one who cannot send any. */
  static async start(
    target: string,
    { headers = {} }: { readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<SocketBlocker> {
    const { hostname, port } = new URL(target)
    const server = createServer((request, response) => {
      blocker.requested.push(request.url ?? '')
      const onwards = httpRequest(
        {
          host: hostname,
          port,
          method: request.method,
          path: request.url,
          headers: { ...request.headers, ...headers },
        },
        (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers)
          if (blocker.holding) answer.pipe(holdBack(blocker.holding)).pipe(response)
          else answer.pipe(response)
          answer.on('error', () => response.destroy())
        },
      )
      onwards.on('error', () => response.destroy())
      request.pipe(onwards)
      const path = request.url ?? ''
      blocker.#open.push(path)
      response.on('close', () => {
        blocker.#open.splice(blocker.#open.indexOf(path), 1)
        onwards.destroy()
      })
    })
    server.on('connection', (socket: Socket) => blocker.#remember(socket))
    server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
      blocker.attempts++
      socket.on('error', () => {})
      if (blocker.sockets === 'swallowed') return
      if (blocker.sockets === 'refused') {
        socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
        return
      }
      const onwards = connect(Number(port), hostname)
      blocker.#remember(onwards)
      onwards.on('error', () => socket.destroy())
      const lines = Object.entries({ ...request.headers, ...headers }).map(
        ([name, value]) => `${name}: ${String(value)}`,
      )
      onwards.write(`GET ${request.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
      socket.pipe(onwards).pipe(socket)
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const blocker: SocketBlocker = new SocketBlocker(server)
    return blocker
  }

  /** Requests whose answers have not ended, whose paths say this. */
  countOpen(words: string): number {
    return this.#open.filter((path) => path.includes(words)).length
  }

  /** Cuts everything that is on its way. */
  cut(): void {
    for (const socket of this.#connections) socket.destroy()
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.cut()
    await closed
  }

  #remember(socket: Duplex): void {
    this.#connections.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => this.#connections.delete(socket))
  }
}

/**
 * A front that speaks HTTP/2 (and HTTP/1.1) over TLS and passes requests on over HTTP/1.1, as reverse proxies do. WebSockets
 * are refused. Its certificate is signed by nobody: it is for tests alone.
 */
import { createSecureServer, type Http2SecureServer } from 'node:http2'
import { request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'

/** They belong to a connection of HTTP/1.1, and HTTP/2 does not take them. */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'proxy-connection',
])

export class Http2Front {
  /** By version, such as `2.0`: paths of the requests that were passed on. */
  readonly requested: { readonly version: string; readonly path: string }[] = []
  readonly url: string
  readonly #server: Http2SecureServer
  readonly #sockets = new Set<Duplex>()

  private constructor(server: Http2SecureServer) {
    this.#server = server
    this.url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  static async start(target: string): Promise<Http2Front> {
    const { hostname, port } = new URL(target)
    const server = createSecureServer({ key: KEY, cert: CERT, allowHTTP1: true })
    server.on('request', (request, response) => {
      front.requested.push({ version: request.httpVersion, path: request.url })
      const named = Object.entries(request.headers).filter(([name]) => !name.startsWith(':'))
      const onwards = httpRequest(
        {
          host: hostname,
          port,
          method: request.method,
          path: request.url,
          headers: { ...Object.fromEntries(named), host: request.authority || request.headers.host },
        },
        (answer) => {
          const kept = Object.entries(answer.headers).filter(([name]) => !HOP_BY_HOP.has(name))
          response.writeHead(answer.statusCode ?? 502, Object.fromEntries(kept))
          answer.on('data', (piece: Buffer) => void response.write(piece))
          answer.on('end', () => response.end())
          answer.on('error', () => response.stream?.destroy())
        },
      )
      onwards.on('error', () => response.stream?.destroy())
      request.on('data', (piece: Buffer) => void onwards.write(piece))
      request.on('end', () => onwards.end())
      response.on('close', () => onwards.destroy())
    })
    server.on('upgrade', (_request, socket: Duplex) => void socket.destroy())
    server.on('secureConnection', (socket) => {
      front.#sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => front.#sockets.delete(socket))
    })
    server.on('sessionError', () => {})
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const front: Http2Front = new Http2Front(server)
    return front
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }
}

/** Worth nothing: it is nobody's but these tests'. */
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgA6MzeZcbwoFePM07
jaX3h64yDkrnrZBvaeYRmHC7CoShRANCAAQ4CDRYS2wUOFRqE22S0NR0dLK+KOfO
IBadfhUH25iBJNH/x/3SyIjSf7UcGk7hKd1WbDg2hwDn7y2KXLthvUq4
-----END PRIVATE KEY-----`

const CERT = `-----BEGIN CERTIFICATE-----
MIIBmjCCAUGgAwIBAgIUD8A1FL9ilTx2vN//dE8Mt61NwzkwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyOTA1NTMyMloYDzIxMjYxMTA1
MDU1MzIyWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQ4CDRYS2wUOFRqE22S0NR0dLK+KOfOIBadfhUH25iBJNH/x/3SyIjS
f7UcGk7hKd1WbDg2hwDn7y2KXLthvUq4o28wbTAdBgNVHQ4EFgQUGgS50BXDi0jW
W7IUtCy/w8qKZmowHwYDVR0jBBgwFoAUGgS50BXDi0jWW7IUtCy/w8qKZmowDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDRwAwRAIgb2jPiU6XgvmBna0xo0DOXGli2kwjHksAglWiSI+dW70CIG+f
EXtLMX3sfxa3xEeGULrgPCEr1NimhRVrPeuV/Lcu
-----END CERTIFICATE-----`

/**
 * Joins connections to rooms: checks the upgrade, asks the judge, and asks again when rights may have changed. Implements
 * GATE-1…14 (docs/SPEC.md). Those who come over HTTP (http-door.ts) go through the same door.
 *
 * Browsers cannot see the HTTP status of a refused upgrade, so whoever may not join is let in and closed at once with
 * the code that says why; only requests that no honest client sends (foreign origin, wrong path) are refused as HTTP.
 */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import pLimit from 'p-limit'
import { WebSocketServer } from 'ws'
import { CLOSE, closeNameOf, comeBackIn, type CloseCode } from '../../shared/protocol/close-codes.ts'
import { MAX_FRAME_BYTES, MAX_JOIN_BURST, MAX_JOINS_PER_SECOND } from '../../shared/protocol/limits.ts'
import { COLLAB_PATH, DEFLATE_PARAM } from '../../shared/protocol/messages.ts'
import { OLDEST_CLIENT_SCHEMA } from '../../shared/schema/version.ts'
import { colorOf } from '../../shared/domain/palette.ts'
import type { Member } from '../collab/peer.ts'
import type { OpenRooms } from '../collab/open-rooms.ts'
import type { Room } from '../collab/room.ts'
import type { Context } from '../context.ts'
import { TokenBucket } from '../lib/token-bucket.ts'
import type { Metrics, Transport } from '../metrics.ts'
import { Connection, type Wire } from './connection.ts'
import { judge, type Credentials, type Judgement } from '../auth/judge.ts'
import { Participants, type Seat } from '../auth/participants.ts'
import { SocketWire } from './socket-wire.ts'

/** How often connections are looked at whose rights have an end. */
const EXPIRY_CHECK_MS = 5_000
/** Above the limit that has a close code of ours, so that a client learns why; ws itself cuts what is even larger. */
const WS_MAX_PAYLOAD_BYTES = 2 * MAX_FRAME_BYTES

/**
 * Connections that are let in at once. When a whole hall comes back, those who type on must get their turn in between.
 */
const ENTERING_AT_ONCE = 4

const ignoreError = (): void => {}

/** What somebody who wants to join says. */
export interface Visit {
  readonly credentials: Credentials
  readonly noteId: string
  /** The query of the address. */
  readonly params: URLSearchParams
}

type Admission =
  | { readonly close: CloseCode }
  | {
      readonly judgement: Live['judgement']
      readonly room: Room
      readonly inflates: boolean
      /** Of `#accessChanges`, when the judge was asked. */
      readonly accessChanges: number
    }

interface Live {
  readonly connection: Connection
  readonly transport: Transport
  readonly credentials: Credentials
  judgement: Extract<Judgement, { kind: 'admitted' }>
}

/** When the server stops, clients come back spread over this time for each connection, within bounds. */
const RETURN_SPREAD_MS = 5
const MIN_RETURN_MS = 1_000
const MAX_RETURN_MS = 10_000

type Deps = Pick<Context, 'db' | 'clock' | 'log' | 'bus' | 'publicUrl'> & {
  readonly rooms: OpenRooms
  readonly metrics: Pick<Metrics, 'closed'>
}

export class Gateway {
  readonly #deps: Deps
  readonly #server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: WS_MAX_PAYLOAD_BYTES,
    clientTracking: false,
  })
  readonly #live = new Set<Live>()
  readonly #begin: (room: Room) => Promise<void>
  readonly #joins: TokenBucket
  /** Counts connections of reading pages too. */
  readonly participants = new Participants()
  readonly #entrance = pLimit(ENTERING_AT_ONCE)
  readonly #stop: (() => void)[]
  /** Counts access changes, to notice those that happen while somebody is on the way in. */
  #accessChanges = 0
  #isClosed = false

  /**
   * `begin` is called with a note that nothing was written to before the first who may write joins it; `joinBurst`:
   * connections that may come at once.
   */
  constructor(
    deps: Deps,
    {
      begin = async () => {},
      joinBurst = MAX_JOIN_BURST,
    }: { readonly begin?: (room: Room) => Promise<void>; readonly joinBurst?: number } = {},
  ) {
    this.#deps = deps
    this.#begin = begin
    const now = deps.clock.now()
    this.#joins = new TokenBucket({ perSecond: MAX_JOINS_PER_SECOND, burst: joinBurst, now })
    this.#stop = [
      deps.bus.subscribe((message) => {
        if (message.kind === 'review-changed') return deps.rooms.announceReview(message.noteId)
        this.#accessChanges++
        if (message.kind === 'removed') return this.#remove(message.actor)
        const { eventId } = message
        for (const live of this.#live) if (live.judgement.eventId === eventId) void this.#judgeAgain(live)
      }),
      deps.clock.every(EXPIRY_CHECK_MS, () => {
        const now = deps.clock.now()
        this.participants.sweep(now)
        for (const live of this.#live) {
          const { until } = live.judgement
          if (until !== null && until <= now) void this.#judgeAgain(live)
        }
      }),
    ]
  }

  /** Connections that have joined a room, by what they run over. */
  get connections(): Readonly<Record<Transport, number>> {
    const counts = { websocket: 0, http: 0 }
    for (const { transport } of this.#live) counts[transport]++
    return counts
  }

  /** The HTTP server's `upgrade` listener. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    // Until ws takes over, an error on the socket would have no listener and end the process.
    socket.on('error', ignoreError)
    return this.#entrance(() => this.#letIn(request, socket, head))
  }

  /**
   * Lets somebody in who has another wire than a WebSocket: judged, limited and told why not as all others. `makeWire` gets
   * the visitor's seat; null: they are told why there is none.
   */
  welcome(visit: Visit, makeWire: (seat: Seat | null) => Wire): Promise<void> {
    return this.#entrance(async () =>
      this.#enter(visit, await this.#admit(visit), { transport: 'http', makeWire }),
    )
  }

  async #letIn(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    if (socket.destroyed) return
    try {
      const { pathname, searchParams: params } = new URL(request.url ?? '/', 'http://server')
      if (!pathname.startsWith(COLLAB_PATH)) return refuse(socket, '404 Not Found')
      if (!this.#isOwnOrigin(request)) return refuse(socket, '403 Forbidden')
      const { cookie, authorization } = request.headers
      const noteId = pathname.slice(COLLAB_PATH.length)
      const visit = { credentials: { cookie, authorization }, noteId, params }
      const admission = await this.#admit(visit)
      if (socket.destroyed) return
      this.#server.handleUpgrade(request, socket, head, (webSocket) => {
        socket.off('error', ignoreError)
        const makeWire = () => new SocketWire({ socket: webSocket, stream: socket })
        this.#enter(visit, admission, { transport: 'websocket', makeWire })
      })
    } catch (error) {
      this.#deps.log.error({ err: error }, 'upgrade failed')
      refuse(socket, '500 Internal Server Error')
    }
  }

  /** Tells everybody when to come back, each at a time of their own, so that the next start is not overrun. */
  close(): void {
    this.#isClosed = true
    for (const stop of this.#stop) stop()
    const spread = Math.min(MAX_RETURN_MS, Math.max(MIN_RETURN_MS, this.#live.size * RETURN_SPREAD_MS))
    for (const { connection } of this.#live)
      connection.close(comeBackIn(CLOSE.restarting, spread * Math.random()))
    this.#server.close()
  }

  async #admit({ credentials, noteId, params }: Visit): Promise<Admission> {
    if (this.#isClosed) return { close: CLOSE.restarting }
    if (!this.#joins.has(1, this.#deps.clock.now())) return { close: CLOSE.busy }
    const schema = params.get('schema')
    if (schema !== null && !(Number(schema) >= OLDEST_CLIENT_SCHEMA)) return { close: CLOSE.schemaTooOld }
    const accessChanges = this.#accessChanges
    try {
      const judgement = await judge(this.#deps, credentials, noteId)
      if (judgement.kind === 'refused') return { close: judgement.close }
      const now = this.#deps.clock.now()
      // Only those who may come use up what all share: nobody keeps others out by knocking.
      const refusal = this.participants.come(judgement, now)
      if (refusal) return { close: refusal }
      if (!this.#joins.take(1, now)) return { close: CLOSE.busy }
      const room = await this.#deps.rooms.open(judgement.noteId)
      if (room.seq === 0 && judgement.mayWrite) await this.#begin(room)
      return { judgement, room, inflates: params.has(DEFLATE_PARAM), accessChanges }
    } catch (error) {
      // A note that cannot be loaded is never an empty note.
      this.#deps.log.error({ err: error, noteId }, 'note could not be opened')
      return { close: CLOSE.unavailable }
    }
  }

  #enter(
    { credentials }: Visit,
    admission: Admission,
    {
      transport,
      makeWire,
    }: { readonly transport: Transport; readonly makeWire: (seat: Seat | null) => Wire },
  ): void {
    if ('close' in admission) return this.#refuse(makeWire(null), admission.close)
    const entry = this.participants.enter(admission.judgement, this.#deps.clock.now())
    if ('close' in entry) return this.#refuse(makeWire(null), entry.close)
    const { seat } = entry
    const live = this.#join({ wire: makeWire(seat), transport, credentials, seat, ...admission })
    if (admission.accessChanges !== this.#accessChanges) void this.#judgeAgain(live)
  }

  #refuse(wire: Wire, close: CloseCode): void {
    this.#countClose(close)
    wire.close(close)
  }

  #join(options: {
    readonly wire: Wire
    readonly transport: Transport
    readonly seat: Seat
    readonly credentials: Credentials
    readonly inflates: boolean
    readonly judgement: Live['judgement']
    readonly room: Room
  }): Live {
    const { wire, transport, seat, credentials, inflates, judgement, room } = options
    const { principal, mayWrite } = judgement
    // A note whose log holds what cannot be merged must not take the process and all other notes along.
    const guard = (act: () => void) => {
      try {
        act()
      } catch (error) {
        this.#deps.log.error({ err: error, noteId: judgement.noteId }, 'a note could not be served')
        connection.close(CLOSE.unavailable)
      }
    }
    const connection: Connection = new Connection({
      wire,
      clock: this.#deps.clock,
      allowance: seat,
      onFrame: (frame) => guard(() => room.receive(member, frame)),
      onClose: (close) => {
        this.#live.delete(live)
        seat.leave(this.#deps.clock.now())
        this.#countClose(close)
        room.leave(member)
      },
    })
    const member: Member = {
      peer: connection,
      mayWrite,
      inflates,
      actor: principal.actor,
      name: principal.name ?? 'Guest',
      color: principal.color || colorOf(connection.id),
    }
    const live: Live = { connection, transport, credentials, judgement }
    this.#live.add(live)
    guard(() => room.join(member))
    return live
  }

  #countClose(close: CloseCode | null): void {
    const name = close && closeNameOf(close.code)
    if (name) this.#deps.metrics.closed(name)
  }

  /** Ends all connections of somebody; who is on the way in is judged again there. */
  #remove(actor: string): void {
    for (const { connection, judgement } of this.#live)
      if (judgement.principal.actor === actor) connection.close(CLOSE.removed)
  }

  /** Ends a connection whose right has gone or changed; it comes back through the same door as everybody. */
  async #judgeAgain(live: Live): Promise<void> {
    try {
      const judgement = await judge(this.#deps, live.credentials, live.judgement.noteId)
      if (judgement.kind === 'refused') live.connection.close(judgement.close)
      else if (hasChanged(live.judgement, judgement)) live.connection.close(CLOSE.roleChanged)
      else live.judgement = judgement
    } catch (error) {
      // Rights that cannot be checked are no rights.
      this.#deps.log.error({ err: error }, 'rights could not be checked again')
      live.connection.close(CLOSE.unavailable)
    }
  }

  /** Browsers send an Origin with every upgrade, and a page cannot forge it; other clients send none. */
  #isOwnOrigin({ headers }: IncomingMessage): boolean {
    const { origin, host } = headers
    if (origin === undefined) return true
    return origin === this.#deps.publicUrl() || (URL.canParse(origin) && new URL(origin).host === host)
  }
}

/** Whether a connection has to be made anew: a member's rights and name are fixed for its life. */
function hasChanged(before: Live['judgement'], now: Live['judgement']): boolean {
  return before.mayWrite !== now.mayWrite || before.principal.name !== now.principal.name
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

/**
 * The line of one open note: the y-websocket client with what it lacks. It says when both sides have sent what the
 * other had missed, carries barriers, and waits between attempts with jitter (the client itself would come back at
 * fixed times). It decides nothing about the text or its safety.
 */
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { WebsocketProvider } from 'y-websocket'
import { CLOSE, closeNameOf, returnDelayOf } from '../../shared/protocol/close-codes.ts'
import {
  decodeStatus,
  encodeFollowStatus,
  encodeReview,
  type RoomStatus,
} from '../../shared/protocol/codec.ts'
import { BARRIER_REFUSED, DEFLATE_PARAM, MESSAGE, SYNC } from '../../shared/protocol/messages.ts'
import { SCHEMA_VERSION } from '../../shared/schema/version.ts'
import { canInflate, inflate } from './inflate.ts'
import type { NoteAwareness } from './note-awareness.ts'
import { reachServer } from './reach-server.ts'
import { reconnectDelay } from './reconnect-delay.ts'
import { refusalByCode, type RefusalName } from './refusal.ts'
import { RemoteUpdates } from './remote-updates.ts'
import type { Crowding } from './sync-notice.ts'
import { Ways, type Way } from './ways.ts'

/** A connection that held this long was a good one: the next loss starts with a short wait again. */
const GOOD_CONNECTION_MS = 5_000
/** An attempt that takes longer than this is given up: it may have begun before the device slept. */
const CONNECT_LIMIT_MS = 10_000
/** The same where no WebSocket has opened yet and perhaps none can: some networks swallow them without a word. */
const FIRST_CONNECT_LIMIT_MS = 5_000
/** How soon the server has to answer when the line may have died unnoticed. */
const PROBE_LIMIT_MS = 3_000

export interface NoteConnectionOptions {
  /** Such as `wss://host/collab`; the note's id is added. */
  readonly serverUrl: string
  readonly noteId: string
  readonly doc: Y.Doc
  readonly awareness: NoteAwareness
  readonly webSocket?: typeof WebSocket
  /** What is known of the network, for all notes of a page. */
  readonly ways?: Ways
  /** Both sides have what the other had; called once for each connection. */
  readonly onSynced: () => void
  readonly onLost: () => void
  /** The server will not have us back; there are no further attempts. */
  readonly onRefused: (refusal: RefusalName) => void
  /** The server wants to judge again what we may do. */
  readonly onRoleChanged: () => void
  readonly onBarrierAnswer: (seq: number, isRefused: boolean) => void
  readonly onStatus: (status: RoomStatus) => void
  /** Comments on the note have changed; only after {@link NoteConnection.followReview}. */
  readonly onReview: () => void
}

export class NoteConnection {
  readonly #options: NoteConnectionOptions
  readonly #provider: WebsocketProvider
  readonly #updates: RemoteUpdates
  /** What the note begins with, on its way out of its compressed form; what ends the server's answer waits for it. */
  #inflating: Promise<void> | null = null
  readonly #ways: Ways
  readonly #webSocket: WebsocketProvider['_WS']
  /** Of the attempt or connection that there is, or was last. */
  #way: Way = 'socket'
  #hasOpened = false
  #isOtherWayNext = false
  #crowding: Crowding | null = null
  /** Stands for an attempt that is not made yet, since something has to be found out or loaded before. */
  #preparing: symbol | null = null
  #isSynced = false
  #syncedAt = 0
  /** Since the last good connection. */
  #attempts = 0
  #retryTimer: ReturnType<typeof setTimeout> | undefined
  #connectTimer: ReturnType<typeof setTimeout> | undefined
  #probeTimer: ReturnType<typeof setTimeout> | undefined
  #isProbeAnswered = false
  #followsReview = false
  #isDisposed = false

  constructor(options: NoteConnectionOptions) {
    this.#options = options
    this.#ways = options.ways ?? new Ways()
    this.#updates = new RemoteUpdates(options.doc, () => this.origin)
    this.#provider = new WebsocketProvider(options.serverUrl, options.noteId, options.doc, {
      connect: false,
      awareness: options.awareness,
      params: { schema: String(SCHEMA_VERSION), ...(canInflate ? { [DEFLATE_PARAM]: '1' } : {}) },
      // Tabs would exchange changes behind the server's back, past roles and barriers.
      disableBc: true,
      // Every end of a connection is ours to judge, see #closed; its own timer then has nothing to do.
      shouldReconnect: () => false,
      maxBackoffTime: 0,
      ...(options.webSocket ? { WebSocketPolyfill: options.webSocket } : {}),
    })
    this.#webSocket = this.#provider._WS
    this.#listen()
  }

  /** What updates that came over this line carry as their origin. */
  get origin(): unknown {
    return this.#provider
  }

  /** When the server was last heard (ms since the epoch). */
  get lastHeardAt(): number {
    return this.#provider.wsLastMessageReceived
  }

  /** Whether the network lets no WebSocket through, so that the line is one over HTTP. */
  get isOverHttp(): boolean {
    return this.#way === 'http'
  }

  /** Of what there was too much, when the last attempt was sent away for it. */
  get crowding(): Crowding | null {
    return this.#crowding
  }

  /** Connects at once, unless that is done or under way. */
  connect(): void {
    clearTimeout(this.#retryTimer)
    if (this.#isDisposed || this.#provider.ws || this.#preparing) return
    if (this.#ways.isInDoubt) return void this.#prepare(null)
    const way = this.#ways.choose(Date.now())
    if (way === 'http') void this.#prepare(way)
    else this.#attempt(way, this.#webSocket)
  }

  /** Gives up a connection that seems dead and tries a new one. */
  reconnect(): void {
    this.#preparing = null
    this.#provider.disconnect()
    this.connect()
  }

  /** Makes sure, within seconds, that the line is there: for when it may have died unnoticed. */
  probe(): void {
    const { wsconnected, wsconnecting } = this.#provider
    if (!wsconnected) return wsconnecting ? undefined : this.connect()
    if (this.#probeTimer !== undefined) return
    const askedAt = Date.now()
    const heardAt = this.lastHeardAt
    this.#isProbeAnswered = false
    this.#probeTimer = setTimeout(() => {
      this.#probeTimer = undefined
      if (this.#isProbeAnswered || this.lastHeardAt > heardAt) return
      // Who slept while waiting has to ask again: the answer may be there, unread.
      if (Date.now() - askedAt > 2 * PROBE_LIMIT_MS) this.probe()
      else this.reconnect()
    }, PROBE_LIMIT_MS)
    // The server answers at once, as nothing else that may be asked at any time.
    this.send(encodeFollowStatus())
  }

  /** Ends the line for good, but keeps the object usable. */
  stop(): void {
    this.#clearTimers()
    this.#preparing = null
    this.#provider.disconnect()
  }

  /** Holds back what others change, or lets it through; what is sent from here goes on. */
  hold(isHeld: boolean): void {
    this.#updates.hold(isHeld)
  }

  /** From here on, and after every reconnect, the server is asked to tell of new comments. */
  followReview(): void {
    if (this.#followsReview) return
    this.#followsReview = true
    this.send(encodeReview())
  }

  send(frame: Uint8Array): void {
    const { ws, wsconnected } = this.#provider
    if (ws && wsconnected) ws.send(frame as Uint8Array<ArrayBuffer>)
  }

  dispose(): void {
    this.#isDisposed = true
    this.#preparing = null
    this.#clearTimers()
    this.#updates.dispose()
    this.#provider.destroy()
    this.#clearTimers()
  }

  /** Finds out which way to go, if that is not decided, and loads what it needs; then makes the attempt. */
  async #prepare(decided: Way | null): Promise<void> {
    const preparing = (this.#preparing = Symbol('attempt'))
    if (!decided && (await reachServer(this.#options.serverUrl))) this.#ways.answered()
    if (this.#preparing !== preparing) return
    const way = decided ?? this.#ways.choose(Date.now())
    const socket = way === 'http' ? await loadHttpSocket(this.#ways.streams) : this.#webSocket
    if (this.#preparing !== preparing) return
    this.#preparing = null
    if (socket) return this.#attempt(way, socket)
    this.#ways.failed(way, Date.now())
    this.#retryAfter(reconnectDelay(this.#attempts))
  }

  #attempt(way: Way, socket: WebsocketProvider['_WS']): void {
    this.#way = way
    this.#hasOpened = false
    this.#provider._WS = socket
    this.#provider.connect()
  }

  #opened(): void {
    this.#hasOpened = true
    this.#crowding = null
    this.#ways.opened(this.#way)
  }

  #listen(): void {
    const provider = this.#provider
    const readSync = provider.messageHandlers[MESSAGE.sync]
    if (!readSync) throw new Error('expected y-websocket to handle sync messages')
    provider.messageHandlers[MESSAGE.sync] = (encoder, decoder, ...rest) => {
      const kind = decoding.peekVarUint(decoder)
      const read = (): void => readSync(encoder, decoder, ...rest)
      if (kind === SYNC.update) this.#updates.take(read)
      else if (kind === SYNC.step2 && this.#inflating) void this.#afterInflating(this.#inflating, read)
      else read()
    }
    provider.messageHandlers[MESSAGE.deflated] = (_encoder, decoder) => {
      const bytes = decoding.readVarUint8Array(decoder) as Uint8Array<ArrayBuffer>
      this.#inflating = this.#takeDeflated(bytes)
    }
    provider.messageHandlers[MESSAGE.barrier] = (_encoder, decoder) => {
      const seq = decoding.readVarUint(decoder)
      const isRefused = decoding.hasContent(decoder) && decoding.readVarUint(decoder) === BARRIER_REFUSED
      this.#options.onBarrierAnswer(seq, isRefused)
    }
    provider.messageHandlers[MESSAGE.status] = (_encoder, decoder) => {
      this.#isProbeAnswered = true
      this.#options.onStatus(decodeStatus(decoder))
    }
    provider.messageHandlers[MESSAGE.review] = () => this.#options.onReview()
    provider.on('status', ({ status }) => {
      clearTimeout(this.#connectTimer)
      if (status === 'connected') this.#opened()
      if (status === 'connected') this.send(encodeFollowStatus())
      if (status === 'connected' && this.#followsReview) this.send(encodeReview())
      if (status === 'connecting') {
        const limit =
          this.#way === 'socket' && !this.#ways.hasSocketOpened ? FIRST_CONNECT_LIMIT_MS : CONNECT_LIMIT_MS
        this.#connectTimer = setTimeout(() => this.#giveUpConnecting(), limit)
      }
    })
    // The server asks those who may write for what it lacks before it answers anything, and does not ask readers: when its
    // answer is here, the question was answered too.
    provider.on('sync', (isSynced) => {
      if (isSynced) queueMicrotask(() => this.#synced())
    })
    provider.on('connection-close', (event) => this.#lost(event?.code ?? 0))
    provider.on('closed', (event) => this.#closed(event))
  }

  async #takeDeflated(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const { ws, doc } = this.#provider
    let update: Uint8Array
    try {
      update = await inflate(bytes)
    } catch {
      // Something between us and the server, or in the browser, does not get along with it: then without.
      if (this.#provider.ws !== ws) return
      delete this.#provider.params[DEFLATE_PARAM]
      return this.reconnect()
    }
    if (this.#provider.ws === ws) Y.applyUpdate(doc, update, this.origin)
  }

  /** Nothing, when the line has broken meanwhile. */
  async #afterInflating(inflating: Promise<void>, read: () => void): Promise<void> {
    const { ws } = this.#provider
    await inflating
    if (this.#provider.ws === ws) read()
  }

  #synced(): void {
    if (this.#isSynced || !this.#provider.synced || this.#isDisposed) return
    this.#isSynced = true
    this.#syncedAt = Date.now()
    this.#options.onSynced()
  }

  #lost(code: number): void {
    if (this.#isSynced && Date.now() - this.#syncedAt > GOOD_CONNECTION_MS) this.#attempts = 0
    this.#isSynced = false
    this.#inflating = null
    // A code of ours comes from the server, also where it comes at once.
    if (!this.#hasOpened && code >= 4000) this.#opened()
    const name = closeNameOf(code)
    this.#crowding = name === 'tooManyConnections' || name === 'linkCrowded' ? name : null
    this.#isOtherWayNext = !this.#hasOpened && this.#ways.failed(this.#way, Date.now())
    clearTimeout(this.#connectTimer)
    clearTimeout(this.#probeTimer)
    this.#probeTimer = undefined
    if (!this.#isDisposed) this.#options.onLost()
  }

  #closed({ code, reason }: { readonly code: number; readonly reason: string }): void {
    if (this.#isDisposed) return
    const refusal = refusalByCode(code)
    if (refusal) return this.#options.onRefused(refusal)
    this.#retryAfter(returnDelayOf(reason) ?? this.#delay())
    if (code === CLOSE.roleChanged.code) this.#options.onRoleChanged()
  }

  #giveUpConnecting(): void {
    this.#provider.disconnect()
    this.#retryAfter(this.#delay())
  }

  /** How long to wait before the next attempt; nothing before the first of the other way. */
  #delay(): number {
    return this.#isOtherWayNext ? 0 : reconnectDelay(this.#attempts)
  }

  #retryAfter(delay: number): void {
    this.#attempts++
    clearTimeout(this.#retryTimer)
    this.#retryTimer = setTimeout(() => this.connect(), delay)
  }

  #clearTimers(): void {
    clearTimeout(this.#retryTimer)
    clearTimeout(this.#connectTimer)
    clearTimeout(this.#probeTimer)
  }
}

/** Null when it could not be loaded: then there is no network at all. */
async function loadHttpSocket(streams: Ways['streams']): Promise<typeof WebSocket | null> {
  try {
    const { httpSocketOf } = await import('./http-socket.ts')
    return httpSocketOf({ streams }) as unknown as typeof WebSocket
  } catch {
    return null
  }
}

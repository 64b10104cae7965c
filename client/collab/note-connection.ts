/**
 * The line of one open note: the y-websocket client with what it lacks. It says when both sides have sent what the
 * other had missed, carries barriers, and waits between attempts with jitter (the client itself would come back at
 * fixed times). It decides nothing about the text or its safety.
 */
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { WebsocketProvider } from 'y-websocket'
import { CLOSE, returnDelayOf } from '../../shared/protocol/close-codes.ts'
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
import { reconnectDelay } from './reconnect-delay.ts'
import { refusalByCode, type RefusalName } from './refusal.ts'
import { RemoteUpdates } from './remote-updates.ts'

/** A connection that held this long was a good one: the next loss starts with a short wait again. */
const GOOD_CONNECTION_MS = 5_000
/** An attempt that takes longer than this is given up: it may have begun before the device slept. */
const CONNECT_LIMIT_MS = 10_000
/** How soon the server has to answer when the line may have died unnoticed. */
const PROBE_LIMIT_MS = 3_000

export interface NoteConnectionOptions {
  /** Such as `wss://host/collab`; the note's id is added. */
  readonly serverUrl: string
  readonly noteId: string
  readonly doc: Y.Doc
  readonly awareness: NoteAwareness
  readonly webSocket?: typeof WebSocket
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
  #isSynced = false
  #syncedAt = 0
  #attempt = 0
  #retryTimer: ReturnType<typeof setTimeout> | undefined
  #connectTimer: ReturnType<typeof setTimeout> | undefined
  #probeTimer: ReturnType<typeof setTimeout> | undefined
  #isProbeAnswered = false
  #followsReview = false
  #isDisposed = false

  constructor(options: NoteConnectionOptions) {
    this.#options = options
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

  /** Connects at once, unless that is done or under way. */
  connect(): void {
    clearTimeout(this.#retryTimer)
    if (!this.#isDisposed) this.#provider.connect()
  }

  /** Gives up a connection that seems dead and tries a new one. */
  reconnect(): void {
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
    this.#clearTimers()
    this.#updates.dispose()
    this.#provider.destroy()
    this.#clearTimers()
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
      if (status === 'connected') this.send(encodeFollowStatus())
      if (status === 'connected' && this.#followsReview) this.send(encodeReview())
      if (status === 'connecting') {
        this.#connectTimer = setTimeout(() => this.#giveUpConnecting(), CONNECT_LIMIT_MS)
      }
    })
    // The server asks those who may write for what it lacks before it answers anything, and does not ask readers: when its
    // answer is here, the question was answered too.
    provider.on('sync', (isSynced) => {
      if (isSynced) queueMicrotask(() => this.#synced())
    })
    provider.on('connection-close', () => this.#lost())
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

  #lost(): void {
    if (this.#isSynced && Date.now() - this.#syncedAt > GOOD_CONNECTION_MS) this.#attempt = 0
    this.#isSynced = false
    this.#inflating = null
    clearTimeout(this.#connectTimer)
    clearTimeout(this.#probeTimer)
    this.#probeTimer = undefined
    if (!this.#isDisposed) this.#options.onLost()
  }

  #closed({ code, reason }: { readonly code: number; readonly reason: string }): void {
    if (this.#isDisposed) return
    const refusal = refusalByCode(code)
    if (refusal) return this.#options.onRefused(refusal)
    this.#retryAfter(returnDelayOf(reason) ?? reconnectDelay(this.#attempt))
    if (code === CLOSE.roleChanged.code) this.#options.onRoleChanged()
  }

  #giveUpConnecting(): void {
    this.#provider.disconnect()
    this.#retryAfter(reconnectDelay(this.#attempt))
  }

  #retryAfter(delay: number): void {
    this.#attempt++
    clearTimeout(this.#retryTimer)
    this.#retryTimer = setTimeout(() => this.connect(), delay)
  }

  #clearTimers(): void {
    clearTimeout(this.#retryTimer)
    clearTimeout(this.#connectTimer)
    clearTimeout(this.#probeTimer)
  }
}

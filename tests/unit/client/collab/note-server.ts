/**
 * A small server that speaks the note protocol over real sockets, for testing the client: it relays, keeps one
 * document per note, answers barriers (or holds or refuses them) and writes down every frame that clients send.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { deflateSync } from 'node:zlib'
import { WebSocketServer, type WebSocket } from 'ws'
import * as syncProtocol from 'y-protocols/sync'
import * as Y from 'yjs'
import { encodeDeflated, encodeStatus } from '../../../../shared/protocol/codec.ts'
import { DEFLATE_PARAM, MESSAGE, SYNC } from '../../../../shared/protocol/messages.ts'

export type FrameKind = 'step1' | 'step2' | 'update' | 'awareness' | 'barrier' | 'status'

export interface ReceivedFrame {
  readonly kind: FrameKind
  readonly bytes: Uint8Array
  /** 0 for the first connection that the server ever had, and so on. */
  readonly connection: number
}

export type BarrierMode = 'answer' | 'hold' | 'refuse'

export class NoteServer {
  readonly doc = new Y.Doc()
  readonly received: ReceivedFrame[] = []
  /** What clients asked for, such as `/collab/abc?schema=1`. */
  readonly requested: string[] = []
  barriers: BarrierMode = 'answer'
  /** False: connections are taken but nothing is said on them. */
  talks = true
  /** How clients that take it get the document: `broken`, as by a proxy that meddles. */
  deflates: 'no' | 'yes' | 'broken' = 'no'
  /** Whether one who asks how the room is gets an answer. */
  tellsStatus = false
  #server: WebSocketServer | null = null
  #port = 0
  #connections = 0
  #held: (() => void)[] = []

  static async start(): Promise<NoteServer> {
    const server = new NoteServer()
    await server.listen()
    return server
  }

  /** Starts, the second time on the same port as the first. */
  async listen(): Promise<void> {
    this.#server = new WebSocketServer({ port: this.#port, host: '127.0.0.1' })
    this.#server.on('connection', (socket, request) => this.#welcome(socket, request.url ?? ''))
    await once(this.#server, 'listening')
    this.#port = (this.#server.address() as AddressInfo).port
  }

  get url(): string {
    return `ws://127.0.0.1:${this.#port}/collab`
  }

  get clients(): readonly WebSocket[] {
    return [...(this.#server?.clients ?? [])]
  }

  /** Frames of one kind, in the order of their arrival. */
  framesOf(kind: FrameKind): readonly ReceivedFrame[] {
    return this.received.filter((frame) => frame.kind === kind)
  }

  releaseHeldBarriers(): void {
    const held = this.#held
    this.#held = []
    for (const answer of held) answer()
  }

  get heldBarriers(): number {
    return this.#held.length
  }

  closeAll(code: number): void {
    for (const client of this.clients) client.close(code)
  }

  /** Lets the lines of those who are here die without a word: nothing is read from them any more. */
  fallSilent(): void {
    for (const client of this.clients) client.pause()
  }

  /** Sends a frame to everybody. */
  broadcast(frame: Uint8Array): void {
    for (const client of this.clients) client.send(frame)
  }

  async stop(): Promise<void> {
    const server = this.#server
    if (!server) return
    this.#server = null
    for (const client of server.clients) client.terminate()
    await new Promise((resolve) => server.close(resolve))
  }

  #welcome(socket: WebSocket, url: string): void {
    const connection = this.#connections++
    this.requested.push(url)
    const inflates = new URL(url, 'http://server').searchParams.has(DEFLATE_PARAM)
    socket.on('message', (data: Buffer) =>
      this.#receive(socket, { connection, inflates, bytes: new Uint8Array(data) }),
    )
    if (!this.talks) return
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, MESSAGE.sync)
    syncProtocol.writeSyncStep1(encoder, this.doc)
    socket.send(encoding.toUint8Array(encoder))
  }

  #receive(
    socket: WebSocket,
    { connection, inflates, bytes }: { connection: number; inflates: boolean; bytes: Uint8Array },
  ): void {
    const decoder = decoding.createDecoder(bytes)
    const type = decoding.readVarUint(decoder)
    if (type === MESSAGE.barrier) {
      this.received.push({ kind: 'barrier', bytes, connection })
      this.#meetBarrier(socket, decoding.readVarUint(decoder))
    } else if (type === MESSAGE.awareness) {
      this.received.push({ kind: 'awareness', bytes, connection })
      for (const client of this.clients) if (client !== socket) client.send(bytes)
    } else if (type === MESSAGE.status) {
      this.received.push({ kind: 'status', bytes, connection })
      if (!this.tellsStatus) return
      socket.send(encodeStatus({ writers: 1, readers: 0, bytes: 0, maxBytes: 1, cannotSave: false }))
    } else if (type === MESSAGE.sync) {
      const kind = (['step1', 'step2', 'update'] as const)[decoding.peekVarUint(decoder)]
      if (!kind) throw new Error('expected a sync message')
      this.received.push({ kind, bytes, connection })
      if (kind === 'step1' && inflates && this.deflates !== 'no') this.#sendDeflated(socket)
      else if (this.talks) this.#sync(socket, decoder)
    }
  }

  #sendDeflated(socket: WebSocket): void {
    const deflated = deflateSync(Y.encodeStateAsUpdate(this.doc))
    if (this.deflates === 'broken') deflated.fill(0xff, 4)
    socket.send(encodeDeflated(deflated))
    // As the server does it: what came after, and nothing else.
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, MESSAGE.sync)
    syncProtocol.writeSyncStep2(encoder, this.doc, Y.encodeStateVector(this.doc))
    socket.send(encoding.toUint8Array(encoder))
  }

  #sync(socket: WebSocket, decoder: decoding.Decoder): void {
    const reply = encoding.createEncoder()
    encoding.writeVarUint(reply, MESSAGE.sync)
    const kind = syncProtocol.readSyncMessage(decoder, reply, this.doc, socket)
    if (kind === SYNC.step1) socket.send(encoding.toUint8Array(reply))
    if (kind === SYNC.update || kind === SYNC.step2) this.#shareDocument(socket)
  }

  #shareDocument(except: WebSocket): void {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, MESSAGE.sync)
    syncProtocol.writeUpdate(encoder, Y.encodeStateAsUpdate(this.doc))
    for (const client of this.clients) if (client !== except) client.send(encoding.toUint8Array(encoder))
  }

  #meetBarrier(socket: WebSocket, seq: number): void {
    const answer = (): void => {
      const encoder = encoding.createEncoder()
      encoding.writeVarUint(encoder, MESSAGE.barrier)
      encoding.writeVarUint(encoder, seq)
      if (this.barriers === 'refuse') encoding.writeVarUint(encoder, 1)
      socket.send(encoding.toUint8Array(encoder))
    }
    if (this.barriers === 'hold') this.#held.push(answer)
    else answer()
  }
}

/** An unmodified y-websocket client with an access link's or token's secret, as any other program would connect. */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import WebSocket from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { MESSAGE } from '../../shared/protocol/messages.ts'
import { eventually } from './eventually.ts'

export class NoteClient {
  readonly doc = new Y.Doc()
  readonly provider: WebsocketProvider
  readonly barriers = new Map<number, 'saved' | 'refused'>()
  /** Codes of all closes so far. */
  readonly closes: number[] = []
  #seq = 0

  constructor({ url, noteId, secret }: { url: string; noteId: string; secret: string }) {
    class AuthorizedSocket extends WebSocket {
      constructor(address: string, protocols?: string[]) {
        super(address, protocols ?? [], { headers: { authorization: `Bearer ${secret}` } })
      }
    }
    this.provider = new WebsocketProvider(`${url.replace('http', 'ws')}/collab`, noteId, this.doc, {
      WebSocketPolyfill: AuthorizedSocket as never,
      disableBc: true,
    })
    this.provider.on('connection-close', (event) => event && this.closes.push(event.code))
    this.provider.messageHandlers[MESSAGE.barrier] = (_encoder, decoder) => {
      const seq = decoding.readVarUint(decoder)
      this.barriers.set(seq, decoding.hasContent(decoder) ? 'refused' : 'saved')
    }
  }

  get text(): string {
    return this.doc.getText('test').toJSON()
  }

  type(text: string): void {
    const shared = this.doc.getText('test')
    shared.insert(shared.length, text)
  }

  async synced(): Promise<this> {
    await eventually(() => this.provider.synced, { message: 'the first sync' })
    return this
  }

  /** Resolves with the server's word about everything typed so far. */
  async save({ within = 10_000 } = {}): Promise<'saved' | 'refused'> {
    const seq = ++this.#seq
    this.provider.ws?.send(
      encoding.encode((encoder) => {
        encoding.writeVarUint(encoder, MESSAGE.barrier)
        encoding.writeVarUint(encoder, seq)
      }),
    )
    return eventually(() => this.barriers.get(seq), { within, message: 'the answer to a barrier' })
  }

  destroy(): void {
    this.provider.destroy()
    this.doc.destroy()
  }
}

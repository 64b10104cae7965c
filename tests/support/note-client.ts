/** An unmodified y-websocket client with an access link's or token's secret, as any other program would connect; over HTTP too. */
import * as decoding from 'lib0/decoding'
import WebSocket from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { HttpSocket } from '../../client/collab/http-socket.ts'
import { encodeBarrier } from '../../shared/protocol/codec.ts'
import { FRAGMENT, MESSAGE } from '../../shared/protocol/messages.ts'
import { eventually } from './eventually.ts'
import { textIn } from './note-text.ts'

/** What a connection runs over. */
export type Over = 'WebSocket' | 'HTTP'

export class NoteClient {
  readonly doc: Y.Doc
  readonly provider: WebsocketProvider
  readonly barriers = new Map<number, 'saved' | 'refused'>()
  /** Codes of all closes so far. */
  readonly closes: number[] = []
  #seq = 0

  /** `doc`: one that another client has too, as when a program opens two connections. */
  constructor({
    url,
    noteId,
    secret,
    cookie,
    doc = new Y.Doc(),
    maxBackoffMs = 2_500,
    over = 'WebSocket',
  }: {
    url: string
    noteId: string
    secret?: string
    /** Instead of a secret: that of a browser. */
    cookie?: string
    doc?: Y.Doc
    maxBackoffMs?: number
    over?: Over
  }) {
    this.doc = doc
    class AuthorizedSocket extends WebSocket {
      constructor(address: string, protocols?: string[]) {
        super(address, protocols ?? [], {
          headers: cookie === undefined ? { authorization: `Bearer ${secret ?? ''}` } : { cookie },
        })
      }
    }
    class AuthorizedHttpSocket extends HttpSocket {
      constructor(address: string, protocols?: string[]) {
        super(address, protocols, {
          headers: cookie === undefined ? { authorization: `Bearer ${secret ?? ''}` } : { cookie },
        })
      }
    }
    this.provider = new WebsocketProvider(`${url.replace('http', 'ws')}/collab`, noteId, this.doc, {
      WebSocketPolyfill: (over === 'HTTP' ? AuthorizedHttpSocket : AuthorizedSocket) as never,
      disableBc: true,
      maxBackoffTime: maxBackoffMs,
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

  /** The text of the note's blocks. */
  get blocks(): string {
    return textIn(this.doc.getXmlFragment(FRAGMENT))
  }

  /** Adds a paragraph at the end of the note, as one edit. */
  addParagraph(text: string): void {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText(text)])
    this.doc.getXmlFragment(FRAGMENT).push([paragraph])
  }

  async synced(): Promise<this> {
    await eventually(() => this.provider.synced, { message: 'the first sync' })
    return this
  }

  /** Asks for the server's word about everything typed so far; tells under which number it will be in `barriers`. */
  askToSave(): number {
    const seq = ++this.#seq
    const { ws } = this.provider
    if (ws?.readyState === WebSocket.OPEN) ws.send(new Uint8Array(encodeBarrier(seq)))
    return seq
  }

  /** Resolves with the server's word about everything typed so far. */
  async save({ within = 10_000 } = {}): Promise<'saved' | 'refused'> {
    const seq = this.askToSave()
    return eventually(() => this.barriers.get(seq), { within, message: 'the answer to a barrier' })
  }

  destroy(): void {
    this.provider.destroy()
    this.doc.destroy()
  }
}

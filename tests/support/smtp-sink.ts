/** A mail server that keeps what it gets, on a port of its own. It can be told to refuse, or to say nothing. */
import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/**
 * `take`: everything; `later` and `refuse`: no recipient now, or ever; `busy`: closes with 421; `hang`: no answer to
 * anything, not even a greeting; `hold`: no answer to the message.
 */
export type SinkMode = 'take' | 'later' | 'refuse' | 'busy' | 'hang' | 'hold'

export interface CaughtMail {
  readonly from: string
  readonly to: readonly string[]
  /** As it came, with lines that end with CRLF. */
  readonly source: string
  /** By lower-case name, unfolded; of one that comes twice all values. */
  readonly headers: ReadonlyMap<string, readonly string[]>
  /** Decoded. */
  readonly text: string
  readonly subject: string
}

export class SmtpSink {
  mode: SinkMode = 'take'
  /** Recipients that are refused for good while others are taken. */
  readonly unknown = new Set<string>()
  readonly mails: CaughtMail[] = []
  /** How often somebody connected. */
  connections = 0
  /** Messages that came and got no answer. */
  held = 0
  readonly #server: Server
  readonly #sockets = new Set<Socket>()

  private constructor() {
    this.#server = createServer((socket) => this.#serve(socket))
  }

  static async start(): Promise<SmtpSink> {
    const sink = new SmtpSink()
    sink.#server.listen(0, '127.0.0.1')
    await once(sink.#server, 'listening')
    return sink
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** The mails to an address. */
  to(address: string): readonly CaughtMail[] {
    return this.mails.filter(({ to }) => to.includes(address))
  }

  /** Those that got a mail, each time, in order; forgets the mails. */
  takeRecipients(): string[] {
    return this.mails.splice(0).flatMap(({ to }) => to)
  }

  /** Cuts all connections. */
  drop(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  close(): void {
    this.drop()
    this.#server.close()
  }

  #serve(socket: Socket): void {
    this.connections++
    this.#sockets.add(socket)
    socket.on('close', () => this.#sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    if (this.mode === 'hang') return
    const say = (line: string) => void socket.write(`${line}\r\n`)
    let from = ''
    let to: string[] = []
    let inData = false
    let buffer = ''
    const take = (line: string) => {
      const [, address = ''] = /<([^>]*)>/.exec(line) ?? []
      switch (line.slice(0, 4).toUpperCase()) {
        case 'EHLO':
          return say('250-sink\r\n250 8BITMIME')
        case 'HELO':
          return say('250 sink')
        case 'MAIL':
          from = address
          to = []
          return say('250 2.1.0 fine')
        case 'RCPT':
          if (this.mode === 'later') return say(`451 4.7.1 <${address}>: try again later`)
          if (this.mode === 'refuse' || this.unknown.has(address)) {
            return say(`550 5.1.1 <${address}>: no such mailbox`)
          }
          to.push(address)
          return say('250 2.1.5 fine')
        case 'DATA':
          inData = true
          return say('354 go on')
        case 'QUIT':
          say('221 bye')
          return socket.end()
        default:
          return say('250 fine')
      }
    }
    socket.on('data', (bytes) => {
      buffer += bytes.toString('latin1')
      for (;;) {
        const end = buffer.indexOf(inData ? '\r\n.\r\n' : '\r\n')
        if (end < 0) return
        const text = buffer.slice(0, end)
        buffer = buffer.slice(end + (inData ? 5 : 2))
        if (!inData) {
          take(text)
          continue
        }
        inData = false
        if (this.mode === 'hold') {
          this.held++
          return
        }
        this.mails.push(readMail({ from, to, source: `${text.replaceAll('\r\n..', '\r\n.')}\r\n` }))
        say('250 2.0.0 taken')
      }
    })
    if (this.mode === 'busy') {
      say('421 4.3.2 busy')
      socket.end()
    } else say('220 sink ESMTP')
  }
}

function readMail(mail: Pick<CaughtMail, 'from' | 'to' | 'source'>): CaughtMail {
  const end = mail.source.indexOf('\r\n\r\n')
  const headers = new Map<string, string[]>()
  for (const line of mail.source
    .slice(0, end)
    .replace(/\r\n[ \t]/g, ' ')
    .split('\r\n')) {
    const [, name = '', value = ''] = /^([^:]+):\s*(.*)$/.exec(line) ?? []
    headers.set(name.toLowerCase(), [...(headers.get(name.toLowerCase()) ?? []), value])
  }
  const body = mail.source.slice(end + 4)
  const isQuoted = headers.get('content-transfer-encoding')?.[0] === 'quoted-printable'
  return {
    ...mail,
    headers,
    text: isQuoted ? decodeQuoted(body.replace(/=\r\n/g, ''), '=') : body,
    subject: decodeWords(headers.get('subject')?.[0] ?? ''),
  }
}

function decodeQuoted(text: string, sign: string): string {
  const bytes = text.replace(new RegExp(`${sign}([0-9A-F]{2})`, 'gi'), (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** Encoded words of RFC 2047. */
function decodeWords(text: string): string {
  return text
    .replace(/(\?=)\s+(?==\?)/g, '$1')
    .replace(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(word, 'base64').toString('utf8')
        : decodeQuoted(word.replaceAll('_', ' '), '='),
    )
}

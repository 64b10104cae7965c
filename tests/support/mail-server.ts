/** A mail server as operators run it, on a port of its own: it asks for a login and keeps what it gets. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import type { MailSettings } from '../../server/config/config.ts'

export interface ArrivedMail {
  readonly to: readonly string[]
  /** As it came. */
  readonly source: string
  /** The body, with lines that were folded for the way put together again. */
  readonly text: string
}

const LOGIN = { user: 'rapporteur', password: 'let me send' } as const

export class MailServer {
  readonly mails: ArrivedMail[] = []
  /** While set, nothing that connects gets an answer. */
  isSilent = false
  readonly #server: SMTPServer
  #port = 0

  private constructor() {
    this.#server = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      closeTimeout: 500,
      // Only this machine's own lines go without TLS here.
      allowInsecureAuth: true,
      onConnect: (_session, answer) => {
        if (!this.isSilent) answer()
      },
      onAuth: ({ username, password }, _session, answer) => {
        const isRight = username === LOGIN.user && password === LOGIN.password
        answer(isRight ? null : new Error('no such login'), isRight ? { user: LOGIN.user } : undefined)
      },
      onData: (stream, session, answer) => {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          const source = Buffer.concat(chunks).toString()
          const body = source.slice(source.indexOf('\r\n\r\n') + 4).replace(/=\r\n/g, '')
          const bytes = body.replace(/=([0-9A-F]{2})/g, (_, hex: string) =>
            String.fromCharCode(Number.parseInt(hex, 16)),
          )
          this.mails.push({
            to: session.envelope.rcptTo.map(({ address }) => address),
            source,
            text: Buffer.from(bytes, 'latin1').toString(),
          })
          answer()
        })
      },
    })
    // Programs that go away in the middle are theirs to explain.
    this.#server.on('error', () => {})
  }

  static async start(): Promise<MailServer> {
    const server = new MailServer()
    const listener = server.#server.listen(0, '127.0.0.1')
    await once(listener, 'listening')
    server.#port = (listener.address() as AddressInfo).port
    return server
  }

  get settings(): MailSettings {
    return {
      host: '127.0.0.1',
      port: this.#port,
      isSecure: false,
      login: LOGIN,
      from: { name: 'Harvest', address: 'notes@orchard.example' },
    }
  }

  get url(): string {
    return `smtp://${LOGIN.user}:${encodeURIComponent(LOGIN.password)}@127.0.0.1:${this.#port}`
  }

  async close(): Promise<void> {
    await new Promise<void>((closed) => this.#server.close(() => closed()))
  }
}

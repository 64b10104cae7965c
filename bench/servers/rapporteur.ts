/** This project's server, started and set up as an operator and an organiser do. */
import { join } from 'node:path'
import type { LinkCreated } from '../../shared/contracts/people.ts'
import type { EventDetail } from '../../shared/contracts/programme.ts'
import { COLLAB_PATH, DEFLATE_PARAM } from '../../shared/protocol/messages.ts'
import type { Address } from '../load/raw-socket.ts'
import type { BenchServer, ServerSetting } from './bench-server.ts'
import { ServerProcess } from './server-process.ts'

/** Seen from `dist/bench/servers`. */
const COMMAND = join(import.meta.dirname, '../../../bin/rapporteur.js')
const EVENT = 'bench'

export class Rapporteur implements BenchServer {
  readonly name = 'ours'
  readonly dialect = 'yjs'
  readonly hasBarriers = true
  readyMs = Number.NaN
  readonly #setting: ServerSetting
  #process: ServerProcess | null = null
  #url = ''
  #cookie = ''
  #secrets: { readonly write: string; readonly read: string } | null = null
  #rooms = 0
  readonly #sessions = new Map<string, string>()

  constructor(setting: ServerSetting) {
    this.#setting = setting
  }

  get process(): ServerProcess {
    if (!this.#process) throw new Error('the server was not started')
    return this.#process
  }

  async start(): Promise<void> {
    const { profileDir, workDir } = this.#setting
    const profiling = profileDir === null ? [] : ['--cpu-prof', '--cpu-prof-dir', profileDir]
    const began = performance.now()
    const server = new ServerProcess(
      {
        args: [...profiling, COMMAND, 'serve', '--port', '0', '--data', join(workDir, 'data')],
        env: { LOG_LEVEL: 'warn', HOST: '127.0.0.1', PUBLIC_URL: '' },
      },
      this.#setting,
    )
    this.#process = server
    await server.started(() => /Rapporteur listening on \S+\n/.test(server.output))
    this.readyMs = performance.now() - began
    this.#url = /Rapporteur listening on (\S+)\n/.exec(server.output)?.[1] ?? ''
    if (this.#secrets) return
    await server.started(() => /\/setup\/\S+\n/.test(server.output))
    await this.#setUp(/\/setup\/(\S+)\n/.exec(server.output)?.[1] ?? '')
  }

  async createRooms(count: number): Promise<readonly string[]> {
    const ids: string[] = []
    for (let i = 0; i < count; i++) {
      const session = await this.#request<{ id: string }>('POST', `/events/${EVENT}/sessions`, {
        title: `Session ${++this.#rooms}`,
      })
      ids.push(session.id)
    }
    const { sessions } = await this.#request<EventDetail>('GET', `/events/${EVENT}`)
    const notes = new Map(sessions.map(({ id, notesId }) => [id, notesId]))
    return ids.map((id) => {
      const note = notes.get(id) ?? ''
      this.#sessions.set(note, id)
      return note
    })
  }

  editorPage(room: string) {
    const [name = '', value = ''] = this.#cookie.split('=')
    return { url: `${this.#url}/e/${EVENT}/s/${this.#sessions.get(room) ?? ''}`, cookie: { name, value } }
  }

  address(room: string, access: 'write' | 'read'): Address {
    return {
      port: Number(new URL(this.#url).port),
      // As this project's own client asks.
      path: `${COLLAB_PATH}${room}?${DEFLATE_PARAM}=1`,
      headers: { Authorization: `Bearer ${this.#secrets?.[access] ?? ''}` },
    }
  }

  async #setUp(secret: string): Promise<void> {
    await this.#request('POST', '/setup', {
      name: 'Olga Organiser',
      email: 'olga@example.org',
      password: 'only for measuring',
      secret,
    })
    await this.#request('POST', '/events', {
      title: 'Benchmark',
      slug: EVENT,
      timeZone: 'Europe/Lisbon',
      // The others begin blank too.
      notesTemplate: '',
      summaryTemplate: '',
    })
    const makeLink = async (role: string) =>
      (await this.#request<LinkCreated>('POST', '/links', { scope: { type: 'event', id: EVENT }, role }))
        .secret
    this.#secrets = { write: await makeLink('scribe'), read: await makeLink('reader') }
  }

  async #request<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(new URL(`/api/v1${path}`, this.#url), {
      method,
      headers: {
        origin: this.#url,
        'content-type': 'application/json',
        ...(this.#cookie ? { cookie: this.#cookie } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    for (const cookie of response.headers.getSetCookie()) this.#cookie = cookie.split(';')[0] ?? ''
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as T
  }
}

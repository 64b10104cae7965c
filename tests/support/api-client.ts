/** Speaks to the HTTP API as one browser: keeps its cookie, sends its Origin. */
import type { EventDetail } from '../../shared/contracts/programme.ts'
import type { LinkCreate, LinkCreated } from '../../shared/contracts/people.ts'

export interface Answer<T> {
  readonly status: number
  readonly body: T
  readonly headers: Headers
}

export class ApiClient {
  readonly url: string
  cookie = ''

  constructor(url: string) {
    this.url = url
  }

  async request<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const isBytes = typeof body === 'string' || body instanceof Uint8Array
    const response = await fetch(new URL(path, this.url), {
      method,
      redirect: 'manual',
      headers: {
        origin: new URL(this.url).origin,
        ...(this.cookie ? { cookie: this.cookie } : {}),
        ...(body === undefined
          ? {}
          : { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isBytes ? (body as string) : JSON.stringify(body) }),
    })
    for (const cookie of response.headers.getSetCookie()) this.cookie = cookie.split(';')[0] ?? ''
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    return {
      status: response.status,
      body: (isJson ? JSON.parse(text) : text) as T,
      headers: response.headers,
    }
  }

  /** The body of a successful answer; anything else fails with what the server said. */
  async expect<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.request<T>(method, `/api/v1${path}`, body)
    if (answer.status >= 300)
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }
}

export const ORGANISER = {
  name: 'Olga Organiser',
  email: 'olga@example.org',
  password: 'correct horse battery',
}

/** Names the first organiser with the server's set-up link. */
export async function signUpOrganiser(url: string, setupLink: string | null): Promise<ApiClient> {
  const client = new ApiClient(url)
  await client.expect('POST', '/setup', { ...ORGANISER, secret: setupLink?.split('/').at(-1) })
  return client
}

/** For an event whose notes begin blank, as most tests want them. */
export const BLANK_TEMPLATES = { notesTemplate: '', summaryTemplate: '' }

/** An event with one track and one session in it, whose notes begin blank. */
export async function makeEvent(organiser: ApiClient, slug = 'conf'): Promise<EventDetail> {
  const event = { title: 'Conference', slug, timeZone: 'Europe/Lisbon', ...BLANK_TEMPLATES }
  await organiser.expect('POST', '/events', event)
  const track = await organiser.expect<{ id: string }>('POST', `/events/${slug}/tracks`, { title: 'Tracing' })
  await organiser.expect('POST', `/events/${slug}/sessions`, {
    title: 'Boot-time tracing',
    trackId: track.id,
    speakers: [{ name: 'Masami Hiramatsu' }],
  })
  return organiser.expect<EventDetail>('GET', `/events/${slug}`)
}

export function makeLink(organiser: ApiClient, link: LinkCreate): Promise<LinkCreated> {
  return organiser.expect<LinkCreated>('POST', '/links', link)
}

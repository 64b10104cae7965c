/** What somebody might try from outside, against a whole server in a process of its own (docs/THREAT-MODEL.md). */
import { request as rawRequest } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { ENDPOINTS } from '../../shared/contracts/api.ts'
import type { EventDetail } from '../../shared/contracts/programme.ts'
import { CLOSE } from '../../shared/protocol/close-codes.ts'
import { MAX_CONNECTIONS } from '../../shared/protocol/limits.ts'
import { LOGIN_COOKIE } from '../../server/auth/login-cookie.ts'
import { makeEvent, makeLink, signUpOrganiser, type ApiClient } from '../support/api-client.ts'
import { readZip } from '../support/read-zip.ts'
import { ServerProcess } from '../support/server-process.ts'

/** How often others ask while something takes long. */
const ASK_EVERY_MS = 20
const EVIL = 'https://evil.example'
/** What runs when any place forgets to escape it, in text, in attributes and in addresses. */
const MARKUP = `"'><script>alert(1)</script><img src=x onerror=alert(1)><svg/onload=alert(1)>`

let server: ServerProcess
let organiser: ApiClient
let event: EventDetail

beforeAll(async () => {
  server = await ServerProcess.start()
  organiser = await signUpOrganiser(server.url, server.setupLink)
  event = await makeEvent(organiser)
})
afterAll(() => server.dispose())

interface RawAnswer {
  readonly status: number
  readonly location: string
  readonly body: string
}

/** A request whose path is sent as it is: `fetch` would make it plain first. */
function sendRaw(path: string, headers: Record<string, string> = {}): Promise<RawAnswer> {
  const { hostname, port } = new URL(server.url)
  return new Promise((resolve, reject) => {
    const request = rawRequest({ hostname, port, path, headers }, (response) => {
      let body = ''
      response.on('data', (bytes: Buffer) => (body += bytes.toString('latin1')))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, location: response.headers.location ?? '', body }),
      )
    })
    request.on('error', reject)
    request.end()
  })
}

const asOrganiser = () => ({ cookie: organiser.cookie })
const isAlive = async () => (await fetch(`${server.url}/healthz`)).status === 200

describe('a page of another site', () => {
  const changing = ENDPOINTS.filter(({ method }) => method !== 'GET')

  it.each(changing)('[SAFE-1] cannot use $method $path with a visitor’s cookie', async ({ method, path }) => {
    const place = path.replace(':slug', 'conf').replaceAll(/:\w+/g, event.sessions[0]?.notesId ?? '')
    const call = (headers: Record<string, string>) =>
      fetch(`${server.url}/api/v1${place}`, {
        method,
        headers: { ...asOrganiser(), 'content-type': 'text/plain', ...headers },
        body: method === 'DELETE' ? null : '{}',
      })
    for (const headers of [
      { origin: EVIL },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: server.url },
    ]) {
      const answer = await call(headers)
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([403, 'bad_origin'])
    }
  })

  it('[SAFE-1] does not get what a page of ours gets: no answer allows another origin to read it', async () => {
    for (const path of ['/api/v1/me', '/api/v1/events/conf', '/r/conf', '/api/v1/openapi.json']) {
      const answer = await fetch(server.url + path, { headers: { ...asOrganiser(), origin: EVIL } })
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
      expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin')
    }
  })
})

describe('what people type', () => {
  let hostile: EventDetail

  beforeAll(async () => {
    await organiser.expect('POST', '/events', { title: MARKUP, slug: 'hostile', location: MARKUP })
    const track = await organiser.expect<{ id: string }>('POST', '/events/hostile/tracks', {
      title: MARKUP,
      leads: [{ name: MARKUP }],
      topics: [{ text: MARKUP, level: 1 }],
    })
    const session = await organiser.expect<{ notesId: string; summaryId: string }>(
      'POST',
      '/events/hostile/sessions',
      { title: MARKUP, trackId: track.id, hall: MARKUP, speakers: [{ name: MARKUP, affiliation: MARKUP }] },
    )
    const texts = [
      [`# ${MARKUP}\n\n${MARKUP}\n\n- [a](javascript:alert(1)) ![x](javascript:alert(1))`, 'md'],
      [
        `<p onclick="alert(1)">${MARKUP}<a href="java&#10;script:alert(1)">a</a><iframe src=x></iframe>`,
        'html',
      ],
    ] as const
    for (const note of [session.notesId, session.summaryId])
      for (const [text, format] of texts)
        await organiser.expect('POST', `/notes/${note}/import?format=${format}`, text)
    await organiser.expect('POST', '/events/hostile/publications', {
      summaries: 'all',
      notes: true,
      dryRun: false,
    })
    hostile = await organiser.expect<EventDetail>('GET', '/events/hostile')
  })

  /** Markup that would run. Text may well say `onerror=`; an element may not. */
  function whatRuns(html: string): readonly string[] {
    const tags = html.match(/<[a-z][^>]*>/gi) ?? []
    return tags.filter(
      (tag) =>
        (/^<script/i.test(tag) && !/\ssrc="(?:\/|[\w.])| type="application\/ld\+json"/.test(tag)) ||
        /^<(?:iframe|object|embed|base)\b/i.test(tag) ||
        /^<svg[^>]*onload/i.test(tag) ||
        /\son\w+\s*=/i.test(tag.replaceAll(/"[^"]*"/g, '""')) ||
        /(?:href|src|action)\s*=\s*["']?\s*(?:javascript|vbscript|data:text)/i.test(tag),
    )
  }

  it('[SAFE-2] runs on no page, whoever serves it', async () => {
    const session = hostile.sessions[0]
    const track = hostile.tracks[0]
    const pages = [
      '/e/hostile',
      '/r/hostile',
      `/r/hostile/s/${session?.id}`,
      `/r/hostile/t/${track?.id}`,
      `/r/n/${session?.summaryId}`,
      '/p/hostile/',
      `/p/${encodeURIComponent(MARKUP)}/`,
      `/r/${encodeURIComponent(MARKUP)}`,
      `/e/${encodeURIComponent(MARKUP)}`,
      `/l/${encodeURIComponent(MARKUP)}`,
      `/search?q=${encodeURIComponent(MARKUP)}`,
    ]
    for (const path of pages) {
      const answer = await fetch(server.url + path, { headers: asOrganiser() })
      const html = await answer.text()
      expect([path, answer.headers.get('content-type')]).toEqual([path, 'text/html; charset=utf-8'])
      expect([path, whatRuns(html)]).toEqual([path, []])
      const policy = answer.headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).toContain("base-uri 'none'")
      expect(/script-src ([^;]*)/.exec(policy)?.[1]).toBe("'self'")
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    }
  })

  it('[SAFE-2] runs in no file that is made of it, and files are never shown as pages of this site', async () => {
    for (const format of ['html', 'md', 'site', 'epub', 'mail', 'w3c', 'ietf', 'indico', 'json']) {
      const answer = await fetch(`${server.url}/api/v1/events/hostile/export?format=${format}`, {
        headers: asOrganiser(),
      })
      expect([format, answer.status]).toEqual([format, 200])
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="[a-z0-9.-]+"$/)
      const bytes = new Uint8Array(await answer.arrayBuffer())
      const files =
        bytes[0] === 0x50 && bytes[1] === 0x4b
          ? readZip(bytes)
          : [{ path: `x.${format}`, bytes: Buffer.from(bytes) }]
      for (const { path, bytes: content } of files.filter(({ path: name }) => name.endsWith('html')))
        expect([path, whatRuns(content.toString('utf8'))]).toEqual([path, []])
    }
  })

  it('[SAFE-3] links lead to http, https and mail addresses only, wherever they are given', async () => {
    for (const url of [
      'javascript:alert(1)',
      ' JaVaScRiPt:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      'file:///etc/passwd',
    ]) {
      const links = [{ title: 'Slides', url, kind: 'slides' }]
      const answer = await organiser.request('POST', '/api/v1/events/hostile/sessions', { title: 'A', links })
      expect([url, answer.status]).toEqual([url, 400])
      const own = await organiser.request('PATCH', '/api/v1/events/hostile', { url })
      expect([url, own.status]).toEqual([url, 400])
    }
  })

  it('[SAFE-4] names in archives stay below where they are unpacked', async () => {
    for (const title of [
      '../../../etc/passwd',
      String.raw`..\..\windows`,
      '/etc/passwd',
      'C:evil',
      'nul\u0000.txt',
      '.',
      '..',
    ])
      await organiser.expect('POST', '/events/hostile/sessions', { title })
    for (const format of ['md-zip', 'site', 'mail', 'w3c', 'ietf', 'indico', 'epub', 'docx']) {
      const answer = await fetch(`${server.url}/api/v1/events/hostile/export?format=${format}`, {
        headers: asOrganiser(),
      })
      const paths = readZip(new Uint8Array(await answer.arrayBuffer())).map(({ path }) => path)
      expect(paths.length).toBeGreaterThan(0)
      expect([format, paths.filter((path) => /(?:^|\/)\.\.?(?:\/|$)|^\/|[\\:\p{Cc}]/u.test(path))]).toEqual([
        format,
        [],
      ])
    }
  })
})

describe('addresses', () => {
  it('[SAFE-5] no path leaves the folders that are served', async () => {
    const up = ['..', '%2e%2e', '..%2f', '..%5c', '....', '%252e%252e', '..%c0%af']
    for (const root of ['/', '/assets/', '/p/conf/', '/r/conf/', '/api/v1/']) {
      for (const step of up) {
        const answer = await sendRaw(`${root}${`${step}/`.repeat(6)}package.json`, asOrganiser())
        const passwd = await sendRaw(`${root}${`${step}/`.repeat(9)}etc/passwd`, asOrganiser())
        expect(answer.body).not.toContain('"better-sqlite3"')
        expect(passwd.body).not.toContain('root:')
        expect(answer.status).toBeLessThan(500)
      }
      const zero = await sendRaw(`${root}%00`, asOrganiser())
      expect(zero.status).toBeLessThan(500)
    }
  })

  it('[SAFE-6] no address of ours leads on to another site', async () => {
    const paths = [
      '//evil.example',
      '//evil.example/..',
      '/\\evil.example',
      '//evil.example/%2e%2e',
      '/%2f%2fevil.example',
      '/assets//evil.example/%2f..',
      '/p//evil.example',
      '/r//evil.example',
      '/l//evil.example',
      '/login?next=//evil.example',
      `/login?next=${EVIL}`,
    ]
    for (const path of paths) {
      const { location } = await sendRaw(path, asOrganiser())
      const target = new URL(location || '/', server.url)
      expect([path, target.origin]).toEqual([path, server.url])
    }
  })

  it('[SAFE-7] the name by which a request calls the server gets into no link', async () => {
    const { hostname, port } = new URL(server.url)
    const forged = { ...asOrganiser(), host: 'evil.example', 'x-forwarded-host': 'evil.example' }
    for (const path of ['/r/conf', '/p/hostile/', '/sitemap.xml', '/robots.txt', '/api/v1/openapi.json'])
      expect((await sendRaw(path, forged)).body).not.toContain('evil.example')
    const link = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'reader' })
    expect(new URL(link.url).host).toBe(`${hostname}:${port}`)
  })
})

describe('bodies', () => {
  it('[SAFE-8] what grows when it is unpacked is refused by its size unpacked, and costs no memory', async () => {
    const before = await server.memoryBytes()
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024))
    const notes = event.sessions[0]?.notesId
    for (const [path, type] of [
      ['/events', 'application/json'],
      [`/notes/${notes}/import?format=txt`, 'application/octet-stream'],
      ['/events/conf/programme', 'application/octet-stream'],
    ] as const) {
      const answer = await fetch(`${server.url}/api/v1${path}`, {
        method: 'POST',
        headers: { ...asOrganiser(), origin: server.url, 'content-type': type, 'content-encoding': 'gzip' },
        body: bomb,
      })
      expect([path, answer.status]).toEqual([path, 413])
    }
    expect((await server.memoryBytes()) - before).toBeLessThan(100 * 1024 * 1024)
  })

  it('[SAFE-9] a text that is made to take long ends, and meanwhile the server answers others', async () => {
    const many = 20_000
    const texts: readonly (readonly [format: string, text: string])[] = [
      ['md', '['.repeat(many)],
      ['md', '*a_'.repeat(many)],
      ['md', '<'.repeat(many)],
      ['md', `${'> '.repeat(2_000)}a`],
      ['md', '|a'.repeat(2_000) + '\n' + '|-'.repeat(2_000) + '\n' + '|b'.repeat(2_000)],
      ['md', `${' '.repeat(many)}a`.repeat(3)],
      ['md', 'www.'.repeat(many)],
      ['md', '`'.repeat(many) + 'a' + '`'.repeat(many - 1)],
      ['html', '<b><i>'.repeat(5_000)],
      ['html', '<a '.repeat(many)],
      ['html', '<!--'.repeat(many)],
      ['html', `<table>${'<tr><td><table>'.repeat(2_000)}`],
      ['txt', '- '.repeat(many)],
      ['txt', `${'\t'.repeat(many)}•`.repeat(3)],
      ['json', '['.repeat(many)],
      ['json', `{"type":"doc","content":${'[{"type":"blockquote","content":'.repeat(3_000)}`],
    ]
    let answers = 0
    const ends = new AbortController()
    const asking = (async () => {
      while (!ends.signal.aborted) {
        expect(await isAlive()).toBe(true)
        answers++
        await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
      }
    })()
    const before = answers
    for (const [format, text] of texts) {
      const { notesId: notes } = await organiser.expect<{ notesId: string }>(
        'POST',
        '/events/conf/sessions',
        {
          title: 'Long',
        },
      )
      const answer = await organiser.request('POST', `/api/v1/notes/${notes}/import?format=${format}`, text)
      expect([format, text.slice(0, 20), answer.status < 500]).toEqual([format, text.slice(0, 20), true])
    }
    for (const text of [
      '{'.repeat(many),
      '='.repeat(many),
      'Slides: '.repeat(many),
      `* ${'a, '.repeat(many)}`,
      '[['.repeat(many),
    ]) {
      const answer = await organiser.request('POST', '/api/v1/events/conf/programme?dryRun=1', text)
      expect(answer.status).toBeLessThan(500)
    }
    ends.abort()
    await asking
    expect(answers - before).toBeGreaterThan(texts.length)
  }, 120_000)
})

describe('guessing', () => {
  it('[SAFE-10] strangers get the same answer for what is there and what is not', async () => {
    const session = event.sessions[0]
    const track = event.tracks[0]
    const nobody = 'zzzzzzzzzzzzzz'
    const pairs = ENDPOINTS.filter(({ method, access }) => method === 'GET' && access !== 'anyone').flatMap(
      ({ path }) => {
        const real = path.startsWith('/notes')
          ? session?.notesId
          : path.startsWith('/tracks')
            ? track?.id
            : session?.id
        const query = path === '/links' ? '?event=:slug' : path === '/search' ? '?q=boot&event=:slug' : ''
        const fill = (slug: string, id: string) =>
          (path + query).replaceAll(':slug', slug).replaceAll(/:\w+/g, id)
        return [[fill('conf', real ?? ''), fill('nowhere', nobody)]] as const
      },
    )
    expect(pairs.length).toBeGreaterThan(15)
    const ask = async (path: string | undefined) => {
      const answer = await fetch(`${server.url}/api/v1${path}`)
      const { requestId: _, ...problem } = (await answer.json()) as Record<string, unknown>
      return { status: answer.status, problem }
    }
    for (const [there, missing] of pairs) {
      const [one, other] = [await ask(there), await ask(missing)]
      expect([there, one.status]).toEqual([there, 401])
      expect([missing, other]).toEqual([missing, one])
    }
  })

  it('[SAFE-11] a cookie that somebody else chose is never taken for a login', async () => {
    const planted = 'A'.repeat(43)
    const link = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'reader' })
    const answer = await fetch(link.url, {
      redirect: 'manual',
      headers: { cookie: `${LOGIN_COOKIE}=${planted}` },
    })
    const given = answer.headers.getSetCookie()[0] ?? ''
    expect(given).toMatch(new RegExp(`^${LOGIN_COOKIE}=`))
    expect(given).not.toContain(planted)
    const me = await fetch(`${server.url}/api/v1/me`, { headers: { cookie: `${LOGIN_COOKIE}=${planted}` } })
    expect(((await me.json()) as { kind: string }).kind).toBe('anonymous')
  })
})

describe('one of many', () => {
  it('[SAFE-12] who opens connection after connection is told to close some, and nobody else is kept out', async () => {
    const link = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'scribe' })
    const address = `${server.url.replace('http', 'ws')}/collab/${event.sessions[0]?.notesId}`
    const openAs = async (): Promise<() => WebSocket> => {
      const answer = await fetch(link.url, { redirect: 'manual' })
      const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
      return () => new WebSocket(address, { headers: { cookie, origin: server.url } })
    }
    const [openBad, openGood] = [await openAs(), await openAs()]
    const joined = (socket: WebSocket) =>
      new Promise<number>((resolve) => {
        socket.once('message', () => resolve(0))
        socket.once('close', resolve)
      })
    const sockets = Array.from({ length: MAX_CONNECTIONS + 5 }, openBad)
    const codes = await Promise.all(sockets.map(joined))
    expect(codes.filter((code) => code === 0)).toHaveLength(MAX_CONNECTIONS)
    expect(codes.filter((code) => code === CLOSE.tooManyConnections.code)).toHaveLength(5)
    const good = openGood()
    sockets.push(good)
    expect(await joined(good)).toBe(0)
    for (const socket of sockets) socket.terminate()
  })
})

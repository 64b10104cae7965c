/** What every request passes through: problems, bodies, origins, headers, the log. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newSecret } from '../../server/auth/secrets.ts'
import { MAX_JSON_BYTES } from '../../server/middleware/json-body.ts'
import { Problem } from '../../shared/contracts/errors.ts'
import {
  BUG_MESSAGE,
  startPeopleApp,
  type PeopleApp,
  type Browser,
  type Call,
} from '../support/people-app.ts'
import {
  codeOf,
  FOREIGN,
  linksOf,
  makeLink,
  meOf,
  PASSWORD,
  problemOf,
  ROOT,
  startOrganisedApp,
} from '../support/people-calls.ts'

let app: PeopleApp
/** Signed in as the organiser of the site. */
let organiser: Browser

beforeAll(async () => {
  ;({ app, organiser } = await startOrganisedApp())
})
afterAll(() => app[Symbol.asyncDispose]())

describe('the HTTP edge', () => {
  it('[HTTP-1] problems are RFC 9457 problem details that name the request', async () => {
    const response = await app.openBrowser().send('GET', '/api/v1/nothing-here')
    expect(response.status).toBe(404)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const problem = await problemOf(response)
    expect(problem).toMatchObject({ type: 'about:blank', title: 'Not Found', status: 404, code: 'not_found' })
    expect(problem.requestId).toBe(response.headers.get('x-request-id'))
    expect(problem.requestId).toMatch(/^[\da-f-]{36}$/)
  })

  it('[HTTP-2] a bug tells nothing but the request’s id, and is in the log under it', async () => {
    const response = await app.openBrowser().send('GET', '/api/v1/broken')
    expect(response.status).toBe(500)
    const text = await response.text()
    const problem = Problem.parse(JSON.parse(text))
    expect(problem.code).toBe('internal')
    expect(text).not.toContain(BUG_MESSAGE)
    expect(text).not.toMatch(/\.ts|at /)
    const line = app.logLines.find((entry) => entry.includes(BUG_MESSAGE))
    expect(JSON.parse(line ?? '{}')).toMatchObject({ requestId: problem.requestId, path: '/api/v1/broken' })
  })

  it('[HTTP-3] a body that is not as expected is answered with what was, and where', async () => {
    const send = (call: Call) => organiser.send('POST', '/api/v1/links', call)
    const headers = { 'content-type': 'application/json' }
    const scope = { type: 'event', id: 'harvest' }
    const cases: readonly (readonly [Call, Partial<Problem>])[] = [
      [{}, { code: 'bad_request', detail: 'Expected a body of type application/json, found none.' }],
      [
        { body: '{"scope":', headers },
        { code: 'bad_request', detail: 'The body is not valid JSON.' },
      ],
      [
        { body: '"text"', headers },
        { code: 'bad_request', detail: 'The body is not valid JSON.' },
      ],
      [{ json: [] }, { code: 'bad_request', place: 'body' }],
      [{ json: { scope } }, { code: 'bad_request', place: 'role' }],
      [{ json: { scope: { ...scope, id: 7 }, role: 'reader' } }, { code: 'bad_request', place: 'scope.id' }],
      [{ json: { scope, role: 'king' } }, { code: 'bad_request', place: 'role' }],
      [{ json: { scope, role: 'reader', expiresAt: 'soon' } }, { code: 'bad_request', place: 'expiresAt' }],
      [{ json: { scope, role: 'reader', uses: -1 } }, { code: 'bad_request', place: 'body' }],
      [{ body: 'scope=x', headers: { 'content-type': 'text/plain' } }, { code: 'unsupported_format' }],
      [
        { body: '{}', headers: { 'content-type': 'application/json; charset=iso-8859-1' } },
        { code: 'unsupported_format' },
      ],
      [{ body: '{}', headers: { ...headers, 'content-encoding': 'rot13' } }, { code: 'unsupported_format' }],
    ]
    for (const [call, expected] of cases) expect(await problemOf(await send(call))).toMatchObject(expected)
    const role = await problemOf(await send({ json: { scope, role: 'king' } }))
    expect(role.detail).toContain('organizer')
    const query = await organiser.send('GET', '/api/v1/links?event=harvest&event=frost')
    expect(await problemOf(query)).toMatchObject({ code: 'bad_request', place: 'event' })
  })

  it('[HTTP-3] a body above the limit is refused', async () => {
    const json = { name: 'x'.repeat(MAX_JSON_BYTES) }
    const response = await organiser.send('PATCH', '/api/v1/me', { json })
    expect(response.status).toBe(413)
    expect(await codeOf(response)).toBe('too_large')
  })

  it('[HTTP-3] addresses that cannot be decoded are the asker’s mistake, not the server’s', async () => {
    for (const path of ['/api/v1/links/%E0%A4%A', '/l/%E0%A4%A', '/l/%']) {
      const method = path.startsWith('/l/') ? 'GET' : 'DELETE'
      expect((await organiser.send(method, path)).status).toBe(400)
    }
  })

  it('[HTTP-4] names that mean something to JavaScript are only names', async () => {
    const headers = { 'content-type': 'application/json' }
    for (const body of [
      '{"name":"Kim","__proto__":{"kind":"user","isAdmin":true}}',
      '{"name":"Kim","constructor":{"prototype":{"isAdmin":true}}}',
      '{"__proto__":{"name":"Kim"}}',
    ]) {
      const response = await organiser.send('PATCH', '/api/v1/me', { body, headers })
      expect([200, 400]).toContain(response.status)
      expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined()
      expect(({} as Record<string, unknown>)['name']).toBeUndefined()
    }
    for (const query of ['__proto__=x', 'event[__proto__]=x', 'event=harvest&__proto__[isAdmin]=1']) {
      const response = await organiser.send('GET', `/api/v1/links?${query}`)
      expect(response.status).toBe(400)
      expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined()
    }
    expect((await organiser.send('GET', '/api/v1/links?event=__proto__')).status).toBe(404)
    await organiser.send('PATCH', '/api/v1/me', { json: { name: 'Ines' } })
  })

  it('[HTTP-5] what a foreign page has a visitor’s browser send is not carried out', async () => {
    const link = await makeLink(organiser)
    const json = { scope: { type: 'event', id: 'harvest' }, role: 'organizer' }
    const before = (await linksOf(organiser)).length
    const calls: readonly (readonly [string, string, Call])[] = [
      ['POST', '/api/v1/links', { json }],
      ['DELETE', `/api/v1/links/${link.id}`, {}],
      ['PATCH', '/api/v1/me', { json: { name: 'Mallory' } }],
      ['DELETE', '/api/v1/login', {}],
      ['POST', '/api/v1/login', { json: { email: ROOT.email, password: PASSWORD } }],
      ['POST', `/l/${link.secret}`, { form: { password: 'x' } }],
    ]
    const ways = [
      FOREIGN.headers,
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'same-site' },
    ]
    for (const [method, path, call] of calls) {
      for (const headers of ways) {
        const response = await organiser.send(method, path, { ...call, headers: { ...headers } })
        expect([method, path, await codeOf(response)]).toEqual([method, path, 'bad_origin'])
      }
    }
    expect((await linksOf(organiser)).length).toBe(before)
    expect(await meOf(organiser)).toMatchObject({ kind: 'user', name: 'Ines' })
  })

  it('[HTTP-5] a foreign page cannot sign a visitor in as somebody else', async () => {
    const browser = app.openBrowser()
    const json = { email: ROOT.email, password: PASSWORD }
    const response = await browser.send('POST', '/api/v1/login', { json, ...FOREIGN })
    expect(await codeOf(response)).toBe('bad_origin')
    expect(browser.cookie).toBeNull()
  })

  it('[HTTP-5] our own pages and programs with a token are served', async () => {
    const own = { origin: app.url, 'sec-fetch-site': 'same-origin' }
    expect(
      (await organiser.send('PATCH', '/api/v1/me', { json: { name: 'Ines' }, headers: own })).status,
    ).toBe(200)
    const token = await app.world.addToken({ role: 'lead', event_id: app.world.event.id })
    const headers = { authorization: `Bearer ${token.secret}`, origin: 'https://board.example' }
    const json = { scope: { type: 'event', id: 'harvest' }, role: 'reader' }
    const response = await app.openBrowser().send('POST', '/api/v1/links', { json, headers })
    expect(response.status).toBe(201)
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('[HTTP-6] every answer forbids what pages need not do', async () => {
    for (const path of ['/api/v1/me', '/l/nothing', '/api/v1/broken', '/api/v1/nothing-here']) {
      const { headers } = await app.openBrowser().send('GET', path)
      const host = app.url.replace('http://', '')
      expect(headers.get('content-security-policy')?.split(';')).toEqual([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self'",
        `connect-src 'self' ws://${host}`,
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ])
      expect(headers.get('x-robots-tag')).toBe('noindex')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-frame-options')).toBe('DENY')
      expect(headers.get('strict-transport-security')).toBeNull()
      expect(headers.get('x-powered-by')).toBeNull()
      expect(headers.get('referrer-policy')).toBe(path.startsWith('/l/') ? 'strict-origin' : 'same-origin')
    }
  })

  it('[HTTP-6] under https, pages, WebSockets and the cookie stay encrypted', async () => {
    await using secure = await startPeopleApp({ publicUrl: 'https://notes.example.org' })
    const link = await secure.world.addLink({
      scope_type: 'event',
      scope_id: secure.world.event.id,
      role: 'reader',
    })
    const { headers } = await secure.openBrowser().send('GET', `/l/${link.secret}`)
    const policy = headers.get('content-security-policy')
    expect(policy).toContain('upgrade-insecure-requests')
    expect(policy).toMatch(/connect-src 'self' wss:\/\/127\.0\.0\.1:\d+;/)
    expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d+/)
    expect(headers.get('set-cookie')).toContain('; Secure')
  })

  it('[HTTP-7] the log holds no secret, password, cookie, e-mail address or query', async () => {
    const link = await makeLink(organiser, { password: 'damson' })
    const browser = app.openBrowser()
    await browser.send('GET', `/l/${link.secret}?from=newsletter`)
    await browser.send('POST', `/l/${link.secret}`, { form: { password: 'damson' } })
    await browser.send('POST', `/l/${link.secret}x`, { form: { password: 'damson' } })
    const setupSecret = newSecret()
    await browser.send('GET', `/setup/${setupSecret}`)
    const token = await app.world.addToken({ role: 'reader', event_id: null })
    await browser.send('GET', '/api/v1/broken', { headers: { authorization: `Bearer ${token.secret}` } })
    await browser.send('POST', '/api/v1/login', { json: { email: ROOT.email, password: 'medlar medlar' } })
    await browser.send('POST', '/api/v1/login', {
      body: '{"email":"x@y","password":"medlar medlar"',
      headers: { 'content-type': 'application/json' },
    })
    const log = app.logLines.join('')
    expect(log).toContain('/l/[secret]')
    expect(log).toContain('/setup/[secret]')
    const never = [link.secret, setupSecret, token.secret, browser.cookie ?? '', organiser.cookie ?? '']
    for (const text of [...never, PASSWORD, 'damson', 'medlar', ROOT.email, 'newsletter']) {
      expect(text.length).toBeGreaterThan(0)
      expect(log.includes(text), `“${text}” in the log`).toBe(false)
    }
  })

  it('[HTTP-9] another method on a known path is told which ones there are', async () => {
    const response = await organiser.send('PUT', '/api/v1/links/23456789bcdfgh', { json: {} })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('DELETE')
    expect(await codeOf(response)).toBe('method_not_allowed')
  })

  it('[HTTP-13] answers about people are kept by no cache', async () => {
    for (const path of ['/api/v1/me', '/api/v1/setup', '/api/v1/links?event=harvest']) {
      expect((await organiser.send('GET', path)).headers.get('cache-control')).toBe('no-store')
    }
  })
})

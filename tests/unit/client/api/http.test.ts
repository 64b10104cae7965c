import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod/mini'
import { ApiError, callApi, downloadFromApi, pathOf, sendToApi } from '../../../../client/api/http.ts'
import { explainError } from '../../../../client/components/explain-error.ts'
import { ERROR_STATUS } from '../../../../shared/contracts/errors.ts'

interface Answer {
  readonly status: number
  readonly headers?: Record<string, string>
  readonly body?: string
}
interface Asked {
  readonly line: string
  readonly contentType: string | undefined
  readonly body: string
}

const Thing = z.object({ name: z.string() })
let server: Server
let answer: Answer
let asked: Asked[]

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      asked.push({
        line: `${request.method} ${request.url}`,
        contentType: request.headers['content-type'],
        body,
      })
      response.writeHead(answer.status, answer.headers)
      response.end(answer.body)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})

afterAll(async () => {
  server.close()
  await once(server, 'close')
})

/** A page's addresses begin at its own origin; Node's fetch wants to be told that origin. */
function useOrigin(origin: string): void {
  const realFetch = globalThis.fetch
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => realFetch(new URL(path, origin), init))
}

beforeEach(() => {
  asked = []
  answer = { status: 200, body: '{}' }
  vi.unstubAllGlobals()
  useOrigin(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})

const problem = (code: keyof typeof ERROR_STATUS, rest: object = {}): Answer => ({
  status: ERROR_STATUS[code],
  headers: { 'content-type': 'application/problem+json' },
  body: JSON.stringify({
    type: 'about:blank',
    title: 'T',
    status: ERROR_STATUS[code],
    code,
    detail: 'Why it is so.',
    ...rest,
  }),
})

async function failureOf(call: Promise<unknown>): Promise<ApiError> {
  const error = await call.then(
    () => new Error('expected the call to fail'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof ApiError)) throw error
  return error
}

describe('http', () => {
  it('[PAGE-28] an answer is read through its contract', async () => {
    answer = { status: 200, body: '{"name":"A","more":1}' }
    await expect(callApi(Thing, { path: '/things' })).resolves.toEqual({ name: 'A' })
  })

  it('[PAGE-28] an answer that is not what the contract says fails as unreadable', async () => {
    for (const body of ['{"name":1}', '<!doctype html>', '']) {
      answer = { status: 200, body }
      const { code, status } = await failureOf(callApi(Thing, { path: '/things' }))
      expect([body, code, status]).toEqual([body, 'unreadable', 200])
    }
  })

  it('[PAGE-28] paths are encoded, undefined query values left out, JSON and files sent as what they are', async () => {
    answer = { status: 204 }
    await sendToApi({
      method: 'POST',
      path: pathOf('events', 'a/b ü', 'programme'),
      query: { format: 'auto', dryRun: undefined },
      file: new Blob(['<p>1</p>'], { type: 'text/html' }),
    })
    await sendToApi({ method: 'PATCH', path: '/me', json: { name: 'Ada' } })
    expect(asked).toEqual([
      {
        line: 'POST /api/v1/events/a%2Fb%20%C3%BC/programme?format=auto',
        contentType: 'application/octet-stream',
        body: '<p>1</p>',
      },
      { line: 'PATCH /api/v1/me', contentType: 'application/json', body: '{"name":"Ada"}' },
    ])
  })

  it('[PAGE-12] a problem keeps its code, words, place and request id', async () => {
    answer = problem('import_invalid', { place: 'line 3', requestId: 'r1' })
    const error = await failureOf(callApi(Thing, { path: '/x' }))
    expect(error).toMatchObject({
      code: 'import_invalid',
      status: 422,
      detail: 'Why it is so.',
      place: 'line 3',
      requestId: 'r1',
    })
    expect(explainError(error)).toMatchObject({ detail: 'Why it is so.', place: 'line 3', requestId: 'r1' })
  })

  it('[PAGE-12] every code of the server has words and a way on for people', async () => {
    for (const code of Object.keys(ERROR_STATUS) as (keyof typeof ERROR_STATUS)[]) {
      answer = problem(code)
      const { title, remedy } = explainError(await failureOf(callApi(Thing, { path: '/x' })))
      expect([code, title]).not.toEqual([code, ''])
      expect(['retry', 'sign-in', 'reload', 'none']).toContain(remedy)
    }
    expect(explainError(new TypeError('x is not a function'))).toMatchObject({
      code: 'page_error',
      remedy: 'reload',
    })
  })

  it('[PAGE-12] an error from something in front of the server is known by its status', async () => {
    const codes: readonly [number, string][] = [
      [502, 'unavailable'],
      [504, 'unavailable'],
      [413, 'too_large'],
      [404, 'not_found'],
      [418, 'bad_request'],
      [599, 'internal'],
    ]
    for (const [status, code] of codes) {
      answer = { status, headers: { 'content-type': 'text/html' }, body: '<h1>Bad gateway</h1>' }
      const error = await failureOf(callApi(Thing, { path: '/x' }))
      expect([error.status, error.code]).toEqual([status, code])
    }
  })

  it('[PAGE-28] no answer at all is unreachable', async () => {
    const gone = createServer()
    gone.listen(0, '127.0.0.1')
    await once(gone, 'listening')
    const { port } = gone.address() as AddressInfo
    gone.close()
    await once(gone, 'close')
    vi.unstubAllGlobals()
    useOrigin(`http://127.0.0.1:${port}`)
    expect(await failureOf(callApi(Thing, { path: '/x' }))).toMatchObject({ code: 'unreachable', status: 0 })
  })

  it('[PAGE-28] a call that the page gave up is an abort, not an error to show', async () => {
    const controller = new AbortController()
    controller.abort()
    await expect(callApi(Thing, { path: '/x', signal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError',
    })
  })

  it('[PAGE-34] a download has the name that the server gave it, encoded or plain, or none', async () => {
    const names: readonly [string | undefined, string | null][] = [
      [`attachment; filename="notes.md"`, 'notes.md'],
      [`attachment; filename="n.md"; filename*=UTF-8''Caf%C3%A9%20notes.md`, 'Café notes.md'],
      [`attachment; filename=plain.txt; size=3`, 'plain.txt'],
      [`attachment; filename="kept.md"; filename*=UTF-8''%E0%A4`, 'kept.md'],
      [undefined, null],
    ]
    for (const [disposition, fileName] of names) {
      answer = {
        status: 200,
        body: 'abc',
        ...(disposition && { headers: { 'content-disposition': disposition } }),
      }
      const file = await downloadFromApi({ path: '/x' })
      expect([disposition, file.fileName]).toEqual([disposition, fileName])
      await expect(file.blob.text()).resolves.toBe('abc')
    }
  })
})

import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type RequestHandler } from 'express'
import { afterEach, describe, expect, it } from 'vitest'
import { newSecret } from '../../../../server/auth/secrets.ts'
import { handleErrors } from '../../../../server/middleware/error-handler.ts'
import {
  limitLinkPasswords,
  limitSetups,
  MAX_WRONG_LINK_PASSWORDS,
  MAX_WRONG_SETUPS,
} from '../../../../server/middleware/rate-limit.ts'
import { createLogger } from '../../../../server/log.ts'

let server: Server | null = null

afterEach(() => {
  server?.close()
  server?.closeAllConnections()
})

/** A server that answers POST `/:secret` with the status that `?status=` asks for, behind a limit; returns a caller of it. */
async function startLimited(limit: RequestHandler): Promise<(path: string) => Promise<number>> {
  const app = express()
  app.post('/:secret', limit, (request, response) => {
    response.status(Number(request.query['status'])).end()
  })
  app.use(handleErrors(createLogger('silent')))
  server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return async (path) => {
    const response = await fetch(`${url}${path}`, { method: 'POST' })
    await response.arrayBuffer()
    return response.status
  }
}

async function callTimes(times: number, call: () => Promise<number>): Promise<readonly number[]> {
  return Promise.all(Array.from({ length: times }, call))
}

describe('limits on guessing', () => {
  it('[HTTP-10] a link’s password can be mistyped by a hall, and not guessed beyond that', async () => {
    const call = await startLimited(limitLinkPasswords())
    const [guessed, spared] = [newSecret(), newSecret()]
    const answers = await callTimes(MAX_WRONG_LINK_PASSWORDS + 7, () => call(`/${guessed}?status=401`))
    expect(answers.filter((status) => status === 429)).toHaveLength(7)
    expect(await call(`/${guessed}?status=303`)).toBe(429)
    expect(await call(`/${spared}?status=303`)).toBe(303)
  })

  it('[HTTP-10] those who know the password are not counted', async () => {
    const call = await startLimited(limitLinkPasswords())
    const secret = newSecret()
    for (let i = 0; i < 10; i++) {
      const answers = await callTimes(MAX_WRONG_LINK_PASSWORDS / 5, () => call(`/${secret}?status=303`))
      expect(new Set(answers)).toEqual(new Set([303]))
    }
  })

  it('[HTTP-10] set-up secrets cannot be tried without end from one address', async () => {
    const call = await startLimited(limitSetups())
    const answers = await callTimes(MAX_WRONG_SETUPS + 1, () => call('/setup?status=403'))
    expect(answers.filter((status) => status === 429)).toHaveLength(1)
  })
})

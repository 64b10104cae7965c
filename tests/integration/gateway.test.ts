/** How the server lets people in and sends them away as a whole. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import WebSocket from 'ws'
import { createToken } from '../../server/auth/create-token.ts'
import { OPERATOR } from '../../server/auth/operator.ts'
import { loadConfig } from '../../server/config/config.ts'
import { createContext } from '../../server/create-context.ts'
import { createEvent } from '../../server/programme/create-event.ts'
import { createSession } from '../../server/programme/create-session.ts'
import { Gateway } from '../../server/realtime/gateway.ts'
import type { EventId } from '../../shared/domain/ids.ts'
import { CLOSE, returnDelayOf } from '../../shared/protocol/close-codes.ts'
import { makeEvent, makeLink, signUpOrganiser } from '../support/api-client.ts'
import { eventually } from '../support/eventually.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { NoteClient } from '../support/note-client.ts'
import { ServerProcess } from '../support/server-process.ts'
import { makeTempDir } from '../support/temp-dir.ts'

const closeCodeOf = (url: string, headers: Record<string, string> = {}) =>
  new Promise<number>((resolve) => {
    const socket = new WebSocket(url, { headers })
    // Whoever is let in leaves again.
    socket.on('message', () => socket.close(1_000))
    socket.on('close', resolve)
    socket.on('error', () => {})
  })

test('[GATE-8] more people than may arrive at once are told to come back, and are let in a moment later', async () => {
  const clock = new FakeClock()
  const config = loadConfig({ DATA_DIR: makeTempDir(), LOG_LEVEL: 'silent' })
  const context = await createContext(config, { clock })
  const gateway = new Gateway(context, { joinBurst: 2 })
  const server = createServer()
  server.on('upgrade', (request, socket, head) => void gateway.upgrade(request, socket, head))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    gateway.close()
    server.close()
    await context.close()
  })
  const { id } = await createEvent(context, { input: { title: 'Rush', slug: 'rush' }, principal: OPERATOR })
  const event = id as EventId
  const input = { title: 'Keynote' }
  const { notesId } = await createSession(context, { event, input, principal: OPERATOR })
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/collab/${notesId}`
  const { secret } = await createToken(context, { name: 'hall', role: 'scribe', event })
  const headers = { authorization: `Bearer ${secret}` }
  const codes = []
  // Knocking without a right uses up nothing.
  for (let i = 0; i < 3; i++) codes.push(await closeCodeOf(url))
  for (let i = 0; i < 3; i++) codes.push(await closeCodeOf(url, headers))
  const { notSignedIn, busy } = CLOSE
  const strangers = Array.from({ length: 3 }, () => notSignedIn.code)
  expect(codes).toEqual([...strangers, 1_000, 1_000, busy.code])
  clock.advance(1_000)
  expect(await closeCodeOf(url, headers)).toBe(1_000)
})

test('[GATE-10, GATE-11, LANE-5, LANE-17] a server that is stopped while people type answers, tells them when to come back, and leaves nothing to repair', async () => {
  const server = await ServerProcess.start()
  onTestFinished(() => server.dispose())
  const organiser = await signUpOrganiser(server.url, server.setupLink)
  const event = await makeEvent(organiser)
  const { secret } = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'scribe' })
  const noteId = event.sessions[0]!.notesId
  const clients = Array.from(
    { length: 5 },
    (_, index) =>
      new NoteClient({ url: server.url, noteId, secret, over: index % 2 === 0 ? 'WebSocket' : 'HTTP' }),
  )
  onTestFinished(() => clients.forEach((client) => client.destroy()))
  await Promise.all(clients.map((client) => client.synced()))
  clients[0]!.type('first ')
  await clients[0]!.save()
  const metrics = await (await fetch(`${server.url}/metrics`)).text()

  const reasons: string[] = []
  for (const { provider } of clients) {
    provider.on('connection-close', (closing) => void (closing?.reason && reasons.push(closing.reason)))
  }
  clients.forEach((client, i) => client.type(`<${i}>`))
  // What the others say may have to wait for a request of its own, which a server that stops takes no more.
  const saved = Promise.all(clients.filter((_, i) => i % 2 === 0).map((client) => client.save()))
  await server.restart()
  expect(await saved).toEqual(Array(3).fill('saved'))
  const delays = reasons.map(returnDelayOf)
  expect(delays.length).toBeGreaterThanOrEqual(5)
  expect(delays.every((delay) => delay !== null && delay <= 10_000)).toBe(true)
  await Promise.all(clients.map((client) => client.synced()))
  await eventually(() => clients.every(({ text }) => text === clients[0]!.text && /(<\d>){5}/.test(text)))

  for (const name of [
    'commit_seconds_count [1-9]',
    'commit_updates_sum [1-9]',
    'receive_to_send_seconds_count',
    'connections{transport="websocket"} 3',
    'connections{transport="http"} 2',
    'open_rooms 1',
    'stale_participants 0',
    'state_bytes [1-9]',
    'joins_total{how="shared"} 5',
    'checkpoints_total',
    'closed_connections_total',
    'failed_commits_total 0',
    'quarantined_rows_total 0',
  ]) {
    expect(metrics).toMatch(new RegExp(`^(# TYPE )?rapporteur_${name}`, 'm'))
  }
  expect(metrics).toMatch(/^nodejs_eventloop_lag_seconds/m)
})

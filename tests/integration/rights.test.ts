/** Every endpoint and the WebSocket, asked by everybody: roles on the event, on another track, and strangers. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { API_ROOT, ENDPOINTS } from '../../shared/contracts/api.ts'
import type { EventDetail } from '../../shared/contracts/programme.ts'
import type { RoleGiven } from '../../shared/contracts/roles.ts'
import { roleAllows, ROLES, type Role } from '../../shared/domain/access.ts'
import { CLOSE } from '../../shared/protocol/close-codes.ts'
import { ApiClient } from '../support/api-client.ts'
import { PROBES, type Probe } from '../support/endpoint-probes.ts'
import { eventually } from '../support/eventually.ts'
import { NoteClient } from '../support/note-client.ts'
import { run } from '../support/run-command.ts'
import { createRightsWorld, type RightsWorld } from '../support/rights-world.ts'

let world: RightsWorld

beforeAll(async () => {
  world = await createRightsWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const nameOf = ({ method, path }: { readonly method: string; readonly path: string }) => `${method} ${path}`

/** `let in`, or what the refusal is. A stream is left as soon as it begins. */
async function outcomeOf(asker: ApiClient, method: string, probe: Probe): Promise<string> {
  const path = `${API_ROOT}${await probe.path(world, asker)}`
  const body: unknown =
    typeof probe.body === 'function' ? (probe.body as (world: RightsWorld) => unknown)(world) : probe.body
  if (path.includes('/live?')) {
    const leaving = new AbortController()
    const response = await fetch(new URL(path, asker.url), {
      headers: { cookie: asker.cookie },
      signal: leaving.signal,
    })
    leaving.abort()
    return wordFor(response.status, '', probe)
  }
  const { status, body: answer } = await asker.request<{ code?: string }>(method, path, body)
  return wordFor(status, answer.code ?? '', probe)
}

function wordFor(status: number, code: string, { also = [] }: Probe): string {
  if (status === 401) return 'not_signed_in'
  if (status === 403) return 'forbidden'
  return status < 400 || also.includes(status) ? 'let in' : `${status} ${code}`
}

/** What should come of it. */
function expectedOf(
  { access }: (typeof ENDPOINTS)[number],
  { on, needsAccount = false }: Probe,
  { role, isElsewhere }: { readonly role: Role | null; readonly isElsewhere: boolean },
): string {
  if (on === 'anyone') return 'let in'
  if (role === null) return 'not_signed_in'
  if (needsAccount) return 'forbidden'
  const mayHere = on !== 'site' && (on === 'list' || !isElsewhere)
  const may = access === 'anyone' || access === 'signed-in' || roleAllows(role, access)
  return mayHere && may ? 'let in' : 'forbidden'
}

describe('the API', () => {
  // What takes the event away is asked for last.
  const endpoints = ENDPOINTS.toSorted(
    (a, b) => Number(nameOf(a) === 'DELETE /events/:slug') - Number(nameOf(b) === 'DELETE /events/:slug'),
  )

  it('[ROLE-13] everything that is listed is asked for', () => {
    expect(Object.keys(PROBES).toSorted()).toEqual(ENDPOINTS.map(nameOf).toSorted())
  })

  it('[ROLE-17] an event tells what one holds on it, apart from what one holds in it', async () => {
    const { slug, onEvent, onOther, organiser } = world
    const heldBy = async (asker: ApiClient) => {
      const { role, ownRole } = await asker.expect<EventDetail>('GET', `/events/${slug}`)
      return [role, ownRole]
    }
    expect(await heldBy(organiser)).toEqual(['organizer', 'organizer'])
    expect(await heldBy(onEvent.lead)).toEqual(['lead', 'lead'])
    for (const role of ROLES) expect(await heldBy(onOther[role])).toEqual([role, null])
  })

  for (const endpoint of endpoints) {
    const name = nameOf(endpoint)
    const probe = PROBES[name]
    if (!probe) continue
    it(`[ROLE-13] ${name}: who is let in`, async () => {
      const found: Record<string, string> = {}
      const expected: Record<string, string> = {}
      const ask = async (who: string, asker: ApiClient, as: Parameters<typeof expectedOf>[2]) => {
        expected[who] = expectedOf(endpoint, probe, as)
        found[who] = await outcomeOf(asker, endpoint.method, probe)
      }
      await ask('a stranger', new ApiClient(world.server.url), { role: null, isElsewhere: false })
      // For what anyone may there is nothing more to see, and one of them signs out.
      const roles = probe.on === 'anyone' ? [] : ROLES.toReversed()
      for (const role of roles) {
        await ask(`${role} elsewhere`, world.onOther[role], { role, isElsewhere: true })
        await ask(role, world.onEvent[role], { role, isElsewhere: false })
      }
      if (roles.length > 0) {
        expected['organizer of the site'] = 'let in'
        found['organizer of the site'] = await outcomeOf(world.organiser, endpoint.method, probe)
      }
      expect(found).toEqual(expected)
    })
  }
})

describe('the WebSocket', () => {
  const openNote = async (secret: string): Promise<NoteClient> => {
    const { notesId } = await world.freshSession()
    return new NoteClient({ url: world.server.url, noteId: notesId, secret })
  }

  // The event was deleted by the last request above.
  beforeAll(async () => {
    await world[Symbol.asyncDispose]()
    world = await createRightsWorld()
  })

  for (const role of ROLES) {
    const writes = roleAllows(role, 'note.write')
    it(`[ROLE-14] a ${role} joins and ${writes ? 'writes' : 'is sent away for writing'}`, async () => {
      const client = await openNote(world.secrets.onEvent[role])
      await client.synced()
      client.type('mine')
      const answer = writes
        ? await client.save()
        : await eventually(() => client.closes[0], { message: 'the close' })
      expect(answer).toBe(writes ? 'saved' : CLOSE.readOnly.code)
      client.destroy()
    })

    it(`[ROLE-14] a ${role} of another track does not join`, async () => {
      const client = await openNote(world.secrets.onOther[role])
      await eventually(() => client.closes.length > 0, { message: 'the close' })
      expect(client.closes[0]).toBe(CLOSE.forbidden.code)
      client.destroy()
    })
  }

  it('[ROLE-8] an account’s open note closes at once when its role is taken, and comes back when it changes', async () => {
    const { server, organiser, session, track } = world
    const login = { email: 'ada@example.org', password: 'twelve ripe quinces' }
    const made = ['user', 'create', '--name', 'Ada', '--email', login.email, '--data', server.dataDir]
    expect((await run(made, { input: `${login.password}\n` })).code).toBe(0)
    const ada = new ApiClient(server.url)
    await ada.expect('POST', '/login', login)
    const give = (role: Role) =>
      organiser.expect<RoleGiven>('POST', '/roles', {
        scope: { type: 'track', id: track },
        role,
        email: login.email,
      })
    const open = async () => {
      const socket = new WebSocket(`${server.url.replace('http', 'ws')}/collab/${session.notesId}`, {
        headers: { cookie: ada.cookie, origin: new URL(server.url).origin },
      })
      const closed = new Promise<number>((resolve) => socket.on('close', resolve))
      await new Promise((resolve) => socket.once('message', resolve))
      return { closed }
    }
    const { person } = await give('scribe')
    const asScribe = await open()
    await give('reader')
    expect(await asScribe.closed).toBe(CLOSE.roleChanged.code)
    const asReader = await open()
    await organiser.expect('DELETE', `/roles/${person.userId}/track:${track}`)
    expect(await asReader.closed).toBe(CLOSE.forbidden.code)
  })

  it('[ROLE-14] a stranger does not join', async () => {
    const socket = new WebSocket(`${world.server.url.replace('http', 'ws')}/collab/${world.session.notesId}`)
    const code = await new Promise<number>((resolve) => socket.on('close', resolve))
    expect(code).toBe(CLOSE.notSignedIn.code)
  })
})

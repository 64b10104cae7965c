/** What gets into the audit log, by doing all of it on a real server. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AuditEntry, AuditList } from '../../shared/contracts/audit.ts'
import type { LinkCreated } from '../../shared/contracts/people.ts'
import type { RoleGiven, UserMade } from '../../shared/contracts/roles.ts'
import { AUDIT_ACTS, type AuditAct } from '../../shared/domain/audit-act.ts'
import { ApiClient } from '../support/api-client.ts'
import { createRightsWorld, type RightsWorld } from '../support/rights-world.ts'
import { run } from '../support/run-command.ts'

/** Acts that have tests of their own where they are done. */
const ELSEWHERE: ReadonlySet<AuditAct> = new Set<AuditAct>([
  'password.changed',
  'login.ended',
  'token.revoked',
  'account.connected',
  'account.disconnected',
  'address.proven',
  'guest.removed',
  'text.rolled-back',
  'name.redacted',
])

let world: RightsWorld
/** Everything that must be in no entry. */
const secrets: string[] = []

beforeAll(async () => {
  world = await createRightsWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

async function entriesOf(path: string): Promise<readonly AuditEntry[]> {
  const all: AuditEntry[] = []
  let next: string | null = null
  do {
    const query = next === null ? '' : `?before=${next}`
    const part: AuditList = await world.organiser.expect('GET', `${path}${query}`)
    all.push(...part.entries)
    next = part.next
  } while (next !== null)
  return all
}

it('[AUDIT-1, AUDIT-2, ROLE-9] every act is written down with who, when and on what, and without secrets', async () => {
  const { organiser, slug, server } = world
  const scope = { type: 'track', id: world.track } as const
  const link = await organiser.expect<LinkCreated>('POST', '/links', {
    scope,
    role: 'scribe',
    label: 'for ben@example.org',
    password: 'open sesame',
  })
  await organiser.expect('DELETE', `/links/${link.id}`)
  const given = await organiser.expect<RoleGiven>('POST', '/roles', {
    scope,
    role: 'lead',
    email: 'ben@example.org',
    name: 'Ben',
  })
  await organiser.expect('DELETE', `/roles/${given.person.userId}/track:${world.track}`)
  const made = await organiser.expect<UserMade>('POST', '/users', { name: 'Cy', email: 'cy@example.org' })
  await organiser.expect('DELETE', `/users/${made.user.id}`)
  const command = ['token', 'create', '--name', 'board', '--role', 'reader', '--event', slug]
  const token = await run([...command, '--data', server.dataDir])
  secrets.push(link.secret, 'open sesame', given.passwordLink?.url ?? '', made.passwordLink.url ?? '')
  secrets.push(token.stdout.trim(), organiser.cookie.split('=')[1] ?? '')
  const account = ['user', 'create', '--name', 'Eve', '--email', 'eve@example.org', '--role', 'organizer']
  await run([...account, '--data', server.dataDir], { input: 'twelve ripe quinces\n' })
  secrets.push('twelve ripe quinces')
  const summaryId = await world.freshSummary()
  await organiser.expect('PUT', `/notes/${summaryId}/stage`, { stage: 'final', from: 'draft' })
  await organiser.expect('PUT', `/notes/${summaryId}/stage`, { stage: 'draft', from: 'final' })
  await organiser.expect('POST', `/events/${slug}/publications`, { summaries: 'all' })
  const { publications } = await organiser.expect<{ publications: { id: string }[] }>(
    'GET',
    `/events/${slug}/publications`,
  )
  await organiser.expect('POST', `/publications/${publications[0]?.id ?? ''}/withdraw`)
  await organiser.expect('GET', `/events/${slug}/audit?format=csv`)
  await organiser.expect('POST', '/events', { title: 'Short-lived', slug: 'short' })
  await organiser.expect('DELETE', '/events/short')

  const ofEvent = await entriesOf(`/events/${slug}/audit`)
  const ofSite = await entriesOf('/audit')
  const acts = new Set([...ofEvent, ...ofSite].map(({ act }) => act))
  expect([...acts].toSorted()).toEqual(AUDIT_ACTS.filter((act) => !ELSEWHERE.has(act)).toSorted())
  const find = (entries: readonly AuditEntry[], act: AuditAct) => entries.find((entry) => entry.act === act)
  const olga = { actor: 'user', name: 'Olga Organiser' }
  expect(find(ofEvent, 'link.made')).toMatchObject({
    ...olga,
    subject: 'Here',
    detail: 'scribe, “for (e-mail address)”, with a password',
  })
  expect(find(ofEvent, 'role.taken')).toMatchObject({
    ...olga,
    subject: 'Ben',
    detail: 'lead, the track “Here”',
  })
  expect(find(ofSite, 'account.deleted')).toMatchObject({ ...olga, subject: 'Cy' })
  expect(find(ofEvent, 'link.opened')).toMatchObject({ actor: 'guest', name: null })
  expect(find(ofEvent, 'token.made')).toMatchObject({ actor: 'operator', subject: 'board', detail: 'reader' })
  const ofOperator = { actor: 'operator', name: null, subject: 'Eve' }
  expect(ofSite).toContainEqual(
    expect.objectContaining({ ...ofOperator, act: 'role.given', detail: 'organizer, the whole site' }),
  )
  expect(find(ofSite, 'event.deleted')).toMatchObject({ ...olga, subject: 'Short-lived' })
  const times = ofEvent.map(({ at }) => at)
  expect(times).toEqual(times.toSorted().toReversed())
  const text = JSON.stringify([...ofEvent, ...ofSite])
  expect(text).not.toMatch(/@example/)
  for (const secret of secrets) expect(text).not.toContain(secret.split('/').at(-1))
  expect(secrets.every((secret) => secret.length > 8)).toBe(true)
})

it('[AUDIT-1] what fails or changes nothing leaves no entry', async () => {
  const { organiser, slug } = world
  const before = (await entriesOf(`/events/${slug}/audit`)).length + (await entriesOf('/audit')).length
  const role = { scope: { type: 'event', id: slug }, role: 'lead', email: 'nobody@example.org' }
  expect((await organiser.request('POST', '/api/v1/roles', role)).status).toBe(400)
  expect((await world.onEvent.lead.request('POST', '/api/v1/roles', role)).status).toBe(404)
  expect((await organiser.request('DELETE', '/api/v1/users/nobody')).status).toBe(404)
  expect((await new ApiClient(world.server.url).request('GET', '/l/nothing')).status).toBe(404)
  expect((await world.onEvent.scribe.request('GET', `/api/v1/events/${slug}/audit?format=csv`)).status).toBe(
    403,
  )
  const after = (await entriesOf(`/events/${slug}/audit`)).length + (await entriesOf('/audit')).length
  expect(after).toBe(before)
})

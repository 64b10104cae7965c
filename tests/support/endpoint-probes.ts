/** One request for each endpoint of the API, as somebody would send it who may. */
import { readFileSync } from 'node:fs'
import type { LinkCreated } from '../../shared/contracts/people.ts'
import type { NoteTimeline } from '../../shared/contracts/history.ts'
import type { RoleGiven, UserMade } from '../../shared/contracts/roles.ts'
import { ORGANISER, type ApiClient } from './api-client.ts'
import { png } from './picture-files.ts'
import type { RightsWorld } from './rights-world.ts'

/**
 * Where the right has to be held: on the site, the event, or a track of it. `list` is of the event and shows everybody
 * their own part; `anyone` is for strangers too.
 */
export type ProbePlace = 'site' | 'event' | 'list' | 'track' | 'anyone'

export interface Probe {
  readonly on: ProbePlace
  readonly path: (world: RightsWorld, asker: ApiClient) => string | Promise<string>
  /** A function makes it. */
  readonly body?: unknown
  /** For those who have an account: whoever came by a link has none. */
  readonly needsAccount?: boolean
  /** What whoever may can be told as well: statuses beyond 399. */
  readonly also?: readonly number[]
}

let names = 0
const unique = (word: string) => `${word}-${++names}`
const programme = readFileSync(new URL('../fixtures/c3voc/version-2.json', import.meta.url))

const event =
  (rest = ''): Probe['path'] =>
  ({ slug }) =>
    `/events/${slug}${rest}`
const notes =
  (rest = ''): Probe['path'] =>
  ({ session }) =>
    `/notes/${session.notesId}${rest}`
const session =
  (rest = ''): Probe['path'] =>
  (world) =>
    `/sessions/${world.session.id}${rest}`
const track =
  (rest = ''): Probe['path'] =>
  (world) =>
    `/tracks/${world.track}${rest}`

/** A comment that the asker wrote, or for those who may not, somebody else. */
async function threadFor(world: RightsWorld, asker: ApiClient, kind?: 'suggestion') {
  return world.comment(asker, kind).catch(() => world.comment(world.organiser, kind))
}
async function commentFor(world: RightsWorld, asker: ApiClient): Promise<string> {
  return `/comments/${(await threadFor(world, asker)).comments[0]?.id ?? ''}`
}

const linkOf = ({ slug, track: id }: RightsWorld) => ({
  scope: { type: 'track', id },
  role: 'reader',
  label: slug,
})
const roleOf = ({ track: id }: RightsWorld) => ({
  scope: { type: 'track', id },
  role: 'reader',
  email: ORGANISER.email,
})
const newUser = () => ({ name: 'Ulla', email: `${unique('ulla')}@example.org` })

let publication: string | null = null
async function publicationOf({ organiser, slug }: RightsWorld): Promise<string> {
  const path = `/events/${slug}/publications`
  if (publication === null) {
    await organiser.expect('POST', path, { summaries: 'all', notes: true })
    const list = await organiser.expect<{ publications: { id: string }[] }>('GET', path)
    publication = list.publications[0]?.id ?? ''
  }
  return `/publications/${publication}`
}

let picture: string | null = null

/** By `METHOD path`, as in the list of endpoints. */
export const PROBES: Readonly<Record<string, Probe>> = {
  'GET /openapi.json': { on: 'anyone', path: () => '/openapi.json' },
  'GET /setup': { on: 'anyone', path: () => '/setup' },
  'POST /setup': { on: 'anyone', path: () => '/setup', body: {}, also: [400] },
  'POST /login': { on: 'anyone', path: () => '/login', body: {}, also: [400] },
  'DELETE /login': { on: 'anyone', path: () => '/login' },
  'GET /me': { on: 'anyone', path: () => '/me' },
  'PATCH /me': { on: 'list', path: () => '/me', body: { name: 'Kim' } },
  'GET /me/account': { on: 'list', path: () => '/me/account', needsAccount: true },
  'PUT /me/password': {
    on: 'list',
    path: () => '/me/password',
    body: { present: ORGANISER.password, password: 'another horse battery' },
    needsAccount: true,
  },
  'POST /me/identity': {
    on: 'list',
    path: () => '/me/identity',
    body: { present: ORGANISER.password },
    needsAccount: true,
    also: [409],
  },
  'DELETE /me/identity': { on: 'list', path: () => '/me/identity', needsAccount: true, also: [404] },
  'DELETE /me/logins': { on: 'list', path: () => '/me/logins', needsAccount: true },
  'DELETE /me/logins/:id': {
    on: 'list',
    path: () => '/me/logins/nothing',
    needsAccount: true,
    also: [404],
  },
  'POST /password-mails': { on: 'anyone', path: () => '/password-mails', body: {}, also: [400] },
  'POST /users/:id/password-links': {
    on: 'event',
    path: async ({ organiser, slug }) => {
      const role = { scope: { type: 'event', id: slug }, role: 'reader', ...newUser() }
      const { person } = await organiser.expect<RoleGiven>('POST', '/roles', role)
      return `/users/${person.userId}/password-links`
    },
  },
  'GET /notes/:id/participants': { on: 'track', path: notes('/participants') },
  'POST /notes/:id/removals': {
    on: 'track',
    path: notes('/removals'),
    body: { participant: 'guest:nobody', rollback: 'none', revokeLinks: [] },
    also: [400],
  },
  'POST /events/:slug/name-redactions': {
    on: 'event',
    path: event('/name-redactions'),
    body: { names: ['Zebulon Quill'], dryRun: true, keepOnList: false, histories: 'found' },
  },
  'GET /links': { on: 'list', path: ({ slug }) => `/links?event=${slug}` },
  'POST /links': { on: 'track', path: () => '/links', body: linkOf },
  'DELETE /links/:id': {
    on: 'track',
    path: async (world) =>
      `/links/${(await world.organiser.expect<LinkCreated>('POST', '/links', linkOf(world))).id}`,
  },
  'GET /events': { on: 'anyone', path: () => '/events' },
  'POST /events': {
    on: 'site',
    path: () => '/events',
    body: () => ({ title: 'New', slug: unique('new') }),
  },
  'GET /events/:slug': { on: 'list', path: event() },
  'PATCH /events/:slug': { on: 'event', path: event(), body: { location: 'Lisbon' } },
  // The event itself goes with the first who may: it is asked for last.
  'DELETE /events/:slug': { on: 'event', path: event(), also: [404] },
  'POST /events/:slug/tracks': { on: 'event', path: event('/tracks'), body: { title: 'More' } },
  'POST /events/:slug/sessions': {
    on: 'track',
    path: event('/sessions'),
    body: (world: RightsWorld) => ({ title: 'More', trackId: world.track }),
  },
  'POST /events/:slug/programme': { on: 'event', path: event('/programme?dryRun=1'), body: programme },
  'POST /demo': { on: 'site', path: () => '/demo' },
  'GET /tracks/:id': { on: 'track', path: track() },
  'PATCH /tracks/:id': { on: 'track', path: track(), body: { title: 'Here' } },
  'DELETE /tracks/:id': {
    on: 'event',
    path: async ({ organiser, slug }) =>
      `/tracks/${(await organiser.expect<{ id: string }>('POST', `/events/${slug}/tracks`, { title: 'Short' })).id}`,
  },
  'GET /sessions/:id': { on: 'track', path: session() },
  'PATCH /sessions/:id': { on: 'track', path: session(), body: { hall: 'Ostrich' } },
  'DELETE /sessions/:id': {
    on: 'track',
    path: async (world) => `/sessions/${(await world.freshSession()).id}`,
  },
  'GET /notes/:id': { on: 'track', path: notes() },
  'GET /notes/:id/content': { on: 'track', path: notes('/content') },
  'POST /notes/:id/import': { on: 'track', path: notes('/import?format=txt'), body: 'A line' },
  'POST /notes/:id/images': { on: 'track', path: notes('/images'), body: png(2, 2) },
  'GET /images/:id': {
    on: 'track',
    path: async ({ organiser, session: { notesId } }) => {
      picture ??= (await organiser.expect<{ id: string }>('POST', `/notes/${notesId}/images`, png(3, 3))).id
      return `/images/${picture}`
    },
  },
  'GET /notes/:id/history': { on: 'track', path: notes('/history') },
  'GET /notes/:id/timeline': { on: 'track', path: notes('/timeline') },
  'GET /notes/:id/states/:seq': { on: 'track', path: notes('/states/0') },
  'GET /notes/:id/writers': { on: 'track', path: notes('/writers') },
  'GET /notes/:id/deleted': { on: 'track', path: notes('/deleted') },
  'POST /notes/:id/versions': { on: 'track', path: notes('/versions'), body: { name: 'Here' } },
  'DELETE /notes/:id/versions/:version': {
    on: 'track',
    path: async ({ organiser, session: { notesId } }) => {
      await organiser.expect('POST', `/notes/${notesId}/versions`, { name: 'Gone soon' })
      const { versions } = await organiser.expect<NoteTimeline>('GET', `/notes/${notesId}/timeline`)
      return `/notes/${notesId}/versions/${versions.at(-1)?.id ?? ''}`
    },
  },
  'POST /notes/:id/restore': {
    on: 'track',
    path: async (world) => `/notes/${(await world.freshSession()).notesId}/restore`,
    body: { seq: 0 },
  },
  'PUT /notes/:id/stage': {
    on: 'track',
    path: async (world) => `/notes/${await world.freshSummary()}/stage`,
    body: { stage: 'review', from: 'draft' },
  },
  'POST /events/:slug/reminders': { on: 'event', path: event('/reminders'), also: [409, 503] },
  'GET /notes/:id/threads': { on: 'track', path: notes('/threads') },
  'POST /notes/:id/threads': { on: 'track', path: notes('/threads'), body: {}, also: [400] },
  'POST /threads/:id/comments': {
    on: 'track',
    path: async (world, asker) => `/threads/${(await threadFor(world, asker)).id}/comments`,
    body: { text: 'This one' },
  },
  'PUT /threads/:id/state': {
    on: 'track',
    path: async (world, asker) => `/threads/${(await threadFor(world, asker)).id}/state`,
    body: { state: 'resolved', from: 'open' },
  },
  'POST /threads/:id/accept': {
    on: 'track',
    path: async (world, asker) => `/threads/${(await threadFor(world, asker, 'suggestion')).id}/accept`,
  },
  'PATCH /comments/:id': { on: 'track', path: commentFor, body: { text: 'That one' } },
  'DELETE /comments/:id': { on: 'track', path: commentFor },
  'GET /live': { on: 'track', path: (world) => `/live?notes=${world.session.notesId}` },
  'GET /search': { on: 'list', path: () => '/search?q=fox' },
  'GET /events/:slug/publications': { on: 'event', path: event('/publications') },
  'POST /events/:slug/publications': {
    on: 'event',
    path: event('/publications'),
    body: { summaries: 'all', dryRun: true },
    also: [409],
  },
  'POST /publications/:id/withdraw': {
    on: 'event',
    path: async (world) => `${await publicationOf(world)}/withdraw`,
    also: [409],
  },
  'POST /publications/:id/again': {
    on: 'event',
    path: async (world) => `${await publicationOf(world)}/again`,
    also: [409],
  },
  'POST /notes/:id/errata': {
    on: 'track',
    path: async (world) => {
      const summaryId = await world.freshSummary()
      await world.organiser.expect('PUT', `/notes/${summaryId}/stage`, { stage: 'final', from: 'draft' })
      return `/notes/${summaryId}/errata`
    },
    body: { text: 'It was red.' },
  },
  'GET /events/:slug/export': { on: 'event', path: event('/export?format=md') },
  'GET /tracks/:id/export': { on: 'track', path: track('/export?format=md') },
  'GET /sessions/:id/export': { on: 'track', path: session('/export?format=md') },
  'GET /exports/:id': { on: 'anyone', path: () => '/exports/nothing', also: [404] },
  'GET /events/:slug/board': { on: 'list', path: event('/board') },
  'GET /events/:slug/minutes': { on: 'event', path: event('/minutes') },
  'GET /tracks/:id/minutes': { on: 'track', path: track('/minutes') },
  'GET /sessions/:id/minutes': { on: 'track', path: session('/minutes') },
  'GET /events/:slug/people': { on: 'list', path: event('/people') },
  'POST /roles': { on: 'track', path: () => '/roles', body: roleOf },
  'DELETE /roles/:user/:scope': {
    on: 'track',
    path: async (world) => {
      const { person } = await world.organiser.expect<RoleGiven>('POST', '/roles', roleOf(world))
      return `/roles/${person.userId}/${person.scope.type}:${person.scope.id}`
    },
  },
  'GET /users': { on: 'site', path: () => '/users' },
  'POST /users': { on: 'site', path: () => '/users', body: newUser },
  'DELETE /users/:id': {
    on: 'site',
    path: async ({ organiser }) =>
      `/users/${(await organiser.expect<UserMade>('POST', '/users', newUser())).user.id}`,
  },
  'GET /events/:slug/audit': { on: 'event', path: event('/audit') },
  'GET /audit': { on: 'site', path: () => '/audit' },
}

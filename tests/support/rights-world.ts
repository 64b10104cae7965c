/** A server with an event of two tracks, and somebody with each role on the whole event, and on the other track. */
import type { EventDetail, SessionDetail, TrackDetail } from '../../shared/contracts/programme.ts'
import type { ReviewThread } from '../../shared/contracts/review.ts'
import { ROLES, type Role } from '../../shared/domain/access.ts'
import { FRAGMENT } from '../../shared/protocol/messages.ts'
import { anchorsOf, anchorToText, readText, wordsOf } from '../../shared/schema/text-places.ts'
import { ApiClient, makeLink, signUpOrganiser } from './api-client.ts'
import { eventually } from './eventually.ts'
import { NoteClient } from './note-client.ts'
import { ServerProcess } from './server-process.ts'

export interface RightsWorld extends AsyncDisposable {
  readonly server: ServerProcess
  /** Organiser of the site. */
  readonly organiser: ApiClient
  readonly slug: string
  readonly track: string
  readonly session: SessionDetail
  /** The other track. */
  readonly elsewhere: string
  /** By role: whoever has it on the whole event. */
  readonly onEvent: Readonly<Record<Role, ApiClient>>
  /** By role: whoever has it on the other track. */
  readonly onOther: Readonly<Record<Role, ApiClient>>
  /** Secrets of the links that the same people came by. */
  readonly secrets: Readonly<Record<'onEvent' | 'onOther', Readonly<Record<Role, string>>>>
  /** A session of the track that nothing else knows of. */
  freshSession(): Promise<SessionDetail>
  /** Of such a session, with a line in it. */
  freshSummary(): Promise<string>
  /** Begins a comment on the session's notes, or suggests other words for them. */
  comment(asker: ApiClient, kind?: 'comment' | 'suggestion'): Promise<ReviewThread>
}

export async function createRightsWorld(): Promise<RightsWorld> {
  const server = await ServerProcess.start()
  const organiser = await signUpOrganiser(server.url, server.setupLink)
  const slug = 'rights'
  await organiser.expect('POST', '/events', { title: 'Rights', slug })
  const event = await organiser.expect<EventDetail>('GET', `/events/${slug}`)
  const addTrack = (title: string) =>
    organiser.expect<TrackDetail>('POST', `/events/${slug}/tracks`, { title })
  const [track, other] = [await addTrack('Here'), await addTrack('Elsewhere')]
  const write = (note: string) =>
    organiser.expect('POST', `/notes/${note}/import?format=md`, 'The brown fox jumps')
  const freshSession = () =>
    organiser.expect<SessionDetail>('POST', `/events/${slug}/sessions`, { title: 'Talk', trackId: track.id })
  const session = await freshSession()
  await write(session.notesId)
  await write(session.summaryId)

  const secretOf = async (role: Role, scope: { type: 'event' | 'track'; id: string }) =>
    (await makeLink(organiser, { scope, role })).secret
  const invite = async (secret: string) => {
    const client = new ApiClient(server.url)
    await client.request('GET', `/l/${secret}`)
    return client
  }
  const eachRole = async <T>(make: (role: Role) => Promise<T>) =>
    Object.fromEntries(await Promise.all(ROLES.map(async (role) => [role, await make(role)]))) as Record<
      Role,
      T
    >
  const secrets = {
    onEvent: await eachRole((role) => secretOf(role, { type: 'event', id: event.id })),
    onOther: await eachRole((role) => secretOf(role, { type: 'track', id: other.id })),
  }
  return {
    server,
    organiser,
    slug,
    track: track.id,
    session,
    elsewhere: other.id,
    onEvent: await eachRole((role) => invite(secrets.onEvent[role])),
    onOther: await eachRole((role) => invite(secrets.onOther[role])),
    secrets,
    freshSession,
    async freshSummary() {
      const { summaryId } = await freshSession()
      await write(summaryId)
      return summaryId
    },
    async comment(asker, kind = 'comment') {
      // Words that were accepted took the place of the passage before.
      const { start, end, quote } = await passageOf(server, session.notesId, secrets.onEvent.reader)
      const words = kind === 'comment' ? { text: 'Which one?' } : { proposed: 'Each', quote }
      return asker.expect('POST', `/notes/${session.notesId}/threads`, { kind, start, end, ...words })
    },
    [Symbol.asyncDispose]: () => server.dispose(),
  }
}

/** The first letters of a note, as a page names them. */
async function passageOf(server: ServerProcess, noteId: string, secret: string) {
  const client = new NoteClient({ url: server.url, noteId, secret })
  await client.synced()
  await eventually(() => client.blocks !== '', { message: 'the text of the note' })
  const text = readText(client.doc.getXmlFragment(FRAGMENT))
  const range = { from: { block: 0, offset: 0 }, to: { block: 0, offset: 3 } }
  const ends = anchorsOf(text, range)
  client.destroy()
  if (!ends) throw new Error('expected a passage')
  return { start: anchorToText(ends.start), end: anchorToText(ends.end), quote: wordsOf(text, range) }
}

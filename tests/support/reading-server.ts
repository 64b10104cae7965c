/** A server of reading pages and live streams in this process, on a real database, with an event that has one session. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import * as Y from 'yjs'
import { createLink } from '../../server/auth/create-link.ts'
import { OPERATOR } from '../../server/auth/operator.ts'
import { loadConfig } from '../../server/config/config.ts'
import { createContext } from '../../server/create-context.ts'
import { authenticateRequests } from '../../server/middleware/authenticate.ts'
import { handleErrors } from '../../server/middleware/error-handler.ts'
import { createEvent } from '../../server/programme/create-event.ts'
import { createSession } from '../../server/programme/create-session.ts'
import { createTrack } from '../../server/programme/create-track.ts'
import { readTrack } from '../../server/programme/read-track.ts'
import { LiveNotes } from '../../server/publish/live-notes.ts'
import { Participants } from '../../server/auth/participants.ts'
import { createLiveRoutes } from '../../server/routes/live.ts'
import { createReadingRoutes } from '../../server/routes/reading.ts'
import type { LinkCreated } from '../../shared/contracts/people.ts'
import type { SessionDetail } from '../../shared/contracts/programme.ts'
import type { LINK_SCOPES, Role } from '../../shared/domain/access.ts'
import type { EventId, NoteId, TrackId } from '../../shared/domain/ids.ts'
import { FRAGMENT } from '../../shared/protocol/messages.ts'
import { docOf, paragraphOf } from '../../shared/schema/doc-json.ts'
import { LiveReader } from './live-reader.ts'
import { MovableClock } from './movable-clock.ts'
import { makeTempDir } from './temp-dir.ts'

const NOBODY = { actor: null, name: null }

/** Request headers of somebody who has the link. */
export const bearer = ({ secret }: Pick<LinkCreated, 'secret'>) => ({ authorization: `Bearer ${secret}` })

export type ReadingServer = Awaited<ReturnType<typeof startReadingServer>>

export async function startReadingServer() {
  const clock = new MovableClock()
  const config = loadConfig({ DATA_DIR: makeTempDir({ keep: true }), LOG_LEVEL: 'error' })
  const context = await createContext(config, { clock })
  const liveNotes = new LiveNotes(context)
  const participants = new Participants()
  const live = createLiveRoutes({ ...context, liveNotes, participants })
  const app = express()
  app.use(authenticateRequests(context))
  app.use('/api/v1', live.router)
  app.use(createReadingRoutes({ ...context, liveNotes }))
  app.use(handleErrors(context.log))
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  context.setListenUrl(url)

  const principal = OPERATOR
  const made = await createEvent(context, {
    input: { title: 'Gardeners’ Days', slug: 'gardeners' },
    principal,
  })
  const event = made.id as EventId
  const track = await createTrack(context, { event, input: { title: 'Soil' }, principal })
  const session = await createSession(context, {
    event,
    input: {
      title: 'Earthworms at work',
      trackId: track.id,
      speakers: [{ name: 'Sam Speaker', email: 'sam@example.org' }],
    },
    principal,
  })

  const makeLink = (
    type: (typeof LINK_SCOPES)[number],
    id: string,
    { role = 'reader', expiresAt = null }: { role?: Role; expiresAt?: string | null } = {},
  ): Promise<LinkCreated> =>
    createLink(context, { principal, link: { scope: { type, id }, role, expiresAt } })
  const reader = await makeLink('event', event)

  return {
    context,
    clock,
    liveNotes,
    live,
    participants,
    url,
    /** The event's only session at first; its track is `session.trackId`. */
    session,
    eventId: event,
    /** May read the whole event. */
    reader,
    makeLink,

    readTrack: (id: string) => readTrack(context, { track: id as TrackId, principal }),

    /** A session that nobody has written to. */
    makeSession(title = 'Another talk'): Promise<SessionDetail> {
      return createSession(context, { event, input: { title }, principal })
    },

    /** Adds paragraphs to a note as the server itself does; tells the place in the log. */
    async write(noteId: string, ...texts: readonly string[]): Promise<number> {
      const id = noteId as NoteId
      const { updates } = await context.rooms.state(id)
      const update = await context.documents.append(updates, docOf(texts.map(paragraphOf)))
      return context.rooms.write(id, update, NOBODY)
    },

    /** Adds text to the one paragraph of a new note, as an editor does: without reading what is there. */
    makeTextWriter(noteId: string): (text: string) => Promise<number> {
      const doc = new Y.Doc()
      const words = new Y.XmlText()
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [words])
      doc.getXmlFragment(FRAGMENT).insert(0, [paragraph])
      let before: Uint8Array | undefined
      return (text) => {
        words.insert(words.length, text)
        const update = Y.encodeStateAsUpdate(doc, before)
        before = Y.encodeStateVector(doc)
        return context.rooms.write(noteId as NoteId, update, NOBODY)
      }
    },

    /** Asks as somebody who may read the event, unless other headers are given. */
    async get(path: string, headers: Readonly<Record<string, string>> = bearer(reader)) {
      const response = await fetch(url + path, { headers, redirect: 'manual' })
      return { status: response.status, headers: response.headers, text: await response.text() }
    },

    /** Opens a live stream and waits for its first sign of life. */
    follow(query: string, headers: Readonly<Record<string, string>> = {}): Promise<LiveReader> {
      return new LiveReader(`${url}/api/v1/live?${query}`, { ...bearer(reader), ...headers }).opened()
    },

    async close(): Promise<void> {
      live.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await context.close()
    },
  }
}

/** A server in a process of its own with an event, and people who may write to its notes. */
import { openSqliteNoteLog } from '../../server/storage/sqlite/sqlite-note-log.ts'
import { systemClock } from '../../server/lib/clock.ts'
import { databaseFile, openDatabaseToRead } from '../../server/storage/database.ts'
import type { AuditRow } from '../../server/storage/tables.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import type { Role } from '../../shared/domain/access.ts'
import type { DocJson } from '../../shared/schema/doc-json.ts'
import * as Y from 'yjs'
import { makeEvent, makeLink, signUpOrganiser, type ApiClient } from './api-client.ts'
import { NoteClient, type Over } from './note-client.ts'
import { ServerProcess } from './server-process.ts'

export type NoteWorld = Awaited<ReturnType<typeof createNoteWorld>>

export async function createNoteWorld() {
  const server = await ServerProcess.start()
  const organiser = await signUpOrganiser(server.url, server.setupLink)
  const event = await makeEvent(organiser)
  const makeSecret = async (role: Role = 'scribe'): Promise<string> =>
    (await makeLink(organiser, { scope: { type: 'event', id: event.id }, role })).secret
  const scribe = await makeSecret()
  const clients: NoteClient[] = []

  return {
    server,
    organiser,
    event,
    makeSecret,
    /** Notes with forged updates in them that are taken, so that their text may depend on the order of updates. */
    contested: new Set<string>(),

    /** A note that no other test writes to. */
    async freshNote(): Promise<string> {
      const session = await organiser.expect<{ notesId: string }>('POST', '/events/conf/sessions', {
        title: 'A talk',
      })
      return session.notesId
    },

    /** A client of its own, by default with a scribe's link and straight to the server. */
    connect(
      noteId: string,
      options: {
        secret?: string
        cookie?: string
        url?: string
        doc?: Y.Doc
        maxBackoffMs?: number
        over?: Over
      } = {},
    ): NoteClient {
      const client = new NoteClient({ url: server.url, secret: scribe, noteId, ...options })
      clients.push(client)
      return client
    },

    /** Makes a browser a login that may write everywhere. */
    async signIn(browser: ApiClient): Promise<ApiClient> {
      await browser.request('GET', `/l/${scribe}`)
      return browser
    },

    /** What the HTTP API says the note holds. */
    readContent(noteId: string): Promise<DocJson> {
      return organiser.expect<DocJson>('GET', `/notes/${noteId}/content?format=json`)
    },

    /** The document that is on disk at this moment, read beside the server. */
    async readDisk(noteId: string): Promise<Y.Doc> {
      const log = openSqliteNoteLog({ file: databaseFile(server.dataDir), clock: systemClock })
      const { checkpoint, updates } = await log.load(noteId as NoteId)
      await log.close()
      const doc = new Y.Doc()
      doc.transact(() => {
        if (checkpoint) Y.applyUpdate(doc, checkpoint.bytes)
        for (const { bytes } of updates) Y.applyUpdate(doc, bytes)
      })
      return doc
    },

    /** The audit log as it is on disk. */
    async readAudit(): Promise<readonly AuditRow[]> {
      const db = await openDatabaseToRead(server.dataDir)
      const rows = await db.selectFrom('audit').selectAll().execute()
      await db.destroy()
      return rows
    },

    /** Ends all clients, not the server. */
    leave(): void {
      for (const client of clients.splice(0)) client.destroy()
    },

    async dispose(): Promise<void> {
      for (const client of clients.splice(0)) client.destroy()
      await server.dispose()
    },
  }
}

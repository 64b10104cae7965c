/** A real database in a temporary folder with two small events, for tests of people and their rights. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import type { Role, Scope } from '../../shared/domain/access.ts'
import {
  newId,
  type EventId,
  type LinkId,
  type NoteId,
  type SessionId,
  type TokenId,
  type TrackId,
} from '../../shared/domain/ids.ts'
import { createUser } from '../../server/auth/create-user.ts'
import { hashPassword } from '../../server/auth/passwords.ts'
import { hashSecret, newSecret } from '../../server/auth/secrets.ts'
import { openDatabase } from '../../server/storage/database.ts'
import type { Db, LinkRow, Tables, TokenRow } from '../../server/storage/tables.ts'
import { FakeClock } from './fake-clock.ts'

/** An event with one track, a session in it, one without a track, and their notes. */
export interface SmallEvent {
  readonly id: EventId
  readonly slug: string
  readonly track: TrackId
  readonly session: SessionId
  readonly loneSession: SessionId
  readonly trackNotes: NoteId
  readonly sessionSummary: NoteId
}

export interface PeopleWorld extends AsyncDisposable {
  readonly db: Kysely<Tables>
  readonly clock: FakeClock
  /** The folder with the database file. */
  readonly dir: string
  readonly event: SmallEvent
  readonly other: SmallEvent
  /** Stores a link as if somebody with all rights had made it; returns its secret. */
  addLink(
    link: Pick<LinkRow, 'scope_type' | 'scope_id' | 'role'> &
      Partial<LinkRow> & { readonly password?: string },
  ): Promise<{ readonly id: LinkId; readonly secret: string }>
  addToken(
    token: Pick<TokenRow, 'role' | 'event_id'> & Partial<TokenRow>,
  ): Promise<{ readonly id: TokenId; readonly secret: string }>
  addUser(
    email: string,
    options: { readonly password: string; readonly grant?: { readonly scope: Scope; readonly role: Role } },
  ): Promise<void>
}

export const SITE_SCOPE: Scope = { type: 'site', id: '' }

export async function createPeopleWorld(start?: number): Promise<PeopleWorld> {
  const dir = mkdtempSync(join(tmpdir(), 'rapporteur-people-'))
  const db = await openDatabase(dir)
  const clock = new FakeClock(start)
  const [event, other] = await db
    .transaction()
    .execute(
      async (tx) => [await addEvent(tx, clock, 'harvest'), await addEvent(tx, clock, 'frost')] as const,
    )
  return {
    db,
    clock,
    dir,
    event,
    other,
    async addLink({ password, ...link }) {
      const secret = newSecret()
      const id = newId<LinkId>()
      const row: LinkRow = {
        id,
        secret_hash: hashSecret(secret),
        event_id: event.id,
        label: null,
        password_hash: password === undefined ? null : await hashPassword(password),
        created_at: clock.now(),
        created_by: null,
        expires_at: null,
        revoked_at: null,
        last_used_at: null,
        uses: 0,
        ...link,
      }
      await db.insertInto('links').values(row).execute()
      return { id, secret }
    },
    async addToken(token) {
      const secret = newSecret()
      const id = newId<TokenId>()
      await db
        .insertInto('tokens')
        .values({
          id,
          name: 'display board',
          secret_hash: hashSecret(secret),
          created_at: clock.now(),
          revoked_at: null,
          ...token,
        })
        .execute()
      return { id, secret }
    },
    async addUser(email, { password, grant }) {
      const name = email.split('@', 1)[0] ?? email
      await createUser({ db, clock }, { user: { name, email, password }, ...(grant ? { grant } : {}) })
    },
    async [Symbol.asyncDispose]() {
      await db.destroy()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

async function addEvent(db: Db, clock: FakeClock, slug: string): Promise<SmallEvent> {
  const now = clock.now()
  const id = newId<EventId>()
  const track = newId<TrackId>()
  await db
    .insertInto('events')
    .values({
      id,
      slug,
      title: `Event ${slug}`,
      description: null,
      start_date: null,
      end_date: null,
      time_zone: 'UTC',
      location: null,
      url: null,
      created_at: now,
      updated_at: now,
    })
    .execute()
  await db
    .insertInto('tracks')
    .values({
      id: track,
      event_id: id,
      import_key: null,
      position: 0,
      title: `Orchards of ${slug}`,
      description: null,
      topics: '[]',
      links: '[]',
    })
    .execute()
  const session = await addSession(db, { event: id, track, title: `Grafting at ${slug}` })
  const loneSession = await addSession(db, { event: id, track: null, title: `Opening of ${slug}` })
  const addNote = async (kind: 'notes' | 'summary', place: { track?: TrackId; session?: SessionId }) => {
    const note = newId<NoteId>()
    const { track: track_id = null, session: session_id = null } = place
    await db
      .insertInto('notes')
      .values({ id: note, event_id: id, kind, track_id, session_id, created_at: now })
      .execute()
    return note
  }
  const trackNotes = await addNote('notes', { track })
  const sessionSummary = await addNote('summary', { session })
  return { id, slug, track, session, loneSession, trackNotes, sessionSummary }
}

async function addSession(
  db: Db,
  {
    event,
    track,
    title,
  }: { readonly event: EventId; readonly track: TrackId | null; readonly title: string },
): Promise<SessionId> {
  const id = newId<SessionId>()
  await db
    .insertInto('sessions')
    .values({
      id,
      event_id: event,
      track_id: track,
      import_key: null,
      position: 0,
      title,
      abstract: null,
      hall: null,
      start_at: null,
      end_at: null,
      language: null,
      url: null,
      links: '[]',
      cancelled_at: null,
    })
    .execute()
  return id
}

/** Where the database holds names of people in an event, apart from the text of notes and what was published. */
import { sql } from 'kysely'
import type { NamePlace } from '../../shared/contracts/names.ts'
import type { EventId } from '../../shared/domain/ids.ts'
import type { Db, Tables } from './tables.ts'

/**
 * What a column holds. `author`: a display name. `text`, `address`: as they say. `doc`: DocJson. `json`: any JSON. `with`: goes when the row's
 * first column has the name, or when it has it itself.
 */
export type CellKind = 'author' | 'text' | 'address' | 'doc' | 'json' | 'with'

interface Source {
  readonly place: NamePlace
  readonly table: keyof Tables
  readonly keys: readonly string[]
  readonly within: keyof typeof SCOPES
  readonly cells: Readonly<Record<string, CellKind>>
}

const SCOPES = {
  self: (event: EventId) => sql<boolean>`id = ${event}`,
  event: (event: EventId) => sql<boolean>`event_id = ${event}`,
  note: (event: EventId) => sql<boolean>`note_id in (select id from notes where event_id = ${event})`,
  thread: (event: EventId) => sql<boolean>`thread_id in (select id from threads where event_id = ${event})`,
  login: (event: EventId) => sql<boolean>`id in (
    select login_id from login_links join links on links.id = login_links.link_id where links.event_id = ${event})`,
} as const

const AUTHOR = { actor_name: 'author' } as const

const SOURCES: readonly Source[] = [
  {
    place: 'event',
    table: 'events',
    keys: ['id'],
    within: 'self',
    cells: {
      title: 'text',
      description: 'doc',
      location: 'text',
      url: 'address',
      licence: 'text',
      notes_template: 'text',
      summary_template: 'text',
    },
  },
  {
    place: 'people',
    table: 'people',
    keys: ['id'],
    within: 'event',
    cells: { name: 'text', email: 'with', affiliation: 'with' },
  },
  {
    place: 'programme',
    table: 'tracks',
    keys: ['id'],
    within: 'event',
    cells: { title: 'text', import_key: 'with', description: 'doc', topics: 'json', links: 'json' },
  },
  {
    place: 'programme',
    table: 'sessions',
    keys: ['id'],
    within: 'event',
    cells: {
      title: 'text',
      import_key: 'with',
      abstract: 'doc',
      hall: 'text',
      url: 'address',
      links: 'json',
    },
  },
  {
    place: 'versions',
    table: 'note_versions',
    keys: ['id'],
    within: 'note',
    cells: { name: 'text', ...AUTHOR },
  },
  { place: 'authors', table: 'summary_stages', keys: ['note_id', 'position'], within: 'note', cells: AUTHOR },
  {
    place: 'errata',
    table: 'errata',
    keys: ['note_id', 'position'],
    within: 'note',
    cells: { text: 'text', ...AUTHOR },
  },
  {
    place: 'comments',
    table: 'threads',
    keys: ['id'],
    within: 'event',
    cells: { quote: 'text', proposed: 'text', ...AUTHOR, closed_name: 'author' },
  },
  {
    place: 'comments',
    table: 'comments',
    keys: ['id'],
    within: 'thread',
    cells: { text: 'text', ...AUTHOR },
  },
  {
    place: 'authors',
    table: 'publications',
    keys: ['id'],
    within: 'event',
    cells: { ...AUTHOR, withdrawn_by: 'author', contents: 'json' },
  },
  { place: 'authors', table: 'logins', keys: ['id'], within: 'login', cells: { guest_name: 'author' } },
  {
    place: 'links',
    table: 'links',
    keys: ['id'],
    within: 'event',
    cells: { label: 'text', created_by: 'author' },
  },
  {
    place: 'audit',
    table: 'audit',
    keys: ['id'],
    within: 'event',
    cells: { subject: 'text', detail: 'text', ...AUTHOR },
  },
]

/** A row with what it holds by column. */
export interface NamedRow {
  readonly place: NamePlace
  readonly cells: Readonly<Record<string, { readonly kind: CellKind; readonly value: string | null }>>
  /** Writes other values for some of the columns. */
  update(db: Db, changes: Readonly<Record<string, string | null>>): Promise<void>
}

/** All rows of an event that could hold a name; one table after the other. */
export async function* listNamedRows(db: Db, event: EventId): AsyncGenerator<NamedRow> {
  for (const { place, table, keys, within, cells } of SOURCES) {
    const names = [...keys, ...Object.keys(cells)].map((column) => sql.ref(column))
    const query = sql<Record<string, string | null>>`
      select ${sql.join(names)} from ${sql.table(table)} where ${SCOPES[within](event)}`
    const { rows } = await query.execute(db)
    for (const row of rows) {
      const own = keys.map((key) => sql<boolean>`${sql.ref(key)} = ${row[key]}`)
      yield {
        place,
        cells: Object.fromEntries(
          Object.entries(cells).map(([column, kind]) => [column, { kind, value: row[column] ?? null }]),
        ),
        async update(tx, changes) {
          const sets = Object.entries(changes).map(([column, value]) => sql`${sql.ref(column)} = ${value}`)
          const where = sql.join(own, sql` and `)
          await sql`update ${sql.table(table)} set ${sql.join(sets)} where ${where}`.execute(tx)
        },
      }
    }
  }
}

/** What those are called who wrote in the notes of an event, each once. It reads all of the log's rows. */
export async function listWriterNames(db: Db, event: EventId): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('updates')
    .innerJoin('notes', 'notes.id', 'updates.note_id')
    .select('updates.actor_name as name')
    .distinct()
    .where('notes.event_id', '=', event)
    .where('updates.actor_name', 'is not', null)
    .execute()
  return rows.flatMap(({ name }) => name ?? [])
}

/** The checksum of a row does not cover what its author is called. */
export async function renameWriters(
  db: Db,
  { event, from, to }: { readonly event: EventId; readonly from: string; readonly to: string },
): Promise<void> {
  await db
    .updateTable('updates')
    .set({ actor_name: to })
    .where('actor_name', '=', from)
    .where('note_id', 'in', (notes) => notes.selectFrom('notes').select('id').where('event_id', '=', event))
    .execute()
}

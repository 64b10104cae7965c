import type { ColumnDefinitionBuilder, Kysely, Migration } from 'kysely'

const required = (column: ColumnDefinitionBuilder) => column.notNull()
const id = (column: ColumnDefinitionBuilder) => column.primaryKey().notNull()

/** Everything from events to tokens. `binary` is the dialect's type for bytes. */
export function initialSchema(binary: 'blob' | 'bytea'): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('events')
        .addColumn('id', 'text', id)
        .addColumn('slug', 'text', (column) => column.notNull().unique())
        .addColumn('title', 'text', required)
        .addColumn('description', 'text')
        .addColumn('start_date', 'text')
        .addColumn('end_date', 'text')
        .addColumn('time_zone', 'text', required)
        .addColumn('location', 'text')
        .addColumn('url', 'text')
        .addColumn('created_at', 'bigint', required)
        .addColumn('updated_at', 'bigint', required)
        .execute()

      await db.schema
        .createTable('tracks')
        .addColumn('id', 'text', id)
        .addColumn('event_id', 'text', (column) =>
          column.notNull().references('events.id').onDelete('cascade'),
        )
        .addColumn('import_key', 'text')
        .addColumn('position', 'integer', required)
        .addColumn('title', 'text', required)
        .addColumn('description', 'text')
        .addColumn('topics', 'text', required)
        .addColumn('links', 'text', required)
        .addUniqueConstraint('tracks_by_key', ['event_id', 'import_key'])
        .execute()

      await db.schema
        .createTable('sessions')
        .addColumn('id', 'text', id)
        .addColumn('event_id', 'text', (column) =>
          column.notNull().references('events.id').onDelete('cascade'),
        )
        .addColumn('track_id', 'text', (column) => column.references('tracks.id').onDelete('set null'))
        .addColumn('import_key', 'text')
        .addColumn('position', 'integer', required)
        .addColumn('title', 'text', required)
        .addColumn('abstract', 'text')
        .addColumn('hall', 'text')
        .addColumn('start_at', 'bigint')
        .addColumn('end_at', 'bigint')
        .addColumn('language', 'text')
        .addColumn('url', 'text')
        .addColumn('links', 'text', required)
        .addColumn('cancelled_at', 'bigint')
        .addUniqueConstraint('sessions_by_key', ['event_id', 'import_key'])
        .execute()
      await db.schema.createIndex('sessions_by_track').on('sessions').column('track_id').execute()

      await db.schema
        .createTable('people')
        .addColumn('id', 'text', id)
        .addColumn('event_id', 'text', (column) =>
          column.notNull().references('events.id').onDelete('cascade'),
        )
        .addColumn('name', 'text', required)
        .addColumn('email', 'text')
        .addColumn('affiliation', 'text')
        .execute()
      await db.schema.createIndex('people_by_event').on('people').column('event_id').execute()

      await db.schema
        .createTable('track_leads')
        .addColumn('track_id', 'text', (column) =>
          column.notNull().references('tracks.id').onDelete('cascade'),
        )
        .addColumn('person_id', 'text', (column) =>
          column.notNull().references('people.id').onDelete('cascade'),
        )
        .addColumn('position', 'integer', required)
        .addPrimaryKeyConstraint('track_leads_pk', ['track_id', 'person_id'])
        .execute()
      await db.schema
        .createTable('session_speakers')
        .addColumn('session_id', 'text', (column) =>
          column.notNull().references('sessions.id').onDelete('cascade'),
        )
        .addColumn('person_id', 'text', (column) =>
          column.notNull().references('people.id').onDelete('cascade'),
        )
        .addColumn('position', 'integer', required)
        .addPrimaryKeyConstraint('session_speakers_pk', ['session_id', 'person_id'])
        .execute()

      // Notes and their log have no foreign keys: a commit holds many notes, and one that was deleted a moment ago must
      // not make the others fail. Deleting an event deletes them by hand (storage/note-rows.ts).
      await db.schema
        .createTable('notes')
        .addColumn('id', 'text', id)
        .addColumn('event_id', 'text', required)
        .addColumn('track_id', 'text')
        .addColumn('session_id', 'text')
        .addColumn('kind', 'text', required)
        .addColumn('created_at', 'bigint', required)
        .addUniqueConstraint('notes_by_track', ['track_id', 'kind'])
        .addUniqueConstraint('notes_by_session', ['session_id', 'kind'])
        .execute()
      await db.schema.createIndex('notes_by_event').on('notes').column('event_id').execute()

      await db.schema
        .createTable('updates')
        .addColumn('note_id', 'text', required)
        .addColumn('seq', 'bigint', required)
        .addColumn('bytes', binary as 'blob', required)
        .addColumn('checksum', 'bigint', required)
        .addColumn('received_at', 'bigint', required)
        .addColumn('actor', 'text')
        .addColumn('actor_name', 'text')
        .addColumn('connection', 'text')
        .addColumn('clocks', 'text', required)
        .addPrimaryKeyConstraint('updates_pk', ['note_id', 'seq'])
        .execute()
      await db.schema
        .createTable('checkpoints')
        .addColumn('note_id', 'text', required)
        .addColumn('seq', 'bigint', required)
        .addColumn('bytes', binary as 'blob', required)
        .addColumn('checksum', 'bigint', required)
        .addColumn('created_at', 'bigint', required)
        .addPrimaryKeyConstraint('checkpoints_pk', ['note_id', 'seq'])
        .execute()

      await db.schema
        .createTable('users')
        .addColumn('id', 'text', id)
        .addColumn('email', 'text', (column) => column.notNull().unique())
        .addColumn('name', 'text', required)
        .addColumn('password_hash', 'text', required)
        .addColumn('created_at', 'bigint', required)
        .execute()
      await db.schema
        .createTable('logins')
        .addColumn('id', 'text', id)
        .addColumn('secret_hash', 'text', (column) => column.notNull().unique())
        .addColumn('user_id', 'text', (column) => column.references('users.id').onDelete('cascade'))
        .addColumn('guest_name', 'text')
        .addColumn('created_at', 'bigint', required)
        .addColumn('expires_at', 'bigint', required)
        .addColumn('last_seen_at', 'bigint', required)
        .execute()
      await db.schema
        .createTable('links')
        .addColumn('id', 'text', id)
        .addColumn('secret_hash', 'text', (column) => column.notNull().unique())
        .addColumn('event_id', 'text', (column) =>
          column.notNull().references('events.id').onDelete('cascade'),
        )
        .addColumn('scope_type', 'text', required)
        .addColumn('scope_id', 'text', required)
        .addColumn('role', 'text', required)
        .addColumn('label', 'text')
        .addColumn('password_hash', 'text')
        .addColumn('created_at', 'bigint', required)
        .addColumn('created_by', 'text')
        .addColumn('expires_at', 'bigint')
        .addColumn('revoked_at', 'bigint')
        .addColumn('last_used_at', 'bigint')
        .addColumn('uses', 'integer', required)
        .execute()
      await db.schema
        .createTable('login_links')
        .addColumn('login_id', 'text', (column) =>
          column.notNull().references('logins.id').onDelete('cascade'),
        )
        .addColumn('link_id', 'text', (column) => column.notNull().references('links.id').onDelete('cascade'))
        .addColumn('opened_at', 'bigint', required)
        .addPrimaryKeyConstraint('login_links_pk', ['login_id', 'link_id'])
        .execute()
      await db.schema
        .createTable('user_roles')
        .addColumn('user_id', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
        .addColumn('scope_type', 'text', required)
        .addColumn('scope_id', 'text', required)
        .addColumn('role', 'text', required)
        .addPrimaryKeyConstraint('user_roles_pk', ['user_id', 'scope_type', 'scope_id'])
        .execute()
      await db.schema
        .createTable('tokens')
        .addColumn('id', 'text', id)
        .addColumn('name', 'text', required)
        .addColumn('secret_hash', 'text', (column) => column.notNull().unique())
        .addColumn('role', 'text', required)
        .addColumn('event_id', 'text', (column) => column.references('events.id').onDelete('cascade'))
        .addColumn('created_at', 'bigint', required)
        .addColumn('revoked_at', 'bigint')
        .execute()
    },
  }
}

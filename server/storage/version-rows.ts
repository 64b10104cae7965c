/** Rows of named versions. */
import type { NoteId, VersionId } from '../../shared/domain/ids.ts'
import type { Db, NoteVersionRow } from './tables.ts'

export async function insertVersion(db: Db, row: NoteVersionRow): Promise<void> {
  await db.insertInto('note_versions').values(row).execute()
}

/** Those of a note in the order of their places. */
export async function listVersions(db: Db, noteId: NoteId): Promise<readonly NoteVersionRow[]> {
  return db
    .selectFrom('note_versions')
    .selectAll()
    .where('note_id', '=', noteId)
    .orderBy('seq')
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

/** Whether the note had it. */
export async function deleteVersionRow(db: Db, noteId: NoteId, id: VersionId): Promise<boolean> {
  const result = await db
    .deleteFrom('note_versions')
    .where('note_id', '=', noteId)
    .where('id', '=', id)
    .executeTakeFirst()
  return Number(result.numDeletedRows) > 0
}

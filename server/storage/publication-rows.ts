/** Rows of publications and their files. Bytes are kept once, however many publications have them. */
import type { Kysely, Transaction } from 'kysely'
import type { EventId, PublicationId } from '../../shared/domain/ids.ts'
import { batchesOf } from './batches.ts'
import type { Db, PublicationFileRow, PublicationRow, Tables } from './tables.ts'

/** A file as it is kept: what it is called, and its bytes with their hash. */
export interface NewPublicationFile extends Omit<PublicationFileRow, 'publication_id'> {
  readonly bytes: Uint8Array
}

/**
 * Gives the number. Rejects when the event is gone. Bytes are stored before, file by file: nobody who writes has to wait
 * for the whole of them.
 */
export async function insertPublication(
  db: Kysely<Tables>,
  {
    row,
    files,
  }: { readonly row: Omit<PublicationRow, 'number'>; readonly files: readonly NewPublicationFile[] },
): Promise<PublicationRow> {
  for (const file of files) await storeBytes(db, file)
  return db.transaction().execute(async (tx) => {
    const publication = await insertNumbered(tx, row)
    const kept = await listKeptHashes(tx, files)
    // A deleted event may have taken unused bytes with it meanwhile.
    for (const file of files) if (!kept.has(file.sha256)) await storeBytes(tx, file)
    const rows = files.map(({ path, sha256, size }) => ({ publication_id: row.id, path, sha256, size }))
    for (const batch of batchesOf(rows)) await tx.insertInto('publication_files').values(batch).execute()
    return publication
  })
}

async function storeBytes(db: Db, { sha256, bytes }: NewPublicationFile): Promise<void> {
  await db
    .insertInto('publication_bytes')
    .values({ sha256, bytes })
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute()
}

async function listKeptHashes(db: Db, files: readonly NewPublicationFile[]): Promise<ReadonlySet<string>> {
  const kept = new Set<string>()
  for (const batch of batchesOf(files)) {
    const hashes = batch.map(({ sha256 }) => sha256)
    const rows = await db
      .selectFrom('publication_bytes')
      .select('sha256')
      .where('sha256', 'in', hashes)
      .execute()
    for (const { sha256 } of rows) kept.add(sha256)
  }
  return kept
}

/** The same files as another publication's, as a new one. Rejects when either is gone. */
export async function repeatPublication(
  db: Kysely<Tables>,
  { row, from }: { readonly row: Omit<PublicationRow, 'number'>; readonly from: PublicationId },
): Promise<PublicationRow> {
  return db.transaction().execute(async (tx) => {
    const publication = await insertNumbered(tx, row)
    await tx
      .insertInto('publication_files')
      .columns(['publication_id', 'path', 'sha256', 'size'])
      .expression((builder) =>
        builder
          .selectFrom('publication_files')
          .select((select) => [select.val(row.id).as('publication_id'), 'path', 'sha256', 'size'])
          .where('publication_id', '=', from),
      )
      .execute()
    return publication
  })
}

async function insertNumbered(
  tx: Transaction<Tables>,
  row: Omit<PublicationRow, 'number'>,
): Promise<PublicationRow> {
  const last = await tx
    .selectFrom('publications')
    .select((select) => select.fn.max('number').as('number'))
    .where('event_id', '=', row.event_id)
    .executeTakeFirst()
  const publication = { ...row, number: (last?.number ?? 0) + 1 }
  await tx.insertInto('publications').values(publication).execute()
  return publication
}

/** Newest first. */
export async function listPublications(db: Db, event: EventId): Promise<readonly PublicationRow[]> {
  return db
    .selectFrom('publications')
    .selectAll()
    .where('event_id', '=', event)
    .orderBy('number', 'desc')
    .execute()
}

export async function findPublication(db: Db, id: PublicationId): Promise<PublicationRow | null> {
  return (await db.selectFrom('publications').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** The last publication of an event, withdrawn or not. */
export async function findLastPublication(db: Db, event: EventId): Promise<PublicationRow | null> {
  const row = await db
    .selectFrom('publications')
    .selectAll()
    .where('event_id', '=', event)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

export async function findNumberedPublication(
  db: Db,
  { event, number }: { readonly event: EventId; readonly number: number },
): Promise<PublicationRow | null> {
  const row = await db
    .selectFrom('publications')
    .selectAll()
    .where('event_id', '=', event)
    .where('number', '=', number)
    .executeTakeFirst()
  return row ?? null
}

export async function withdrawPublication(
  db: Db,
  { id, at, by }: { readonly id: PublicationId; readonly at: number; readonly by: string | null },
): Promise<void> {
  await db
    .updateTable('publications')
    .set({ withdrawn_at: at, withdrawn_by: by })
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .execute()
}

export async function findPublicationFile(
  db: Db,
  { publication, path }: { readonly publication: PublicationId; readonly path: string },
): Promise<PublicationFileRow | null> {
  const row = await db
    .selectFrom('publication_files')
    .selectAll()
    .where('publication_id', '=', publication)
    .where('path', '=', path)
    .executeTakeFirst()
  return row ?? null
}

export async function readPublicationBytes(db: Db, sha256: string): Promise<Uint8Array | null> {
  const row = await db
    .selectFrom('publication_bytes')
    .select('bytes')
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  return row?.bytes ?? null
}

/** What the files of a publication are called, and the hashes that their bytes are kept under. */
export async function listPublicationFiles(
  db: Db,
  publication: PublicationId,
): Promise<readonly Pick<PublicationFileRow, 'path' | 'sha256'>[]> {
  return db
    .selectFrom('publication_files')
    .select(['path', 'sha256'])
    .where('publication_id', '=', publication)
    .orderBy('path')
    .execute()
}

/** Not when its files were deleted, since a name was in them. */
export async function hasPublicationFiles(db: Db, publication: PublicationId): Promise<boolean> {
  const row = await db
    .selectFrom('publication_files')
    .select('path')
    .where('publication_id', '=', publication)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The publication stays in the list, without anything in it. */
export async function deletePublicationFiles(db: Db, publication: PublicationId): Promise<void> {
  await db.deleteFrom('publication_files').where('publication_id', '=', publication).execute()
  await deleteUnusedBytes(db)
}

/** Bytes that no publication has any more: those of deleted events. */
export async function deleteUnusedBytes(db: Db): Promise<void> {
  await db
    .deleteFrom('publication_bytes')
    .where('sha256', 'not in', (select) => select.selectFrom('publication_files').select('sha256'))
    .execute()
}

/** Events with a publication that readers see, for the list that search engines read. */
export async function listPublishedEvents(
  db: Db,
): Promise<readonly { readonly slug: string; readonly published_at: number }[]> {
  return db
    .selectFrom('publications')
    .innerJoin('events', 'events.id', 'publications.event_id')
    .select(['events.slug', 'publications.published_at'])
    .where('publications.withdrawn_at', 'is', null)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('publications as later')
            .select('later.id')
            .whereRef('later.event_id', '=', 'publications.event_id')
            .whereRef('later.number', '>', 'publications.number'),
        ),
      ),
    )
    .orderBy('events.slug')
    .execute()
}

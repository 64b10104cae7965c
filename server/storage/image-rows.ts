/** Rows of pictures. Their bytes are only read where they are sent or checked, one picture at a time. */
import type { ImageId, NoteId } from '../../shared/domain/ids.ts'
import type { Db, ImageRow } from './tables.ts'

/** A picture without its bytes. */
export type ImageFacts = Omit<ImageRow, 'bytes'>

const FACTS = [
  'id',
  'note_id',
  'event_id',
  'media_type',
  'width',
  'height',
  'size',
  'sha256',
  'created_at',
  'actor',
] as const satisfies readonly (keyof ImageFacts)[]

export async function findImage(db: Db, id: ImageId): Promise<ImageFacts | null> {
  return (await db.selectFrom('images').select(FACTS).where('id', '=', id).executeTakeFirst()) ?? null
}

export async function findImages(db: Db, ids: readonly ImageId[]): Promise<readonly ImageFacts[]> {
  return ids.length === 0 ? [] : db.selectFrom('images').select(FACTS).where('id', 'in', ids).execute()
}

/** The picture of a note with these very bytes. */
export async function findSameImage(
  db: Db,
  { note, sha256 }: { readonly note: NoteId; readonly sha256: string },
): Promise<ImageFacts | null> {
  const row = await db
    .selectFrom('images')
    .select(FACTS)
    .where('note_id', '=', note)
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  return row ?? null
}

export async function readImageBytes(db: Db, id: ImageId): Promise<Uint8Array | null> {
  const row = await db.selectFrom('images').select('bytes').where('id', '=', id).executeTakeFirst()
  return row?.bytes ?? null
}

/** How many pictures a note has, and their bytes together. */
export async function measureImages(
  db: Db,
  note: NoteId,
): Promise<{ readonly count: number; readonly bytes: number }> {
  const row = await db
    .selectFrom('images')
    .select((select) => [
      select.fn.countAll<number>().as('count'),
      select.fn.sum<number | null>('size').as('bytes'),
    ])
    .where('note_id', '=', note)
    .executeTakeFirst()
  return { count: row?.count ?? 0, bytes: row?.bytes ?? 0 }
}

export async function insertImage(db: Db, row: ImageRow): Promise<void> {
  await db.insertInto('images').values(row).execute()
}

/** All pictures with whether their note is there, for `rapporteur check`. */
export async function listImages(db: Db): Promise<readonly (ImageFacts & { readonly isListed: boolean })[]> {
  const rows = await db
    .selectFrom('images')
    .leftJoin('notes', 'notes.id', 'images.note_id')
    .select(FACTS.map((column) => `images.${column}` as const))
    .select('notes.id as listed')
    .orderBy('images.note_id')
    .orderBy('images.id')
    .execute()
  return rows.map(({ listed, ...facts }) => ({ ...facts, isListed: listed !== null }))
}

/** Places in a note's time line that people give names. Whether the principal may was asked before. */
import type { NoteVersionInfo } from '../../shared/contracts/history.ts'
import { newId, type NoteId, type VersionId } from '../../shared/domain/ids.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { deleteVersionRow, insertVersion } from '../storage/version-rows.ts'
import { describeVersion } from './read-timeline.ts'
import { requirePlace } from './state-updates.ts'

/** Without a place it is the newest one. */
export async function createVersion(
  { db, noteLog, clock }: Pick<Context, 'db' | 'noteLog' | 'clock'>,
  {
    noteId,
    name,
    seq,
    principal,
  }: {
    readonly noteId: NoteId
    readonly name: string
    readonly seq: number | undefined
    readonly principal: Principal
  },
): Promise<NoteVersionInfo> {
  const head = await requirePlace({ noteLog }, noteId, seq ?? 0)
  if (head === 0) throw new AppError('not_found', 'Nothing was written in this note yet.')
  const place = seq ?? head
  const [entry] = await noteLog.list({ noteId, after: place - 1, upTo: place })
  const now = clock.now()
  const row = {
    id: newId<VersionId>(),
    note_id: noteId,
    seq: place,
    name,
    created_at: now,
    actor: principal.actor,
    actor_name: principal.name,
  }
  await insertVersion(db, row)
  return describeVersion(row, entry?.receivedAt ?? now)
}

/** The log keeps what the version named. */
export async function deleteVersion(
  { db }: Pick<Context, 'db'>,
  { noteId, version }: { readonly noteId: NoteId; readonly version: string },
): Promise<void> {
  if (await deleteVersionRow(db, noteId, version as VersionId)) return
  throw new AppError('not_found', 'This note has no such version, or it was deleted.')
}

/** Corrections of a summary that is final: its text stays what it was, and readers see both. */
import type { Erratum, ErratumList } from '../../shared/contracts/notes.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { insertErratum, listErrataOf } from '../storage/erratum-rows.ts'
import { findStage } from '../storage/stage-rows.ts'
import type { ErratumRow } from '../storage/tables.ts'
import type { NoteTarget } from '../storage/targets.ts'

/** More than this and the summary should be reopened. */
export const MAX_ERRATA = 50

/** Whether the principal may decide about the summary was asked before. Throws AppError `conflict` when it is not final. */
export async function addErratum(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  {
    target: { note, kind },
    text,
    principal,
  }: { readonly target: NoteTarget; readonly text: string; readonly principal: Principal },
): Promise<ErratumList> {
  if (kind !== 'summary') throw new AppError('bad_request', 'Notes have no corrections; their summary has.')
  if ((await findStage(db, note)) !== 'final') {
    throw new AppError('conflict', 'This summary is not final: change its text itself.')
  }
  if ((await listErrataOf(db, note)).length >= MAX_ERRATA) {
    throw new AppError(
      'conflict',
      `A summary has at most ${MAX_ERRATA} corrections. Reopen it to change its text.`,
    )
  }
  await insertErratum(db, {
    note_id: note,
    text,
    written_at: clock.now(),
    actor: principal.actor,
    actor_name: principal.name,
  })
  return { errata: (await listErrataOf(db, note)).map(describeErratum) }
}

export function describeErratum({ written_at: at, actor_name: by, text }: ErratumRow): Erratum {
  return { at: new Date(at).toISOString(), by, text }
}

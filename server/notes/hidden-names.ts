import { can } from '../../shared/domain/access.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { readNames } from '../programme/describe.ts'
import { findNamesToTakeOut } from '../storage/event-rows.ts'
import type { NoteTarget } from '../storage/targets.ts'

/** The names that are taken out of a note for those who only read it; for others none. */
export async function findHiddenNames(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { target, principal }: { readonly target: NoteTarget; readonly principal: Principal },
): Promise<readonly string[]> {
  const { grants } = principal
  const worksOnIt = can({ grants, action: 'note.comment', target, now: clock.now() })
  return worksOnIt ? [] : readNames(await findNamesToTakeOut(db, target.note))
}

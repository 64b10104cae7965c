import type { LINK_SCOPES } from '../../shared/domain/access.ts'
import type { Db } from '../storage/tables.ts'
import {
  findEventTarget,
  findNoteTarget,
  findSessionTarget,
  findTrackTarget,
  type EventTarget,
} from '../storage/targets.ts'

const FINDERS = {
  event: findEventTarget,
  track: findTrackTarget,
  session: findSessionTarget,
  note: findNoteTarget,
} as const

/** The thing that a scope names, with what contains it; null when there is none. An event may go by its slug. */
export function findScopeTarget(
  db: Db,
  scope: { readonly type: (typeof LINK_SCOPES)[number]; readonly id: string },
): Promise<EventTarget | null> {
  return FINDERS[scope.type](db, scope.id)
}

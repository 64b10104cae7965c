/**
 * Whether somebody may join a note, and as what. Asked when a connection is made and again whenever rights may have
 * changed, so there is one door.
 */
import { can, roleAllows, roleOn, type Role } from '../../shared/domain/access.ts'
import type { LinkId, NoteId } from '../../shared/domain/ids.ts'
import { CLOSE, type CloseCode } from '../../shared/protocol/close-codes.ts'
import { authenticate } from './authenticate.ts'
import { linkBehind } from './link-behind.ts'
import type { Principal } from './principal.ts'
import { AppError } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import { findNoteTarget } from '../storage/targets.ts'
import type { Db } from '../storage/tables.ts'

export interface Credentials {
  readonly cookie: string | undefined
  readonly authorization: string | undefined
}

export type Judgement =
  | {
      readonly kind: 'admitted'
      readonly principal: Principal
      readonly noteId: NoteId
      readonly eventId: string
      readonly role: Role
      /** The access link that gives the role; null when something else gives it too. */
      readonly link: LinkId | null
      readonly mayWrite: boolean
      /** When the first of the rights ends (ms since the epoch), or null. */
      readonly until: number | null
    }
  | { readonly kind: 'refused'; readonly close: CloseCode }

const refused = (close: CloseCode): Judgement => ({ kind: 'refused', close })

export async function judge(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  credentials: Credentials,
  noteId: string,
): Promise<Judgement> {
  const [principal, target] = await Promise.all([
    identify({ db, clock }, credentials),
    findNoteTarget(db, noteId),
  ])
  if (!principal) return refused(CLOSE.notSignedIn)
  if (!target) return refused(CLOSE.notFound)
  const role = roleOn(principal.grants, target, clock.now())
  if (role === null || !roleAllows(role, 'note.read')) return refused(CLOSE.forbidden)
  const ends = principal.grants.flatMap(({ expiresAt }) => (expiresAt === null ? [] : [expiresAt]))
  return {
    kind: 'admitted',
    principal,
    noteId: target.note,
    eventId: target.event,
    role,
    link: linkBehind({ grants: principal.grants, target, now: clock.now() }),
    mayWrite: can({ grants: principal.grants, action: 'note.write', target, now: clock.now() }),
    until: ends.length > 0 ? Math.min(...ends) : null,
  }
}

/** Null: nobody. */
async function identify(
  deps: { readonly db: Db; readonly clock: Clock },
  credentials: Credentials,
): Promise<Principal | null> {
  try {
    const principal = await authenticate(deps, credentials)
    return principal.kind === 'anonymous' ? null : principal
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

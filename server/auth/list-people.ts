/** Which accounts hold which role in an event, as far as the asker manages it. Implements ROLE-1. */
import {
  can,
  covers,
  mayGrant,
  roleAllows,
  roleOn,
  SITE,
  type Grant,
  type Target,
} from '../../shared/domain/access.ts'
import type { EventPeople, PersonWithRole } from '../../shared/contracts/roles.ts'
import { AppError } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import { listRolesInEvent, listRolesOf, type RoleDetail } from '../storage/role-rows.ts'
import { findEventTarget } from '../storage/targets.ts'
import type { Db } from '../storage/tables.ts'
import { requireAccess, requireSignedIn } from './authorize.ts'
import { findScopeTarget } from './find-scope-target.ts'
import type { Principal, PrincipalGrant } from './principal.ts'
import { mayRenewLink } from './renew-password-link.ts'
import { roleTarget, toHeldRole } from './role-scope.ts'

interface Viewer {
  readonly grants: readonly Grant[]
  readonly now: number
  /** How password links get to people from here. */
  readonly by: 'mail' | 'hand'
}

/**
 * Of an event (id or slug): the roles on what the asker manages there, and those on what contains it, which hold there too.
 * Who manages nothing in it is refused.
 */
export async function listPeople(
  { db, clock, mailer }: { readonly db: Db; readonly clock: Clock; readonly mailer: object | null },
  { principal, event }: { readonly principal: Principal; readonly event: string },
): Promise<EventPeople> {
  requireSignedIn(principal)
  const target = await findEventTarget(db, event)
  if (!target) throw new AppError('not_found', 'There is no such event.')
  const viewer: Viewer = { grants: principal.grants, now: clock.now(), by: mailer ? 'mail' : 'hand' }
  const managed = await findManaged(db, { grants: principal.grants, event: target, now: viewer.now })
  if (managed.length === 0) requireAccess({ principal, action: 'people.manage', target, clock })
  const rows = await listRolesInEvent(db, target.event)
  const shown = rows.filter((row) => {
    const own = roleTarget(row)
    if (own === null) return false
    if (can({ ...viewer, action: 'people.manage', target: own })) return true
    return managed.some((part) => covers({ type: row.scope_type, id: row.scope_id }, part))
  })
  const unclaimed = new Set(shown.filter((row) => row.is_unclaimed !== 0).map(({ user_id }) => user_id))
  const theirs = await listRolesOf(db, [...unclaimed])
  return {
    people: shown.map((row) =>
      toPersonWithRole(
        row,
        viewer,
        theirs.filter(({ user_id }) => user_id === row.user_id),
      ),
    ),
  }
}

/** The parts of the event whose people the asker manages. */
async function findManaged(
  db: Db,
  options: {
    readonly grants: readonly PrincipalGrant[]
    readonly event: Target
    readonly now: number
  },
): Promise<readonly Target[]> {
  const { grants, event, now } = options
  if (can({ grants, action: 'people.manage', target: event, now })) return [event]
  const own = grants.filter(
    ({ role, eventId, expiresAt }) =>
      eventId === event.event && roleAllows(role, 'people.manage') && (expiresAt === null || expiresAt > now),
  )
  const targets = await Promise.all(
    own.map(async ({ scope: { type, id } }) => (type === 'site' ? null : findScopeTarget(db, { type, id }))),
  )
  return targets.filter((target) => target !== null)
}

/**
 * A role as the asker sees it. Those on the whole site are given and taken on the page of all accounts. `theirs`: all roles
 * of the account, at least when nobody has come into it.
 */
export function toPersonWithRole(
  row: RoleDetail,
  { grants, now, by }: Viewer,
  theirs: readonly RoleDetail[],
): PersonWithRole {
  const target = roleTarget(row) ?? { event: row.in_event_id ?? '' }
  const mayTake =
    row.scope_type !== 'site' &&
    can({ grants, action: 'people.manage', target, now }) &&
    mayGrant(roleOn(grants, target, now), row.role)
  const managesUsers = can({ grants, action: 'user.manage', target: SITE, now })
  const seesEmail = can({ grants, action: 'people.emails', target, now })
  return {
    ...toHeldRole(row),
    userId: row.user_id,
    name: row.user_name,
    email: seesEmail ? row.user_email : null,
    mayTake,
    mayRenewLink:
      row.is_unclaimed !== 0 && (managesUsers || mayRenewLink({ grants, now }, { roles: theirs, by })),
  }
}

/**
 * Makes an access link. Nobody passes on more than they hold: not a stronger role, not on more, and not for longer.
 * Implements LINK-1 to LINK-3.
 */
import type { Kysely } from 'kysely'
import { mayGrant, roleOn } from '../../shared/domain/access.ts'
import { newId, type LinkId } from '../../shared/domain/ids.ts'
import type { LinkCreate, LinkCreated } from '../../shared/contracts/people.ts'
import { AppError } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import { findLink, insertLink } from '../storage/link-rows.ts'
import type { Tables } from '../storage/tables.ts'
import { audit } from './audit.ts'
import { requireAccess, requireSignedIn } from './authorize.ts'
import { findScopeTarget } from './find-scope-target.ts'
import { toAccessLink } from './link-answer.ts'
import { describeLink } from './describe-link.ts'
import { latestEndOf } from './latest-end.ts'
import { hashPassword } from './passwords.ts'
import type { Principal } from './principal.ts'
import { hashSecret, newSecret } from './secrets.ts'

interface Deps {
  readonly db: Kysely<Tables>
  readonly clock: Clock
  readonly publicUrl: () => string
}

/** The answer is the only place where the secret ever is. */
export async function createLink(
  { db, clock, publicUrl }: Deps,
  { principal, link }: { readonly principal: Principal; readonly link: LinkCreate },
): Promise<LinkCreated> {
  requireSignedIn(principal)
  const target = await findScopeTarget(db, link.scope)
  if (!target) throw new AppError('not_found', `There is no such ${link.scope.type}.`, { place: 'scope.id' })
  requireAccess({ principal, action: 'link.manage', target, clock })
  const now = clock.now()
  const role = roleOn(principal.grants, target, now)
  if (!mayGrant(role, link.role)) {
    throw new AppError('forbidden', `As ${role} here you cannot give away the role ${link.role}.`, {
      place: 'role',
    })
  }
  const latestEnd = latestEndOf({ grants: principal.grants, target, given: link.role, now })
  const id = newId<LinkId>()
  const secret = newSecret()
  await insertLink(db, {
    id,
    secret_hash: hashSecret(secret),
    event_id: target.event,
    scope_type: link.scope.type,
    // Not the scope as asked for: an event may have been named by its slug, which can change.
    scope_id: link.scope.type === 'event' ? target.event : link.scope.id,
    role: link.role,
    label: link.label?.trim() || null,
    password_hash: link.password ? await hashPassword(link.password) : null,
    created_at: now,
    created_by: principal.name,
    expires_at: chooseEnd({ asked: link.expiresAt ?? null, latestEnd, now }),
    revoked_at: null,
    last_used_at: null,
    uses: 0,
  })
  const made = await findLink(db, id)
  if (!made)
    throw new AppError('not_found', `The ${link.scope.type} was deleted just now.`, { place: 'scope.id' })
  await audit(db, { principal, act: 'link.made', at: now, event: target.event, ...describeLink(made) })
  return { ...toAccessLink(made), url: `${publicUrl()}/l/${secret}`, secret }
}

function chooseEnd(options: {
  readonly asked: string | null
  readonly latestEnd: number | null
  readonly now: number
}): number | null {
  const { latestEnd, now } = options
  if (options.asked === null) return latestEnd
  const asked = Date.parse(options.asked)
  if (asked <= now) {
    throw new AppError('bad_request', 'Expected an end in the future.', { place: 'expiresAt' })
  }
  if (latestEnd !== null && asked > latestEnd) {
    throw new AppError(
      'forbidden',
      `Your own access ends at ${new Date(latestEnd).toISOString()}: a link of yours cannot last longer.`,
      { place: 'expiresAt' },
    )
  }
  return asked
}

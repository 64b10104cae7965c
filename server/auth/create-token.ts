import { newId, type TokenId } from '../../shared/domain/ids.ts'
import type { Role } from '../../shared/domain/access.ts'
import { AppError } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import { findEventTarget } from '../storage/targets.ts'
import { insertToken } from '../storage/token-rows.ts'
import type { Db } from '../storage/tables.ts'
import { audit } from './audit.ts'
import { cleanName } from './clean-name.ts'
import { OPERATOR } from './operator.ts'
import { hashSecret, newSecret } from './secrets.ts'

/** Makes an API token for an event (id or slug), or for the whole site without one. The secret is told this once. */
export async function createToken(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  token: { readonly name: string; readonly role: Role; readonly event: string | null },
): Promise<{ readonly id: TokenId; readonly secret: string }> {
  const target = token.event === null ? null : await findEventTarget(db, token.event)
  if (token.event !== null && !target) throw new AppError('not_found', `There is no event “${token.event}”.`)
  const id = newId<TokenId>()
  const secret = newSecret()
  const name = cleanName(token.name)
  const at = clock.now()
  const event = target?.event ?? null
  await insertToken(db, {
    id,
    name,
    secret_hash: hashSecret(secret),
    role: token.role,
    event_id: event,
    created_at: at,
    revoked_at: null,
  })
  await audit(db, { principal: OPERATOR, act: 'token.made', at, event, subject: name, detail: token.role })
  return { id, secret }
}

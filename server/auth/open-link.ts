/**
 * Opens an access link in a browser: its login, made when it has none, holds the link's role from then on, for as long
 * as the link lives. Implements LINK-5, LINK-6, LINK-9, LINK-10 and LINK-12.
 */
import type { Kysely } from 'kysely'
import { newId, type LoginId } from '../../shared/domain/ids.ts'
import type { Clock } from '../lib/clock.ts'
import { countLinkUse, findLinkBySecretHash, type LinkDetail } from '../storage/link-rows.ts'
import { hasOpenedLink, insertLogin, insertLoginLink } from '../storage/login-rows.ts'
import type { Tables } from '../storage/tables.ts'
import { audit } from './audit.ts'
import { describeLink } from './describe-link.ts'
import { linkPath } from './link-scope.ts'
import { LOGIN_LIFETIME_MS } from './login-cookie.ts'
import { isPassword } from './passwords.ts'
import type { Principal } from './principal.ts'
import { hashSecret, isSecret, newSecret } from './secrets.ts'

interface Deps {
  readonly db: Kysely<Tables>
  readonly clock: Clock
}

export interface LinkRequest {
  readonly secret: string
  /** The browser that asks; without a login it gets one. */
  readonly asker: Pick<Principal, 'actor' | 'name' | 'loginId'>
  /** Null: none was given. */
  readonly password: string | null
}

/** What came of it. `newLoginSecret` is the new login's cookie, null when the browser keeps the one that it has. */
export type LinkOpening =
  | { readonly kind: 'opened'; readonly path: string; readonly newLoginSecret: string | null }
  | { readonly kind: 'password-needed'; readonly wasWrong: boolean }
  | { readonly kind: 'gone'; readonly why: 'revoked' | 'expired' | 'deleted' }
  | { readonly kind: 'unknown' }

export async function openLink({ db, clock }: Deps, request: LinkRequest): Promise<LinkOpening> {
  const link = isSecret(request.secret) ? await findLinkBySecretHash(db, hashSecret(request.secret)) : null
  if (!link) return { kind: 'unknown' }
  if (link.revoked_at !== null) return { kind: 'gone', why: 'revoked' }
  if (link.expires_at !== null && link.expires_at <= clock.now()) return { kind: 'gone', why: 'expired' }
  const path = linkPath(link)
  if (path === null) return { kind: 'gone', why: 'deleted' }
  if (!(await isPasswordSettled(db, link, request))) {
    return { kind: 'password-needed', wasWrong: request.password !== null }
  }
  return { kind: 'opened', path, newLoginSecret: await giveLink({ db, clock }, link, request.asker) }
}

/** A browser that has opened the link before is not asked again. */
async function isPasswordSettled(
  db: Kysely<Tables>,
  link: LinkDetail,
  request: LinkRequest,
): Promise<boolean> {
  if (link.password_hash === null) return true
  const { loginId } = request.asker
  if (loginId !== null && (await hasOpenedLink(db, loginId, link.id))) return true
  return request.password !== null && (await isPassword(request.password, link.password_hash))
}

async function giveLink(
  { db, clock }: Deps,
  link: LinkDetail,
  asker: LinkRequest['asker'],
): Promise<string | null> {
  const { loginId } = asker
  const now = clock.now()
  const secret = loginId === null ? newSecret() : null
  await db.transaction().execute(async (transaction) => {
    const login = loginId ?? newId<LoginId>()
    if (secret !== null) {
      await insertLogin(transaction, {
        id: login,
        secret_hash: hashSecret(secret),
        user_id: null,
        guest_name: null,
        created_at: now,
        expires_at: now + LOGIN_LIFETIME_MS,
        last_seen_at: now,
        browser: null,
      })
    }
    const isFirst = await insertLoginLink(transaction, { login_id: login, link_id: link.id, opened_at: now })
    if (isFirst) {
      await audit(transaction, {
        principal: loginId === null ? { actor: `guest:${login}`, name: null } : asker,
        act: 'link.opened',
        at: now,
        event: link.event_id,
        ...describeLink(link),
      })
    }
    await countLinkUse(transaction, link.id, now)
  })
  return secret
}

/**
 * Turns a request's credentials into a Principal. Asked for every request and for every judgement of a connection, so
 * that a revoked or expired right is gone the next time anybody asks. Decides nothing: authorize.ts does.
 *
 * Implements AUTH-6 to AUTH-11: a login cookie that does not hold makes the asker anonymous (a browser can sign in
 * again); an `Authorization` header that does not hold is refused, never ignored in favour of the cookie or of nobody.
 */
import type { Scope } from '../../shared/domain/access.ts'
import { colorOf } from '../../shared/domain/palette.ts'
import { MINUTE_MS } from '../../shared/domain/time.ts'
import { AppError } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import { countLinkUse, findLinkBySecretHash, listLinksOfLogin } from '../storage/link-rows.ts'
import { findLoginBySecretHash, renewLoginSeen, type LoginWithUser } from '../storage/login-rows.ts'
import type { Db, LinkRow } from '../storage/tables.ts'
import { findTokenBySecretHash } from '../storage/token-rows.ts'
import { ANONYMOUS } from './anonymous.ts'
import { readLoginCookie } from './login-cookie.ts'
import type { Principal, PrincipalGrant } from './principal.ts'
import { hashSecret, isSecret } from './secrets.ts'
import { listUserGrants } from './user-grants.ts'

/** How old a time of last use may get: a write for every request would cost an fsync each. */
const USE_RENEWAL_MS = 5 * MINUTE_MS

interface Deps {
  readonly db: Db
  readonly clock: Clock
}

/** Header values as they came; undefined when absent. */
export interface Credentials {
  readonly cookie: string | undefined
  readonly authorization: string | undefined
}

/** Throws AppError `not_signed_in` for an `Authorization` header that gives nothing. */
export async function authenticate(deps: Deps, credentials: Credentials): Promise<Principal> {
  if (credentials.authorization !== undefined) return authenticateBearer(deps, credentials.authorization)
  const secret = readLoginCookie(credentials.cookie)
  return secret === null ? ANONYMOUS : authenticateLogin(deps, secret)
}

/** Who a login's secret stands for; nobody when it is unknown or over. */
export async function authenticateLogin({ db, clock }: Deps, secret: string): Promise<Principal> {
  const login = await findLoginBySecretHash(db, hashSecret(secret))
  const now = clock.now()
  if (!login || login.expires_at <= now) return ANONYMOUS
  if (login.last_seen_at <= now - USE_RENEWAL_MS) await renewLoginSeen(db, login.id, now)
  const [links, roles] = await Promise.all([
    listLinksOfLogin(db, login.id, now),
    login.user_id === null ? [] : listUserGrants(db, login.user_id),
  ])
  return loginPrincipal(login, [...links.map(linkGrant), ...roles])
}

function loginPrincipal(login: LoginWithUser, grants: readonly PrincipalGrant[]): Principal {
  const actor = login.user_id === null ? `guest:${login.id}` : `user:${login.user_id}`
  return {
    kind: login.user_id === null ? 'guest' : 'user',
    actor,
    name: login.user_name ?? login.guest_name,
    email: login.user_email,
    color: colorOf(actor),
    userId: login.user_id,
    loginId: login.id,
    grants,
  }
}

async function authenticateBearer({ db, clock }: Deps, authorization: string): Promise<Principal> {
  const secret = /^Bearer +(\S+) *$/i.exec(authorization)?.[1]
  if (secret === undefined || !isSecret(secret)) {
    throw refusal('Expected “Authorization: Bearer” and an API token or the secret of an access link.')
  }
  const secretHash = hashSecret(secret)
  const [token, link] = await Promise.all([
    findTokenBySecretHash(db, secretHash),
    findLinkBySecretHash(db, secretHash),
  ])
  if (token) {
    if (token.revoked_at !== null) throw refusal('This API token was revoked.')
    const scope: Scope =
      token.event_id === null ? { type: 'site', id: '' } : { type: 'event', id: token.event_id }
    return bearerPrincipal('token', `token:${token.id}`, {
      name: token.name,
      grant: { scope, role: token.role, expiresAt: null, eventId: token.event_id },
    })
  }
  if (!link) throw refusal('This API token or access link is not known here.')
  if (link.revoked_at !== null) throw refusal('This access link was revoked. Ask for a new one.')
  if (link.expires_at !== null && link.expires_at <= clock.now()) {
    throw refusal('This access link has ended. Ask for a new one.')
  }
  // A request has no way to ask for the password, and the secret alone must not be enough.
  if (link.password_hash !== null) throw refusal('This access link has a password: open it in a browser.')
  const now = clock.now()
  if (link.last_used_at === null || link.last_used_at <= now - USE_RENEWAL_MS)
    await countLinkUse(db, link.id, now)
  return bearerPrincipal('link', `link:${link.id}`, { name: null, grant: linkGrant(link) })
}

function bearerPrincipal(
  kind: 'token' | 'link',
  actor: string,
  { name, grant }: { readonly name: string | null; readonly grant: PrincipalGrant },
): Principal {
  return { ...ANONYMOUS, kind, actor, name, color: colorOf(actor), grants: [grant] }
}

/** What somebody holds who has opened a link. */
export function linkGrant(link: LinkRow): PrincipalGrant {
  return {
    scope: { type: link.scope_type, id: link.scope_id },
    role: link.role,
    expiresAt: link.expires_at,
    eventId: link.event_id,
    link: link.id,
  }
}

function refusal(message: string): AppError {
  return new AppError('not_signed_in', message)
}

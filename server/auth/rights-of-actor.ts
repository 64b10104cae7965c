/** What somebody whom a log names holds now, judged from outside: for those who want to remove them. */
import { roleOn, ROLES, type Grant, type Role, type Target } from '../../shared/domain/access.ts'
import type { LinkId, LoginId, TokenId, UserId } from '../../shared/domain/ids.ts'
import { findLink, listLinksOfLogin } from '../storage/link-rows.ts'
import { findToken } from '../storage/token-rows.ts'
import type { Db, LinkRow } from '../storage/tables.ts'
import { listUserRoles } from '../storage/user-rows.ts'

export type ActorKind = 'guest' | 'account' | 'token' | 'link'

export interface ActorRights {
  readonly kind: ActorKind
  /** The strongest role that counts against one who wants to remove them; null: none. */
  readonly role: Role | null
  /** Links that they came by and that are alive; an account's own roles need none. */
  readonly links: readonly LinkRow[]
}

const KINDS: Readonly<Record<string, ActorKind>> = {
  guest: 'guest',
  user: 'account',
  token: 'token',
  link: 'link',
}

/** Null for what is no actor: the server itself, or one of a kind that is not known. */
export function kindOfActor(actor: string): ActorKind | null {
  return KINDS[actor.split(':', 1)[0] ?? ''] ?? null
}

/**
 * `target`: where the role of an account, token or bare link counts. A guest's login ends everywhere, so the strongest
 * role that it holds anywhere counts.
 */
export async function rightsOfActor(
  db: Db,
  { actor, target, now }: { readonly actor: string; readonly target: Target; readonly now: number },
): Promise<ActorRights | null> {
  const kind = kindOfActor(actor)
  const id = actor.slice(actor.indexOf(':') + 1)
  switch (kind) {
    case 'guest': {
      const links = await listLinksOfLogin(db, id as LoginId, now)
      return { kind, role: strongest(links.map(({ role }) => role)), links }
    }
    case 'account': {
      const roles = await listUserRoles(db, id as UserId)
      const grants: Grant[] = roles.map(({ scope_type: type, scope_id, role }) => ({
        scope: { type, id: scope_id },
        role,
        expiresAt: null,
      }))
      return { kind, role: roleOn(grants, target, now), links: [] }
    }
    case 'token': {
      const token = await findToken(db, id as TokenId)
      const isAlive = token !== null && token.revoked_at === null
      return { kind, role: isAlive ? token.role : null, links: [] }
    }
    case 'link': {
      const link = await findLink(db, id as LinkId)
      const isAlive =
        link !== null && link.revoked_at === null && !(link.expires_at !== null && link.expires_at <= now)
      return { kind, role: link?.role ?? null, links: isAlive ? [link] : [] }
    }
    case null:
      return null
  }
}

function strongest(roles: readonly Role[]): Role | null {
  return ROLES.find((role) => roles.includes(role)) ?? null
}

/** Whether one role is stronger than another; nobody has less than somebody. */
export function isStronger(one: Role | null, other: Role | null): boolean {
  const rank = (role: Role | null): number => (role === null ? ROLES.length : ROLES.indexOf(role))
  return rank(one) < rank(other)
}

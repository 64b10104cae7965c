import type { User, UserList } from '../../shared/contracts/roles.ts'
import type { UserId } from '../../shared/domain/ids.ts'
import { listAllRoles, type RoleDetail } from '../storage/role-rows.ts'
import { listUsers } from '../storage/user-rows.ts'
import type { Db, UserRow } from '../storage/tables.ts'
import { roleTarget, toHeldRole } from './role-scope.ts'

/** Every account of the site with its roles, by name. Callers decide who may see it. */
export async function readUsers(db: Db): Promise<UserList> {
  const [users, roles] = await Promise.all([listUsers(db), listAllRoles(db)])
  const rolesOf = new Map<UserId, RoleDetail[]>()
  for (const role of roles) rolesOf.set(role.user_id, [...(rolesOf.get(role.user_id) ?? []), role])
  return { users: users.map((user) => toUser(user, rolesOf.get(user.id) ?? [])) }
}

export function toUser(row: UserRow, roles: readonly RoleDetail[]): User {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    createdAt: new Date(row.created_at).toISOString(),
    hasPassword: row.password_hash !== '',
    roles: roles.filter((role) => roleTarget(role) !== null).map(toHeldRole),
  }
}

import type { RoleDetail } from '../storage/role-rows.ts'
import type { Db } from '../storage/tables.ts'
import { audit } from './audit.ts'
import type { Principal } from './principal.ts'
import { describeRole } from './role-scope.ts'

/** Writes down that an account got a role, or lost it. `before`: the one on the same scope whose place it takes. */
export async function auditRole(
  db: Db,
  options: {
    readonly principal: Pick<Principal, 'actor' | 'name'>
    readonly act: 'role.given' | 'role.taken'
    readonly at: number
    readonly row: RoleDetail
    readonly before?: RoleDetail | null
  },
): Promise<void> {
  const { principal, act, at, row, before = null } = options
  await audit(db, { principal, act, at, event: row.in_event_id, ...describeRole(row, before) })
}

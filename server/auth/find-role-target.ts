import { SITE, type Scope, type Target } from '../../shared/domain/access.ts'
import { AppError } from '../errors.ts'
import type { Db } from '../storage/tables.ts'
import { findScopeTarget } from './find-scope-target.ts'

/** The scope that a role is to be given on, with ids only (an event may go by its slug), and what it is. */
export async function findRoleTarget(
  db: Db,
  { type, id }: Scope,
): Promise<{ readonly scope: Scope; readonly target: Target }> {
  if (type === 'site') return { scope: { type, id: '' }, target: SITE }
  const target = await findScopeTarget(db, { type, id })
  if (!target) throw new AppError('not_found', `There is no such ${type}.`, { place: 'scope.id' })
  return { scope: { type, id: type === 'event' ? target.event : id }, target }
}

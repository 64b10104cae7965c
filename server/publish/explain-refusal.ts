import type { ErrorCode } from '../../shared/contracts/errors.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import type { AppError } from '../errors.ts'

/**
 * Which of the error pages fits a refusal. Somebody who once came by a link is told that it ended. For everybody else
 * what they may not see and what does not exist look alike.
 */
export async function explainRefusal(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { error, principal }: { readonly error: AppError; readonly principal: Principal },
): Promise<ErrorCode> {
  if (error.code !== 'forbidden' && error.code !== 'not_found') return error.code
  if (principal.loginId === null || principal.grants.length > 0) return 'not_found'
  const ended = await db
    .selectFrom('login_links')
    .innerJoin('links', 'links.id', 'login_links.link_id')
    .select('links.id')
    .where('login_links.login_id', '=', principal.loginId)
    .where((where) =>
      where.or([where('links.revoked_at', 'is not', null), where('links.expires_at', '<=', clock.now())]),
    )
    .executeTakeFirst()
  return ended ? 'link_gone' : 'not_found'
}

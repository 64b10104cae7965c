/**
 * The first organiser. While nobody has an account, a secret that only this process knows lets whoever can read the
 * server's output make one, with all rights on the site. Implements AUTH-16 and AUTH-17.
 */
import type { Kysely } from 'kysely'
import type { UserId } from '../../shared/domain/ids.ts'
import type { SetupRequest } from '../../shared/contracts/people.ts'
import { AppError } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import { hasUsers } from '../storage/user-rows.ts'
import type { Tables } from '../storage/tables.ts'
import { createUser, setupDone } from './create-user.ts'
import { isSameSecret, newSecret } from './secrets.ts'

export interface Setup {
  /** Whether nobody has an account yet. Once false it stays so. */
  isNeeded(): Promise<boolean>
  /** The path of the page that makes the first organiser; null when there is one. For the server's own output only. */
  path(): Promise<string | null>
  /** Makes the first organiser. Throws AppError `setup_done` when there is one, `forbidden` for a wrong secret. */
  complete(request: SetupRequest): Promise<UserId>
}

export function createSetup(deps: { readonly db: Kysely<Tables>; readonly clock: Clock }): Setup {
  const secret = newSecret()
  let isDone = false

  async function isNeeded(): Promise<boolean> {
    // An account can also come from a command or from another server, so the database is asked until there is one.
    isDone ||= await hasUsers(deps.db)
    return !isDone
  }

  return {
    isNeeded,
    path: async () => ((await isNeeded()) ? `/setup/${secret}` : null),
    async complete({ secret: given, ...user }) {
      if (!(await isNeeded())) throw setupDone()
      if (!isSameSecret(given, secret)) {
        throw new AppError(
          'forbidden',
          'This set-up link is not valid. Use the one that the server printed when it last started.',
          { place: 'secret' },
        )
      }
      return createUser(deps, {
        user,
        grant: { scope: { type: 'site', id: '' }, role: 'organizer' },
        mustBeFirst: true,
      })
    },
  }
}

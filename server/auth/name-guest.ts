import { AppError } from '../errors.ts'
import { renameGuest } from '../storage/login-rows.ts'
import type { Db } from '../storage/tables.ts'
import { renameUser } from '../storage/user-rows.ts'
import { requireSignedIn } from './authorize.ts'
import { cleanName } from './clean-name.ts'
import type { Principal } from './principal.ts'

/** Gives the asker the name that others see: a guest for this login, a user for the account. Returns who they are now. */
export async function nameGuest(
  { db }: { readonly db: Db },
  { principal, name }: { readonly principal: Principal; readonly name: string },
): Promise<Principal> {
  requireSignedIn(principal)
  const clean = cleanName(name)
  if (principal.userId !== null) await renameUser(db, principal.userId, clean)
  else if (principal.loginId !== null) await renameGuest(db, principal.loginId, clean)
  else
    throw new AppError(
      'forbidden',
      'Only people can give themselves a name; a token was named when it was made.',
    )
  return { ...principal, name: clean }
}

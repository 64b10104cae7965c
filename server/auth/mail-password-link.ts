/**
 * A link for who forgot the password, by mail to the account's own address. Nobody waits for it: what came of it, and how
 * long it took, would tell who has an account. Implements ACCOUNT-10.
 */
import type { Kysely } from 'kysely'
import type { Clock } from '../lib/clock.ts'
import { isMailAddress, type Mailer } from '../mail/mailer.ts'
import type { Tables } from '../storage/tables.ts'
import { findUserByEmail } from '../storage/user-rows.ts'
import { createPasswordLink } from './create-password-link.ts'
import { writePasswordMail } from './write-password-mail.ts'

interface Deps {
  readonly db: Kysely<Tables>
  readonly clock: Clock
  readonly publicUrl: () => string
  readonly mailer: Mailer
}

/** Who asks on the sign-in page is not known to be anybody. */
const SOMEBODY = { actor: null, name: null } as const

/** Does nothing for an address without account. The mailer tells the log when the mail cannot be sent. */
export async function mailPasswordLink(deps: Deps, { email }: { readonly email: string }): Promise<void> {
  const user = await findUserByEmail(deps.db, email)
  if (!user || !isMailAddress(user.email)) return
  const link = await createPasswordLink(deps, {
    userId: user.id,
    principal: SOMEBODY,
    isMailed: true,
    detail: 'asked for on the sign-in page, sent by mail',
  })
  await deps.mailer.send(writePasswordMail({ user, link, site: deps.publicUrl(), reason: 'forgotten' }))
}

/**
 * A link for who forgot the password, by mail to the account's own address. Nobody waits for it: what came of it, and how
 * long it took, would tell who has an account. Implements ACCOUNT-10.
 */
import type { Kysely } from 'kysely'
import type { Clock } from '../lib/clock.ts'
import { isMailAddress, type Mail, type Mailer } from '../mail/mailer.ts'
import type { Tables } from '../storage/tables.ts'
import { findUserByEmail } from '../storage/user-rows.ts'
import { createPasswordLink } from './create-password-link.ts'

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
  const { url } = await createPasswordLink(deps, {
    userId: user.id,
    principal: SOMEBODY,
    detail: 'asked for on the sign-in page, sent by mail',
  })
  await deps.mailer.send(writePasswordMail({ user, url, site: deps.publicUrl() }))
}

function writePasswordMail(options: {
  readonly user: { readonly name: string; readonly email: string }
  readonly url: string
  readonly site: string
}): Mail {
  const { user, url, site } = options
  const { host } = new URL(site)
  const name = user.name.replace(/[\s\p{Cc}]+/gu, ' ')
  return {
    to: { name, address: user.email },
    subject: `Set a new password for ${host}`,
    // The name may be long, and stands alone so that no line has to be broken for it.
    text: [
      `Hello ${name},`,
      '',
      'somebody, most likely you, asked for a new password on the page',
      `${site}/sign-in`,
      '',
      'Open this link within 24 hours to set one. It works once, and signs',
      'you out in every other browser:',
      '',
      url,
      '',
      'You did not ask for it? Then do nothing: your password stays what it',
      'is, and nobody but you got this link.',
      '',
    ].join('\n'),
    stopUrl: null,
  }
}

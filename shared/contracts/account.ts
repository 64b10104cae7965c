/** Contracts for what the holder of an account does with it: password, logins, forgotten passwords. */
import * as z from 'zod/mini'
import { EmailAddress, Password } from './people.ts'

export const PasswordChange = z.strictObject({ present: z.string(), password: Password })
/** The form that a password link leads to. */
export const PasswordReset = z.strictObject({ password: Password })
export const PasswordMailRequest = z.strictObject({ email: EmailAddress })
/** `mail`: to the account's address and nowhere else; `hand`: the answer holds it. */
export const PasswordLinkQuery = z.strictObject({ by: z._default(z.enum(['hand', 'mail']), 'hand') })
/** A new password link. When its secret is in here it is nowhere else, ever. */
export const PasswordLink = z.object({
  /** `shown`: here; `mailed`: a mail server took it for the account's address; `unsent`: none did. */
  delivery: z.enum(['shown', 'mailed', 'unsent']),
  /** Null unless it is shown. */
  url: z.nullable(z.string()),
  expiresAt: z.string(),
})

/** To connect the account with somebody of the provider, which the present password is needed for. */
export const IdentityRequest = z.strictObject({ present: z.string() })
/** Where the browser is to go next: the provider, which sends it back. */
export const ProviderDeparture = z.object({ url: z.string() })

/** A browser that is signed in to the account. */
export const AccountLogin = z.object({
  id: z.string(),
  /** E.g. `Firefox on Linux`, as it said when it signed in; null when that said nothing. */
  browser: z.nullable(z.string()),
  firstSeenAt: z.string(),
  /** To within five minutes. */
  lastSeenAt: z.string(),
  /** The one that asks. */
  isThis: z.boolean(),
})
export const Account = z.object({
  hasPassword: z.boolean(),
  /** Whether it belongs to somebody of the provider that people sign in through. */
  isConnected: z.boolean(),
  /** The one that asks in front, then the one that was seen last. */
  logins: z.array(AccountLogin),
})

export type PasswordChange = z.infer<typeof PasswordChange>
export type IdentityRequest = z.infer<typeof IdentityRequest>
export type ProviderDeparture = z.infer<typeof ProviderDeparture>
export type PasswordMailRequest = z.infer<typeof PasswordMailRequest>
export type PasswordLink = z.infer<typeof PasswordLink>
export type AccountLogin = z.infer<typeof AccountLogin>
export type Account = z.infer<typeof Account>

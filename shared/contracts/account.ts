/** Contracts for what the holder of an account does with it: password, logins, forgotten passwords. */
import * as z from 'zod/mini'
import { EmailAddress, Password } from './people.ts'

export const PasswordChange = z.strictObject({ present: z.string(), password: Password })
/** The form that a password link leads to. */
export const PasswordReset = z.strictObject({ password: Password })
export const PasswordMailRequest = z.strictObject({ email: EmailAddress })
/** The answer to a new password link: its secret is in here and nowhere else, ever. */
export const PasswordLink = z.object({ url: z.string(), expiresAt: z.string() })

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
export type PasswordMailRequest = z.infer<typeof PasswordMailRequest>
export type PasswordLink = z.infer<typeof PasswordLink>
export type AccountLogin = z.infer<typeof AccountLogin>
export type Account = z.infer<typeof Account>

/** Contracts for set-up, logins, the asker and access links. */
import * as z from 'zod/mini'
import { LINK_SCOPES } from '../domain/access.ts'
import { RoleName } from './programme.ts'

export const MIN_PASSWORD_LENGTH = 10

export const Name = z.string().check(z.trim(), z.minLength(1, 'expected a name'), z.maxLength(80))
export const EmailAddress = z
  .string()
  .check(
    z.trim(),
    z.toLowerCase(),
    z.maxLength(254),
    z.regex(/^[^\s@]+@[^\s@]+$/, 'expected an e-mail address'),
  )
export const Password = z
  .string()
  .check(
    z.minLength(MIN_PASSWORD_LENGTH, `expected at least ${MIN_PASSWORD_LENGTH} characters`),
    z.maxLength(1_000),
  )

/** The first organiser; `secret` is the last part of the set-up link that the server printed. */
export const SetupRequest = z.strictObject({
  secret: z.string(),
  name: Name,
  email: EmailAddress,
  password: Password,
})
export const SetupState = z.object({ needed: z.boolean() })
export const LoginRequest = z.strictObject({ email: EmailAddress, password: z.string() })
export const UserCreate = z.strictObject({ name: Name, email: EmailAddress, password: Password })

/** Who is asking. A guest came by an access link and has no name until they give one. */
export const Me = z.object({
  kind: z.enum(['anonymous', 'guest', 'user', 'token', 'link']),
  name: z.nullable(z.string()),
  email: z.nullable(z.string()),
  /** `#rrggbb`, the same for everybody who sees this participant's caret. */
  color: z.string(),
  mayCreateEvents: z.boolean(),
  /** Accounts, and the audit log of the whole site. */
  mayManageUsers: z.boolean(),
  setupNeeded: z.boolean(),
  /** Whether this server can send mail. */
  sendsMail: z.boolean(),
  /** What the provider is called that people can sign in through; null: there is none. */
  signsInThrough: z.nullable(z.string()),
})
export const MePatch = z.strictObject({ name: Name })

export const LinkScope = z.strictObject({ type: z.enum(LINK_SCOPES), id: z.string() })
export const LinkCreate = z.strictObject({
  /** An event may be named by its slug. */
  scope: LinkScope,
  role: RoleName,
  expiresAt: z.optional(
    z.nullable(z.string().check(z.refine((text) => !Number.isNaN(Date.parse(text)), 'expected an instant'))),
  ),
  password: z.optional(z.nullable(z.string().check(z.minLength(1), z.maxLength(1_000)))),
  label: z.optional(z.nullable(z.string().check(z.maxLength(200)))),
})
export const AccessLink = z.object({
  id: z.string(),
  scope: LinkScope,
  /** What the scope is called, for lists. */
  scopeTitle: z.string(),
  role: RoleName,
  label: z.nullable(z.string()),
  hasPassword: z.boolean(),
  createdAt: z.string(),
  createdBy: z.nullable(z.string()),
  expiresAt: z.nullable(z.string()),
  revokedAt: z.nullable(z.string()),
  lastUsedAt: z.nullable(z.string()),
  uses: z.number(),
})
/** The answer to a new link: its secret is in here and nowhere else, ever. */
export const LinkCreated = z.extend(AccessLink, { url: z.string(), secret: z.string() })
export const LinkList = z.object({ links: z.array(AccessLink) })

export type SetupRequest = z.infer<typeof SetupRequest>
export type SetupState = z.infer<typeof SetupState>
export type LoginRequest = z.infer<typeof LoginRequest>
export type UserCreate = z.infer<typeof UserCreate>
export type Me = z.infer<typeof Me>
export type MePatch = z.infer<typeof MePatch>
export type LinkCreate = z.infer<typeof LinkCreate>
export type AccessLink = z.infer<typeof AccessLink>
export type LinkCreated = z.infer<typeof LinkCreated>
export type LinkList = z.infer<typeof LinkList>

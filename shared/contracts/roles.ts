/** Contracts for accounts and the roles that they hold. */
import * as z from 'zod/mini'
import { SCOPE_TYPES } from '../domain/access.ts'
import { PasswordLink } from './account.ts'
import { EmailAddress, Name } from './people.ts'
import { RoleName } from './programme.ts'

/** Also the site, whose id is empty. */
export const RoleScope = z.object({ type: z.enum(SCOPE_TYPES), id: z.string() })

/** One role of one account. */
export const HeldRole = z.object({
  scope: RoleScope,
  /** What the scope is called; empty for the site. */
  scopeTitle: z.string(),
  role: RoleName,
})
export const PersonWithRole = z.extend(HeldRole, {
  userId: z.string(),
  name: z.string(),
  /** Null where the asker neither organises nor leads what the role is on. */
  email: z.nullable(z.string()),
  /** Whether the asker may take the role away from the event's own page. */
  mayTake: z.boolean(),
  /** Whether nobody has come into the account yet, and the asker may have another password link made for it. */
  mayRenewLink: z.boolean(),
})
/** Those on what the asker manages, and those on what contains it. */
export const EventPeople = z.object({ people: z.array(PersonWithRole) })

export const RoleCreate = z.strictObject({
  /** An event may be named by its slug; the site's id is empty. */
  scope: z.strictObject({ type: z.enum(SCOPE_TYPES), id: z.string() }),
  role: RoleName,
  email: EmailAddress,
  /** Of the account that is made when there is none with this address. */
  name: z.optional(z.nullable(Name)),
})
export const RoleGiven = z.object({
  person: PersonWithRole,
  /** For the person, to set a password; null when there was an account already. */
  passwordLink: z.nullable(PasswordLink),
})

export const User = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  createdAt: z.string(),
  /** Whether one can sign in to it with a password. */
  hasPassword: z.boolean(),
  roles: z.array(HeldRole),
})
export const UserList = z.object({ users: z.array(User) })
export const NewUser = z.strictObject({
  name: Name,
  email: EmailAddress,
  /** On the whole site; null for none. */
  role: z.optional(z.nullable(RoleName)),
})
export const UserMade = z.object({ user: User, passwordLink: PasswordLink })

export type HeldRole = z.infer<typeof HeldRole>
export type PersonWithRole = z.infer<typeof PersonWithRole>
export type EventPeople = z.infer<typeof EventPeople>
export type RoleCreate = z.infer<typeof RoleCreate>
export type RoleGiven = z.infer<typeof RoleGiven>
export type User = z.infer<typeof User>
export type UserList = z.infer<typeof UserList>
export type NewUser = z.infer<typeof NewUser>
export type UserMade = z.infer<typeof UserMade>

/**
 * Who may do what: roles, scopes and the one pure function that decides, used by HTTP, WebSocket and the pages alike.
 * A grant on a scope holds for everything below it: site ⊃ event ⊃ track ⊃ session ⊃ note.
 */

/** From strongest to weakest. */
export const ROLES = ['organizer', 'lead', 'scribe', 'reviewer', 'reader'] as const
export type Role = (typeof ROLES)[number]

/** Scopes that an access link can have. */
export const LINK_SCOPES = ['event', 'track', 'session', 'note'] as const
/** Scopes that an account's role can have. */
export const SCOPE_TYPES = ['site', ...LINK_SCOPES] as const
export type ScopeType = (typeof SCOPE_TYPES)[number]

/** What a grant holds on; the site's id is the empty string. */
export interface Scope {
  readonly type: ScopeType
  readonly id: string
}

/** One right that somebody holds, and until when (ms since the epoch; null: no end). */
export interface Grant {
  readonly scope: Scope
  readonly role: Role
  readonly expiresAt: number | null
}

/** A thing together with everything that contains it; absent levels do not exist for it. */
export interface Target {
  readonly event?: string
  readonly track?: string
  readonly session?: string
  readonly note?: string
  /** A summary that was marked final: nobody changes its text. */
  readonly isFinal?: boolean
}

/** The site itself, for what belongs to no event. */
export const SITE: Target = {}

export const ACTIONS = [
  'event.create',
  'user.create',
  'programme.read',
  'programme.edit',
  'programme.import',
  'people.emails',
  'note.read',
  'note.write',
  'note.import',
  'note.history',
  'note.comment',
  'summary.submit',
  'summary.decide',
  'link.manage',
  'people.manage',
  'guest.remove',
  'event.export',
  'event.publish',
  'name.redact',
  'audit.read',
  'user.manage',
] as const
export type Action = (typeof ACTIONS)[number]

const READER_ACTIONS: readonly Action[] = ['programme.read', 'note.read', 'event.export']
const REVIEWER_ACTIONS: readonly Action[] = [...READER_ACTIONS, 'note.comment']
const SCRIBE_ACTIONS: readonly Action[] = [
  ...REVIEWER_ACTIONS,
  'note.write',
  'note.import',
  'note.history',
  'summary.submit',
]
const LEAD_ACTIONS: readonly Action[] = [
  ...SCRIBE_ACTIONS,
  'summary.decide',
  'programme.edit',
  'people.emails',
  'link.manage',
  'people.manage',
  'guest.remove',
]
/** What changes the text of a note. */
const CHANGES_TEXT: ReadonlySet<Action> = new Set(['note.write', 'note.import'])

const ACTIONS_OF: Readonly<Record<Role, ReadonlySet<Action>>> = {
  reader: new Set(READER_ACTIONS),
  reviewer: new Set(REVIEWER_ACTIONS),
  scribe: new Set(SCRIBE_ACTIONS),
  lead: new Set(LEAD_ACTIONS),
  organizer: new Set(ACTIONS),
}

/** Whether what holds on the scope holds on the target. */
export function covers(scope: Scope, target: Target): boolean {
  return scope.type === 'site' || target[scope.type] === scope.id
}

/** The strongest role among the grants that hold on the target at `now`, or null. */
export function roleOn(grants: readonly Grant[], target: Target, now: number): Role | null {
  let best: number = ROLES.length
  for (const grant of grants) {
    if (grant.expiresAt !== null && grant.expiresAt <= now) continue
    if (covers(grant.scope, target)) best = Math.min(best, ROLES.indexOf(grant.role))
  }
  return ROLES.find((_, rank) => rank === best) ?? null
}

/** Whether a role allows an action on the things it holds on. */
export function roleAllows(role: Role | null, action: Action): boolean {
  return role !== null && ACTIONS_OF[role].has(action)
}

/** Whether the holder of the grants may do the action on the target at `now` (ms since the epoch). */
export function can(options: {
  readonly grants: readonly Grant[]
  readonly action: Action
  readonly target: Target
  readonly now: number
}): boolean {
  const { grants, action, target, now } = options
  if (target.isFinal && CHANGES_TEXT.has(action)) return false
  return roleAllows(roleOn(grants, target, now), action)
}

/** Whether `role` may hand out `given`: nobody passes on more than they hold. */
export function mayGrant(role: Role | null, given: Role): boolean {
  return roleAllows(role, 'link.manage') && role !== null && ROLES.indexOf(role) <= ROLES.indexOf(given)
}

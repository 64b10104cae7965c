/** What a role of an account is on: the thing itself, and what it is called. Pure. */
import { SITE, type Scope, type Target } from '../../shared/domain/access.ts'
import type { HeldRole } from '../../shared/contracts/roles.ts'
import { nameScope } from '../../shared/domain/role-words.ts'
import type { RoleDetail } from '../storage/role-rows.ts'

/** The thing with all that contains it; null when it is gone. */
export function roleTarget(row: RoleDetail): Target | null {
  const { scope_type: type, scope_id: id, in_event_id, in_track_id, in_session_id } = row
  if (type === 'site') return SITE
  if (in_event_id === null) return null
  const event = { event: in_event_id }
  const track = in_track_id === null ? {} : { track: in_track_id }
  const session = in_session_id === null ? {} : { session: in_session_id }
  if (type === 'event') return event
  if (type === 'track') return { ...event, ...track }
  if (type === 'session') return { ...event, ...track, ...session }
  return { ...event, ...track, ...session, note: id }
}

/** Empty for the site. */
export function roleTitle(row: RoleDetail): string {
  if (row.scope_type === 'site') return ''
  const title = row.in_session_title ?? row.in_track_title ?? row.event_title ?? ''
  return row.scope_type === 'note' ? `${title} (${row.note_kind === 'notes' ? 'notes' : 'summary'})` : title
}

export function toHeldRole(row: RoleDetail): HeldRole {
  const { scope_type: type, scope_id: id, role } = row
  return { scope: { type, id }, scopeTitle: roleTitle(row), role }
}

/** A role in the words of the audit log. `before`: the role on the same scope whose place it takes. */
export function describeRole(
  row: RoleDetail,
  before: RoleDetail | null = null,
): { readonly subject: string; readonly detail: string } {
  const scope = nameScope(row.scope_type, roleTitle(row))
  const instead = before === null ? '' : `, instead of ${before.role}`
  return { subject: row.user_name, detail: `${row.role}, ${scope}${instead}` }
}

/** Reads `site`, `event:ID`, `track:ID`, `session:ID` or `note:ID`; null for anything else. */
export function parseScope(text: string): Scope | null {
  if (text === 'site') return { type: 'site', id: '' }
  const [, type, id = ''] = /^(event|track|session|note):(\w+)$/.exec(text) ?? []
  return type === undefined ? null : { type: type as Scope['type'], id }
}

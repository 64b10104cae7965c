/** Roles and what they hold on as people say them; for sentences, in lower case. */
import type { Role, ScopeType } from './access.ts'

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  organizer: 'organiser',
  lead: 'lead',
  scribe: 'scribe',
  reviewer: 'reviewer',
  reader: 'reader',
}

/** `the track “BPF”`, `the whole site`. */
export function nameScope(type: ScopeType, title: string): string {
  return type === 'site' ? 'the whole site' : `the ${type} “${title}”`
}

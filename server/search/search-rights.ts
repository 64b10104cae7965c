import { roleAllows, type Action, type Grant } from '../../shared/domain/access.ts'
import type { SearchRights } from './search-index.ts'

/** What a result shows may be read by those who may do both. */
const NEEDED: readonly Action[] = ['programme.read', 'note.read']

/** What the holder of the grants may find at `now` (ms since the epoch). */
export function searchRightsOf(grants: readonly Grant[], now: number): SearchRights {
  const scopes = grants
    .filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
    .filter(({ role }) => NEEDED.every((action) => roleAllows(role, action)))
    .map(({ scope }) => scope)
  const idsOf = (type: string) => [
    ...new Set(scopes.filter((scope) => scope.type === type).map(({ id }) => id)),
  ]
  return {
    site: scopes.some(({ type }) => type === 'site'),
    events: idsOf('event'),
    tracks: idsOf('track'),
    sessions: idsOf('session'),
    notes: idsOf('note'),
  }
}

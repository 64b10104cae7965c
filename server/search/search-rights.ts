import { roleAllows, type Action, type Grant } from '../../shared/domain/access.ts'
import type { SearchRights } from './search-index.ts'

/** What a result shows may be read by those who may do both … */
const NEEDED: readonly Action[] = ['programme.read', 'note.read']
/** … and those who work on the text see the names that its event takes out. */
const NEEDED_FOR_NAMES: readonly Action[] = [...NEEDED, 'note.comment']

/** What the holder of the grants may find at `now` (ms since the epoch), and what of it with all names. */
export function searchRightsOf(
  grants: readonly Grant[],
  now: number,
): { readonly rights: SearchRights; readonly named: SearchRights } {
  const held = grants.filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
  return { rights: scopesAllowing(held, NEEDED), named: scopesAllowing(held, NEEDED_FOR_NAMES) }
}

function scopesAllowing(grants: readonly Grant[], needed: readonly Action[]): SearchRights {
  const scopes = grants
    .filter(({ role }) => needed.every((action) => roleAllows(role, action)))
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

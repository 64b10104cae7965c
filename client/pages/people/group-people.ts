/** The people of an event under what their roles are on. */
import type { EventDetail } from '../../../shared/contracts/programme.ts'
import type { PersonWithRole } from '../../../shared/contracts/roles.ts'
import { ROLES } from '../../../shared/domain/access.ts'

export interface PeopleGroup {
  readonly key: string
  readonly title: string
  readonly people: readonly PersonWithRole[]
}

/** The event first, tracks and sessions in the order of the programme, the site last; the strongest role first. */
export function groupPeople(event: EventDetail, people: readonly PersonWithRole[]): readonly PeopleGroup[] {
  const places = [event.id, ...event.tracks.map(({ id }) => id), ...event.sessions.map(({ id }) => id)]
  const groups = new Map<string, PersonWithRole[]>()
  for (const person of people) {
    const key = person.scope.type === 'site' ? 'site' : person.scope.id
    groups.set(key, [...(groups.get(key) ?? []), person])
  }
  const rank = (key: string) => {
    const place = places.indexOf(key)
    return key === 'site' ? places.length + 1 : place < 0 ? places.length : place
  }
  return [...groups]
    .map(([key, own]) => ({
      key,
      title: titleOf(own),
      people: own.toSorted((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role)),
    }))
    .toSorted((a, b) => rank(a.key) - rank(b.key))
}

function titleOf([first]: readonly PersonWithRole[]): string {
  if (first === undefined) return ''
  if (first.scope.type === 'site') return 'The whole site'
  return first.scope.type === 'event' ? 'The whole event' : first.scopeTitle
}

import { expect, it } from 'vitest'
import { groupPeople } from '../../../../../client/pages/people/group-people.ts'
import { describeHeld } from '../../../../../client/pages/people/held-words.ts'
import { rolePlaces } from '../../../../../client/pages/people/role-places.ts'
import type { PersonWithRole } from '../../../../../shared/contracts/roles.ts'
import { sampleEventDetail, sampleSession, sampleTrack } from '../../programme-samples.ts'

const event = sampleEventDetail({
  id: 'e1',
  tracks: [sampleTrack({ id: 't2', title: 'BPF', role: 'lead' }), sampleTrack({ id: 't1', role: 'reader' })],
  sessions: [sampleSession({ id: 's1', role: 'lead' })],
})

function held(type: PersonWithRole['scope']['type'], id: string, role: PersonWithRole['role']) {
  return {
    scope: { type, id },
    scopeTitle: id,
    role,
    userId: `${id} ${role}`,
    name: 'Ada',
    email: null,
    mayTake: true,
    mayRenewLink: false,
  }
}

it('[ROLE-15] people stand under what their roles are on, in the order of the programme, the site last', () => {
  const people = [
    held('site', '', 'organizer'),
    held('session', 's1', 'scribe'),
    held('note', 'n1', 'reader'),
    held('track', 't1', 'reader'),
    held('track', 't2', 'scribe'),
    held('track', 't2', 'lead'),
    held('event', 'e1', 'reader'),
  ]
  const groups = groupPeople(event, people)
  expect(groups.map(({ key }) => key)).toEqual(['e1', 't2', 't1', 's1', 'n1', 'site'])
  expect(groups.map(({ title }) => title)).toEqual([
    'The whole event',
    't2',
    't1',
    's1',
    'n1',
    'The whole site',
  ])
  expect(groups[1]?.people.map(({ role }) => role)).toEqual(['lead', 'scribe'])
})

it('[ROLE-15] roles read as words', () => {
  expect(describeHeld(held('track', 'BPF', 'lead'))).toBe('lead of the track “BPF”')
  expect(describeHeld(held('site', '', 'organizer'))).toBe('organiser of the whole site')
  expect(describeHeld(held('note', 'BPF (notes)', 'reader'))).toBe('reader of the note “BPF (notes)”')
})

it('[ROLE-15] roles are offered only where the asker gives any', () => {
  expect(rolePlaces(event, null).map(({ id }) => id)).toEqual(['t2', 's1'])
  expect(rolePlaces(event, 'organizer').map(({ id }) => id)).toEqual(['e1', 't2', 's1'])
})

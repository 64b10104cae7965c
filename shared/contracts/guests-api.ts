/** The endpoints of removing somebody from a note, a part of the list in api.ts. */
import { ok, type Endpoint } from './endpoint.ts'

export const GUEST_ENDPOINTS: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/notes/:id/participants',
    summary: 'Who is in a note or wrote in it, for those who may remove somebody',
    access: 'guest.remove',
    answer: ok('NoteParticipants'),
  },
  {
    method: 'POST',
    path: '/notes/:id/removals',
    summary: 'End a guest’s login, take back what somebody wrote, revoke the links that they came by',
    access: 'guest.remove',
    body: 'RemovalRequest',
    answer: ok('Removal'),
    problems: ['conflict'],
  },
]

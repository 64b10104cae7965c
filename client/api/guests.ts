import { NoteParticipants, Removal, type RemovalRequest } from '../../shared/contracts/guests.ts'
import { callApi, pathOf } from './http.ts'

/** Who is in a note or wrote in it, for those who may remove somebody. */
export function fetchParticipants(noteId: string, signal?: AbortSignal): Promise<NoteParticipants> {
  return callApi(NoteParticipants, { path: pathOf('notes', noteId, 'participants'), signal })
}

export function removeParticipant(noteId: string, removal: RemovalRequest): Promise<Removal> {
  return callApi(Removal, { method: 'POST', path: pathOf('notes', noteId, 'removals'), json: removal })
}

/** What the pages load, each under one key, so that all pages share one copy and one refresh. */
import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { fetchBoard, fetchEvent, fetchEvents } from '../api/events.ts'
import { fetchLinks } from '../api/links.ts'
import { fetchMinutes } from '../api/minutes.ts'
import { fetchNote, fetchNoteHistory } from '../api/notes.ts'
import { fetchAccount, fetchMe, fetchSetupState } from '../api/people.ts'
import { fetchPeople, fetchUsers } from '../api/roles.ts'
import { fetchPublications } from '../api/publications.ts'
import { fetchSession } from '../api/sessions.ts'
import { fetchTrack } from '../api/tracks.ts'

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => fetchMe(signal),
  staleTime: Infinity,
})

export const accountQuery = queryOptions({
  queryKey: ['account'],
  queryFn: ({ signal }) => fetchAccount(signal),
})

export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => fetchSetupState(signal),
})

export const eventsQuery = queryOptions({
  queryKey: ['events'],
  queryFn: ({ signal }) => fetchEvents(signal),
})

export const eventQuery = (slug: string) =>
  queryOptions({ queryKey: ['events', slug], queryFn: ({ signal }) => fetchEvent(slug, signal) })

export const boardQuery = (slug: string) =>
  queryOptions({ queryKey: ['board', slug], queryFn: ({ signal }) => fetchBoard(slug, signal) })

export const minutesQuery = (slug: string) =>
  queryOptions({ queryKey: ['minutes', slug], queryFn: ({ signal }) => fetchMinutes(slug, signal) })

export const publicationsQuery = (slug: string) =>
  queryOptions({ queryKey: ['publications', slug], queryFn: ({ signal }) => fetchPublications(slug, signal) })

export const trackQuery = (id: string) =>
  queryOptions({ queryKey: ['tracks', id], queryFn: ({ signal }) => fetchTrack(id, signal) })

export const sessionQuery = (id: string) =>
  queryOptions({ queryKey: ['sessions', id], queryFn: ({ signal }) => fetchSession(id, signal) })

export const noteQuery = (id: string) =>
  queryOptions({ queryKey: ['notes', id], queryFn: ({ signal }) => fetchNote(id, signal) })

export const historyQuery = (noteId: string) =>
  queryOptions({ queryKey: ['history', noteId], queryFn: ({ signal }) => fetchNoteHistory(noteId, signal) })

export const linksQuery = (eventSlug: string) =>
  queryOptions({ queryKey: ['links', eventSlug], queryFn: ({ signal }) => fetchLinks(eventSlug, signal) })

export const peopleQuery = (eventSlug: string) =>
  queryOptions({ queryKey: ['people', eventSlug], queryFn: ({ signal }) => fetchPeople(eventSlug, signal) })

export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: ({ signal }) => fetchUsers(signal),
})

/** After any change to a programme: titles and roles show up on many pages, so all of them are read again. */
export async function refreshProgramme(client: QueryClient): Promise<void> {
  await Promise.all(
    ['events', 'tracks', 'sessions', 'notes', 'links', 'people', 'board'].map((key) =>
      client.invalidateQueries({ queryKey: [key] }),
    ),
  )
}

/** After signing in or out: what somebody else was shown must not be. */
export async function forgetEverything(client: QueryClient): Promise<void> {
  await client.cancelQueries()
  client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'me' })
}

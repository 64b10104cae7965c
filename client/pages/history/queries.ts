/** What the time line loads: apart from the other pages' queries, which every page has with it. */
import { queryOptions } from '@tanstack/react-query'
import { fetchDeleted, fetchNoteState, fetchTimeline } from '../../api/history.ts'

export const timelineQuery = (noteId: string) =>
  queryOptions({ queryKey: ['timeline', noteId], queryFn: ({ signal }) => fetchTimeline(noteId, signal) })

/** What a note said at a place never changes. */
export const noteStateQuery = (noteId: string, seq: number) =>
  queryOptions({
    queryKey: ['note-states', noteId, seq],
    queryFn: ({ signal }) => fetchNoteState(noteId, seq, signal),
    staleTime: Infinity,
  })

export const deletedQuery = (noteId: string, words: string) =>
  queryOptions({
    queryKey: ['deleted', noteId, words],
    queryFn: ({ signal }) => fetchDeleted(noteId, words, signal),
  })

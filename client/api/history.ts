/** A note's time line: who wrote when, the note at any place, names for places, what was deleted, and the way back. */
import {
  DeletedPassages,
  NoteRestored,
  NoteState,
  NoteTimeline,
  NoteVersionInfo,
  NoteWriters,
} from '../../shared/contracts/history.ts'
import { callApi, pathOf, sendToApi } from './http.ts'

export function fetchTimeline(noteId: string, signal?: AbortSignal): Promise<NoteTimeline> {
  return callApi(NoteTimeline, { path: pathOf('notes', noteId, 'timeline'), signal })
}

/** The note at a place, each text with who wrote it and when. */
export function fetchNoteState(noteId: string, seq: number, signal?: AbortSignal): Promise<NoteState> {
  return callApi(NoteState, {
    path: pathOf('notes', noteId, 'states', String(seq)),
    query: { written: '1' },
    signal,
  })
}

/** Who wrote what after a place in the time line; 0: all of it. */
export function fetchWriters(noteId: string, after: number, signal?: AbortSignal): Promise<NoteWriters> {
  return callApi(NoteWriters, {
    path: pathOf('notes', noteId, 'writers'),
    query: { after: String(after) },
    signal,
  })
}

export function fetchDeleted(noteId: string, words: string, signal?: AbortSignal): Promise<DeletedPassages> {
  return callApi(DeletedPassages, {
    path: pathOf('notes', noteId, 'deleted'),
    query: { q: words === '' ? undefined : words },
    signal,
  })
}

export function nameVersion(
  noteId: string,
  version: { name: string; seq: number },
): Promise<NoteVersionInfo> {
  return callApi(NoteVersionInfo, {
    method: 'POST',
    path: pathOf('notes', noteId, 'versions'),
    json: version,
  })
}

export function deleteVersion(noteId: string, versionId: string): Promise<void> {
  return sendToApi({ method: 'DELETE', path: pathOf('notes', noteId, 'versions', versionId) })
}

/** Makes the note say what it said at a place, as a change on top of everything. */
export function restoreNote(noteId: string, seq: number): Promise<{ readonly seq: number }> {
  return callApi(NoteRestored, { method: 'POST', path: pathOf('notes', noteId, 'restore'), json: { seq } })
}

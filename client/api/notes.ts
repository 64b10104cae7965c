/** What surrounds a live note. Its text itself travels over the note's socket, never here. */
import {
  ErratumList,
  NoteHistory,
  NoteImported,
  NoteInfo,
  SummaryStages,
  type ContentFormat,
  type ErratumCreate,
  type StageRequest,
} from '../../shared/contracts/notes.ts'
import { callApi, downloadFromApi, pathOf, type DownloadedFile } from './http.ts'

/** Formats that a note can take in. */
export type NoteImportFormat = Exclude<ContentFormat, 'json'>

export function fetchNote(id: string, signal?: AbortSignal): Promise<NoteInfo> {
  return callApi(NoteInfo, { path: pathOf('notes', id), signal })
}

/** Says how far a summary is. */
export function setStage(id: string, request: StageRequest): Promise<SummaryStages> {
  return callApi(SummaryStages, { method: 'PUT', path: pathOf('notes', id, 'stage'), json: request })
}

/** Adds a correction to a summary that is final. */
export function addErratum(id: string, erratum: ErratumCreate): Promise<ErratumList> {
  return callApi(ErratumList, { method: 'POST', path: pathOf('notes', id, 'errata'), json: erratum })
}

export function downloadNote(id: string, format: ContentFormat): Promise<DownloadedFile> {
  return downloadFromApi({ path: pathOf('notes', id, 'content'), query: { format } })
}

/** Adds a file's content to the note; what is there stays. */
export function importIntoNote(options: {
  readonly id: string
  readonly file: Blob
  readonly format: NoteImportFormat
}): Promise<NoteImported> {
  return callApi(NoteImported, {
    method: 'POST',
    path: pathOf('notes', options.id, 'import'),
    query: { format: options.format },
    file: options.file,
  })
}

export function fetchNoteHistory(id: string, signal?: AbortSignal): Promise<NoteHistory> {
  return callApi(NoteHistory, { path: pathOf('notes', id, 'history'), signal })
}

/**
 * Work on whole documents and files, off the socket loop: a worker thread turns Yjs updates into a checkpoint, document
 * JSON or a rendered text and back, and reads files. Documents exist as Y.Doc only in there.
 */
import type { NoteId } from '../../shared/domain/ids.ts'
import type { DocJson } from '../../shared/schema/doc-json.ts'
import type { ContentFormat, NoteImportFormat } from '../../shared/contracts/notes.ts'
import type { ProgrammeFormat } from '../../shared/contracts/programme.ts'
import { ImportError } from '../../shared/markdown/import-error.ts'
import type { ImportedProgramme } from '../import/programme.ts'
import { packUpdates } from '../lib/packed-updates.ts'
import type { ClockRange, ReadUpdate } from '../lib/read-update.ts'
import type { UpdateSummary } from '../lib/summarise-update.ts'
import { LastingWorker } from '../lib/lasting-worker.ts'
import { builtFile } from '../lib/built-file.ts'
import type { ReadImage } from '../lib/image/read-image.ts'
import type { RefusedUpdate } from './open-doc.ts'
import type { DocumentAnswer, DocumentRequest } from './document-worker.ts'
import type { Deletion, DeletionLog, FoundPassage } from './find-deleted.ts'
import type { FoundSource } from './find-source.ts'
import type { Writing, Written } from './mark-written.ts'
import type { AcceptedSuggestion, Suggestion } from './accept-suggestion.ts'
import type { PassageEnds, ReadPassage } from './read-passage.ts'
import type { NamesInNote } from './redact-document.ts'
import type { ParticipantLog } from './roll-back.ts'

export type {
  AcceptedSuggestion,
  Deletion,
  DeletionLog,
  FoundPassage,
  FoundSource,
  ReadPassage,
  RefusedUpdate,
}
export type { NamesInNote, ParticipantLog, PassageEnds, Suggestion, Writing, Written }

/** The whole state that updates hold together. */
export interface Compacted extends UpdateSummary {
  readonly bytes: Uint8Array
  /** Which of the updates could not be integrated and are not in it, in order. */
  readonly refused: readonly RefusedUpdate[]
}

/** A checkpoint as it was stored, to be compared with the log. */
export interface StoredCheckpoint extends UpdateSummary {
  readonly bytes: Uint8Array
  /** How many of the note's updates it holds. */
  readonly updates: number
}

/** A document that keeps what is deleted, some rows later. */
export interface Replayed {
  readonly state: Uint8Array
  /** What each of the rows deletes. */
  readonly deletes: readonly (readonly ClockRange[])[]
}

export interface VerifiedNote {
  readonly refused: readonly RefusedUpdate[]
  /** What is wrong with each checkpoint, in the order given; empty when all is well. */
  readonly checkpoints: readonly (readonly string[])[]
}

/** A picture as it is kept: without what the camera wrote beside it. */
export interface KeptImage extends ReadImage {
  /** Of the bytes, in hex. */
  readonly sha256: string
}

export interface RenderOptions {
  /** Moves headings down by so many levels. */
  readonly headingShift?: number
  /** Names that are taken out of the text. */
  readonly redactedNames?: readonly string[]
  /** HTML: blocks have their id (block-ids.ts). */
  readonly anchors?: boolean
  /** HTML: blocks that came from these notes have a link to the one there. */
  readonly sourcesIn?: NoteId
}

export interface Documents {
  /** One update that holds the same as all of these, without what was deleted and forgotten; checked by decoding it again. */
  compact(updates: readonly Uint8Array[]): Promise<Compacted>
  /** What of an update a client with this state lacks, with all the update's deletions. */
  diff(update: Uint8Array, stateVector: ReadonlyMap<number, number>): Promise<Uint8Array>
  /** See `readUpdate`: for updates that take long to read. */
  readUpdate(update: Uint8Array): Promise<ReadUpdate | null>
  /** Replays a note's whole log: what cannot be integrated, and whether each checkpoint holds what the log before it does. */
  verify(updates: readonly Uint8Array[], checkpoints: readonly StoredCheckpoint[]): Promise<VerifiedNote>
  /** The document that the updates hold together, without these names; an empty one gives one empty paragraph. */
  toJson(updates: readonly Uint8Array[], redactedNames?: readonly string[]): Promise<DocJson>
  /** The same, rendered. */
  render(
    updates: readonly Uint8Array[],
    format: Exclude<ContentFormat, 'json'>,
    options?: RenderOptions,
  ): Promise<string>
  /** See find-source.ts. */
  findSource(
    texts: { readonly notes: readonly Uint8Array[]; readonly summary: readonly Uint8Array[] | null },
    blockId: string,
  ): Promise<FoundSource | null>
  /**
   * What of it can be found, also without these names, as JSON of `NotePassages`: one text, since that is cheap to hand
   * from thread to thread.
   */
  readPassages(updates: readonly Uint8Array[], redactedNames: readonly string[]): Promise<string>
  /**
   * The document with what is off the record, for those who write it. With `written` each text has a mark of that name
   * that says which writing it belongs to.
   */
  readState(updates: readonly Uint8Array[], written: Written | null): Promise<DocJson>
  /** Goes on from a state that `replay` gave, or from nothing. What was deleted stays in it. */
  replay(state: Uint8Array | null, updates: readonly Uint8Array[]): Promise<Replayed>
  /** See find-deleted.ts; `state` is one that `replay` gave. */
  findDeleted(options: {
    readonly state: Uint8Array
    readonly log: DeletionLog
    readonly query: string
    readonly limit: number
  }): Promise<readonly FoundPassage[]>
  /** The update that makes the document of `now` say what that of `earlier` does; null when it does already. */
  restore(now: readonly Uint8Array[], earlier: readonly Uint8Array[]): Promise<Uint8Array | null>
  /** See roll-back.ts; `state` is one that `replay` gave. */
  rollBack(state: Uint8Array, log: ParticipantLog): Promise<Uint8Array | null>
  /** Where names are; `state` is one that `replay` gave. */
  findNames(state: Uint8Array, names: readonly string[]): Promise<NamesInNote>
  /** The change that takes names out of the text, or null when they are not in it. */
  redact(updates: readonly Uint8Array[], names: readonly string[]): Promise<Uint8Array | null>
  /** The first update of a new note with this content. */
  seed(doc: DocJson): Promise<Uint8Array>
  /** An update that adds the document's blocks at the end of the note, or fills it when it is empty. */
  append(updates: readonly Uint8Array[], doc: DocJson): Promise<Uint8Array>
  /** What stands between two anchors now. */
  readPassage(updates: readonly Uint8Array[], ends: PassageEnds): Promise<ReadPassage>
  /** The one change that puts the words of a suggestion in place, or what stands there instead of what it is about. */
  acceptSuggestion(updates: readonly Uint8Array[], suggestion: Suggestion): Promise<AcceptedSuggestion>
  /** Reads a programme file. Rejects with ImportError. */
  readProgramme(input: {
    readonly bytes: Uint8Array
    readonly format: ProgrammeFormat | 'auto'
  }): Promise<ImportedProgramme>
  /** Reads a file that becomes a note. Rejects with ImportError. */
  readNote(input: {
    readonly bytes: Uint8Array
    readonly format: NoteImportFormat
    /** Pictures below this address, and those without a host, are the server's own. */
    readonly baseUrl?: string
  }): Promise<DocJson>
  /** Reads a picture; see `readImage` for those that are none. */
  readImage(bytes: Uint8Array): Promise<KeptImage | 'unknown' | 'damaged'>
  close(): Promise<void>
}

/** A worker that read large documents keeps much memory: it ends when nothing was asked for this long. */
const IDLE_MS = 15_000

export function createDocuments(): Documents {
  // Should it die of a hostile document, nothing is lost: the log is never in here.
  const worker = new LastingWorker<DocumentRequest>({
    file: builtFile('server/document-thread.js'),
    data: null,
    idleMs: IDLE_MS,
  })
  const call = async <T>(request: DocumentRequest, transfer: readonly ArrayBuffer[] = []): Promise<T> => {
    const answer = (await worker.call(request, transfer)) as DocumentAnswer
    if ('refused' in answer) throw new ImportError(answer.refused, answer.place)
    return answer.value as T
  }
  return {
    compact(updates) {
      const packed = packUpdates(updates)
      return call({ kind: 'compact', packed }, [packed.bytes.buffer, packed.lengths.buffer])
    },
    diff: (update, stateVector) => call({ kind: 'diff', update, stateVector: new Map(stateVector) }),
    readUpdate: (update) => call({ kind: 'read-update', update }),
    verify: (updates, checkpoints) => call({ kind: 'verify', updates, checkpoints }),
    render: (updates, format, options = {}) => call({ kind: 'render', updates, format, options }),
    findSource: (texts, blockId) => call({ kind: 'find-source', ...texts, blockId }),
    toJson: (updates, redactedNames = []) => call({ kind: 'to-json', updates, redactedNames }),
    readPassages: (updates, redactedNames) => call({ kind: 'passages', updates, redactedNames }),
    readState: (updates, written) => call({ kind: 'state', updates, written }),
    replay(state, updates) {
      const packed = packUpdates(updates)
      return call({ kind: 'replay', state, packed }, [packed.bytes.buffer, packed.lengths.buffer])
    },
    findDeleted: (options) => call({ kind: 'deleted', ...options }),
    restore: (now, earlier) => call({ kind: 'restore', now, earlier }),
    rollBack: (state, log) => call({ kind: 'roll-back', state, log }),
    findNames: (state, names) => call({ kind: 'find-names', state, names }),
    redact: (updates, names) => call({ kind: 'redact', updates, names }),
    seed: (doc) => call({ kind: 'seed', doc }),
    append: (updates, doc) => call({ kind: 'append', updates, doc }),
    readPassage: (updates, ends) => call({ kind: 'passage', updates, ends }),
    acceptSuggestion: (updates, suggestion) => call({ kind: 'suggestion', updates, suggestion }),
    readProgramme: ({ bytes, format }) => call({ kind: 'read-programme', bytes, format }),
    readNote: ({ bytes, format, baseUrl }) => call({ kind: 'read-note', bytes, format, baseUrl }),
    readImage: (bytes) => call({ kind: 'read-image', bytes }),
    close: () => worker.close(),
  }
}

/** Worker thread of documents.ts: the only place of the server where a Y.Doc exists. */
import { createHash } from 'node:crypto'
import type { Node as ProseMirrorNode } from '@tiptap/pm/model'
import { updateYFragment } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import type { ContentFormat, NoteImportFormat } from '../../shared/contracts/notes.ts'
import type { ProgrammeFormat } from '../../shared/contracts/programme.ts'
import { addRun, piecesOf, type ItemRuns } from '../../shared/domain/item-runs.ts'
import { FRAGMENT } from '../../shared/protocol/messages.ts'
import { docOf, isEmptyDoc, type DocJson } from '../../shared/schema/doc-json.ts'
import { documentSchema } from '../../shared/schema/extensions.ts'
import { onTheRecord, plainMinutes } from '../../shared/schema/plain-minutes.ts'
import { docToHtml } from '../export/html.ts'
import { docToMarkdown } from '../export/markdown.ts'
import { passagesOf, type NotePassages } from '../export/passages.ts'
import { createNameRedactor } from '../export/redact.ts'
import { docToText } from '../export/text.ts'
import { readProgramme } from '../import/detect-format.ts'
import { ImportError } from '../../shared/markdown/import-error.ts'
import { importNote } from '../import/note.ts'
import { unpackUpdates, type PackedUpdates } from '../lib/packed-updates.ts'
import { readImage } from '../lib/image/read-image.ts'
import { encodeDeletesUpdate, readUpdate, type Deletes, type Run } from '../lib/read-update.ts'
import { summariseUpdate } from '../lib/summarise-update.ts'
import { serveWorker } from '../lib/worker-server.ts'
import { acceptSuggestion, type Suggestion } from './accept-suggestion.ts'
import type { Compacted, KeptImage, RenderOptions, Replayed, StoredCheckpoint } from './documents.ts'
import { findDeleted, type DeletionLog } from './find-deleted.ts'
import { findSource } from './find-source.ts'
import { linkSources } from './link-sources.ts'
import { markWritten, type Written } from './mark-written.ts'
import { forgetWaiting, listWaiting, openDoc } from './open-doc.ts'
import { readFragment } from './read-fragment.ts'
import { readPassage, type PassageEnds } from './read-passage.ts'
import { findNames, redactDocument } from './redact-document.ts'
import { restoreFragment } from './restore-fragment.ts'
import { rollBack, type ParticipantLog } from './roll-back.ts'
import { verifyNote } from './verify-note.ts'

export type DocumentRequest =
  | { readonly kind: 'compact'; readonly packed: PackedUpdates }
  | { readonly kind: 'diff'; readonly update: Uint8Array; readonly stateVector: Map<number, number> }
  | { readonly kind: 'read-update'; readonly update: Uint8Array }
  | {
      readonly kind: 'verify'
      readonly updates: readonly Uint8Array[]
      readonly checkpoints: readonly StoredCheckpoint[]
    }
  | {
      readonly kind: 'to-json'
      readonly updates: readonly Uint8Array[]
      readonly redactedNames: readonly string[]
    }
  | {
      readonly kind: 'render'
      readonly updates: readonly Uint8Array[]
      readonly format: Exclude<ContentFormat, 'json'>
      readonly options: RenderOptions
    }
  | {
      readonly kind: 'find-source'
      readonly notes: readonly Uint8Array[]
      readonly summary: readonly Uint8Array[] | null
      readonly blockId: string
    }
  | {
      readonly kind: 'passages'
      readonly updates: readonly Uint8Array[]
      readonly redactedNames: readonly string[]
    }
  | {
      readonly kind: 'state'
      readonly updates: readonly Uint8Array[]
      readonly written: Written | null
    }
  | { readonly kind: 'replay'; readonly state: Uint8Array | null; readonly packed: PackedUpdates }
  | {
      readonly kind: 'deleted'
      readonly state: Uint8Array
      readonly log: DeletionLog
      readonly query: string
      readonly limit: number
    }
  | {
      readonly kind: 'restore'
      readonly now: readonly Uint8Array[]
      readonly earlier: readonly Uint8Array[]
    }
  | { readonly kind: 'roll-back'; readonly state: Uint8Array; readonly log: ParticipantLog }
  | { readonly kind: 'find-names'; readonly state: Uint8Array; readonly names: readonly string[] }
  | {
      readonly kind: 'redact'
      readonly updates: readonly Uint8Array[]
      readonly names: readonly string[]
    }
  | { readonly kind: 'seed'; readonly doc: DocJson }
  | { readonly kind: 'append'; readonly updates: readonly Uint8Array[]; readonly doc: DocJson }
  | { readonly kind: 'passage'; readonly updates: readonly Uint8Array[]; readonly ends: PassageEnds }
  | { readonly kind: 'suggestion'; readonly updates: readonly Uint8Array[]; readonly suggestion: Suggestion }
  | { readonly kind: 'read-programme'; readonly bytes: Uint8Array; readonly format: ProgrammeFormat | 'auto' }
  | {
      readonly kind: 'read-note'
      readonly bytes: Uint8Array
      readonly format: NoteImportFormat
      readonly baseUrl?: string | undefined
    }
  | { readonly kind: 'read-image'; readonly bytes: Uint8Array }

/** A file that cannot be read is an expected answer; errors that are thrown are bugs. */
export type DocumentAnswer =
  { readonly value: unknown } | { readonly refused: string; readonly place: string | null }

serveWorker<DocumentRequest>((request): DocumentAnswer => {
  try {
    return { value: answer(request) }
  } catch (error) {
    if (!(error instanceof ImportError)) throw error
    return { refused: error.reason, place: error.place }
  }
})

function answer(request: DocumentRequest): unknown {
  switch (request.kind) {
    case 'compact':
      return compact(unpackUpdates(request.packed))
    case 'diff':
      return Y.diffUpdate(request.update, Y.encodeStateVector(request.stateVector))
    case 'read-update':
      return readUpdate(request.update)
    case 'verify':
      return verifyNote(request.updates, request.checkpoints)
    case 'to-json':
      return createNameRedactor(request.redactedNames).doc(
        onTheRecord(docJsonOf(openDoc(request.updates).doc)),
      )
    case 'render':
      return render(openDoc(request.updates).doc, request)
    case 'find-source':
      return findSource(
        { notes: fragmentOf(request.notes), summary: request.summary && fragmentOf(request.summary) },
        request.blockId,
      )
    case 'passages':
      return JSON.stringify(readPassages(docJsonOf(openDoc(request.updates).doc), request.redactedNames))
    case 'state':
      return readState(request.updates, request.written)
    case 'replay':
      return replay(request.state, unpackUpdates(request.packed))
    case 'deleted':
      return findDeleted(openDoc([request.state], { gc: false }).doc.getXmlFragment(FRAGMENT), request)
    case 'restore':
      return restore(openDoc(request.now).doc, openDoc(request.earlier).doc)
    case 'roll-back':
      return rollBack(openDoc([request.state], { gc: false }).doc, request.log)
    case 'find-names':
      return findNames(openDoc([request.state], { gc: false }).doc, request.names)
    case 'redact':
      return redactDocument(openDoc(request.updates).doc, request.names)
    case 'seed':
      return writeBlocks(new Y.Doc(), request.doc)
    case 'append':
      return writeBlocks(openDoc(request.updates).doc, request.doc)
    case 'passage':
      return readPassage(openDoc(request.updates).doc, request.ends)
    case 'suggestion':
      return acceptSuggestion(openDoc(request.updates).doc, request.suggestion)
    case 'read-programme':
      return readProgramme(request)
    case 'read-note':
      return importNote(request)
    case 'read-image':
      return keepImage(request.bytes)
  }
}

function compact(updates: readonly Uint8Array[]): Compacted {
  const { doc, refused } = openDoc(updates)
  const bytes = encodeVerified(doc)
  if (bytes) return { bytes, ...summariseUpdate(bytes), refused }
  // Only updates that contradict each other get here: of what waits for something, Yjs may lose more than that.
  const waiting = listWaiting(updates, doc).filter(({ index }) => !refused.some((one) => one.index === index))
  forgetWaiting(doc)
  const withoutWaiting = encodeVerified(doc)
  if (!withoutWaiting) throw new Error('a compacted document did not decode to itself')
  return { bytes: withoutWaiting, ...summariseUpdate(withoutWaiting), refused: [...refused, ...waiting] }
}

/** The document as one update, or null when that update does not hold the same. */
function encodeVerified(doc: Y.Doc): Uint8Array | null {
  const bytes = Y.encodeStateAsUpdate(doc)
  const again = openDoc([bytes])
  // What waits for something that never came is in the bytes, but not in a document's own state vector.
  const isSame = Buffer.compare(Y.encodeStateVector(again.doc), Y.encodeStateVector(doc)) === 0
  return isSame && again.refused.length === 0 ? bytes : null
}

function fragmentOf(updates: readonly Uint8Array[]): Y.XmlFragment {
  return openDoc(updates).doc.getXmlFragment(FRAGMENT)
}

/** Names go before the text is cut into passages, so that no cut can part one. */
function readPassages(doc: DocJson, redactedNames: readonly string[]): NotePassages {
  const withoutNames =
    redactedNames.length === 0 ? null : passagesOf(createNameRedactor(redactedNames).doc(doc))
  return { passages: passagesOf(doc), withoutNames }
}

function docJsonOf(doc: Y.Doc): DocJson {
  return readFragment(doc.getXmlFragment(FRAGMENT))
}

/** The whole document, for those who write it. */
function readState(updates: readonly Uint8Array[], written: Written | null): DocJson {
  const fragment = openDoc(updates).doc.getXmlFragment(FRAGMENT)
  if (written) markWritten(fragment, written)
  return readFragment(fragment)
}

/** Goes on with a document that keeps what is deleted, and tells which rows deleted what. */
function replay(state: Uint8Array | null, rows: readonly Uint8Array[]): Replayed {
  const { doc } = openDoc(state ? [state, ...rows] : rows, { gc: false })
  const deletes = rows.map((bytes) =>
    [...(readUpdate(bytes)?.deletes ?? [])].flatMap(([client, runs]) =>
      runs.map(([from, to]) => [client, from, to] as const),
    ),
  )
  return { state: Y.encodeStateAsUpdate(doc), deletes }
}

/**
 * The one change that leads back, or null when there is nothing to change. It deletes once more what it puts back anew,
 * so that rolling back who deleted it does not put it back a second time (roll-back.ts).
 */
function restore(now: Y.Doc, earlier: Y.Doc): Uint8Array | null {
  const updates: Uint8Array[] = []
  const missing = deletedSince(earlier, now)
  // Unlike the difference of two states they do not repeat all deletions that the note ever had. Yjs tidies up the marks
  // of a text in a second one.
  now.on('update', (bytes: Uint8Array) => updates.push(bytes))
  restoreFragment(now.getXmlFragment(FRAGMENT), earlier.getXmlFragment(FRAGMENT))
  return updates.length > 0 ? Y.mergeUpdates([...updates, encodeDeletesUpdate(missing)]) : null
}

/** What is in a document and was deleted later. */
function deletedSince(earlier: Y.Doc, now: Y.Doc): Deletes {
  const before: ItemRuns = new Map()
  for (const [client, runs] of Y.createDeleteSetFromStructStore(earlier.store).clients) {
    for (const { clock, len } of runs) addRun(before, [client, clock, clock + len], 0)
  }
  const missing = new Map<number, Run[]>()
  for (const [client, runs] of Y.createDeleteSetFromStructStore(now.store).clients) {
    const end = Y.getState(earlier.store, client)
    const since = runs
      .filter(({ clock }) => clock < end)
      .flatMap(({ clock, len }) => piecesOf(before, [client, clock, Math.min(clock + len, end)]))
      .filter(({ value }) => value === null)
    if (since.length > 0)
      missing.set(
        client,
        since.map(({ from, to }) => [from, to]),
      )
  }
  return missing
}

function render(
  doc: Y.Doc,
  {
    format,
    options: { headingShift = 0, redactedNames = [], anchors = false, sourcesIn },
  }: { readonly format: Exclude<ContentFormat, 'json'>; readonly options: RenderOptions },
): string {
  const read = readFragment(doc.getXmlFragment(FRAGMENT), { anchors })
  const linked = sourcesIn === undefined ? read : linkSources(read, sourcesIn)
  const written = plainMinutes(createNameRedactor(redactedNames).doc(linked))
  if (format === 'md') return docToMarkdown(written, { headingShift })
  if (format === 'html') return docToHtml(written, { headingShift })
  return docToText(written)
}

function keepImage(bytes: Uint8Array): KeptImage | 'unknown' | 'damaged' {
  const image = readImage(bytes)
  if (typeof image === 'string') return image
  return { ...image, sha256: createHash('sha256').update(image.bytes).digest('hex') }
}

/** Adds the blocks to the document and returns the update that did it. What is there already is not touched. */
function writeBlocks(doc: Y.Doc, added: DocJson): Uint8Array {
  const before = Y.encodeStateVector(doc)
  const fragment = doc.getXmlFragment(FRAGMENT)
  const isEmpty = isEmptyDoc(docJsonOf(doc))
  const blocks = documentSchema.nodeFromJSON(docOf(added.content))
  doc.transact(() => {
    if (isEmpty) writeFragment(fragment, blocks)
    else fragment.push(cloneBlocks(blocks))
  })
  return Y.encodeStateAsUpdate(doc, before)
}

function cloneBlocks(blocks: ProseMirrorNode): Y.XmlElement[] {
  const fragment = new Y.Doc().getXmlFragment(FRAGMENT)
  writeFragment(fragment, blocks)
  return (fragment.toArray() as Y.XmlElement[]).map((block) => block.clone())
}

function writeFragment(fragment: Y.XmlFragment, blocks: ProseMirrorNode): void {
  const { doc } = fragment
  if (!doc) throw new Error('expected a fragment of a document')
  updateYFragment(doc, fragment, blocks, { mapping: new Map(), isOMark: new Map() })
}

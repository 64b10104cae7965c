/** Worker thread of documents.ts: the only place of the server where a Y.Doc exists. */
import { updateYFragment, yXmlFragmentToProsemirrorJSON } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import type { ContentFormat, ExportFormat, NoteImportFormat } from '../../shared/contracts/notes.ts'
import type { ProgrammeFormat } from '../../shared/contracts/programme.ts'
import { FRAGMENT } from '../../shared/protocol/messages.ts'
import { docOf, isEmptyDoc, type DocJson, type DocNode } from '../../shared/schema/doc-json.ts'
import { documentSchema } from '../../shared/schema/extensions.ts'
import { docToHtml } from '../export/html.ts'
import { docToMarkdown } from '../export/markdown.ts'
import { composePage } from '../export/page.ts'
import { docToText } from '../export/text.ts'
import { readProgramme } from '../import/detect-format.ts'
import { ImportError } from '../import/import-error.ts'
import { importNote } from '../import/note.ts'
import { readUpdate } from '../lib/read-update.ts'
import { summariseUpdate } from '../lib/summarise-update.ts'
import { serveWorker } from '../lib/worker-server.ts'
import type { Compacted } from './documents.ts'

export type DocumentRequest =
  | { readonly kind: 'compact'; readonly updates: readonly Uint8Array[] }
  | { readonly kind: 'diff'; readonly update: Uint8Array; readonly stateVector: Map<number, number> }
  | { readonly kind: 'read-update'; readonly update: Uint8Array }
  | { readonly kind: 'to-json'; readonly updates: readonly Uint8Array[] }
  | {
      readonly kind: 'render'
      readonly updates: readonly Uint8Array[]
      readonly format: Exclude<ContentFormat, 'json'>
      readonly headingShift: number
    }
  | { readonly kind: 'seed'; readonly doc: DocJson }
  | { readonly kind: 'append'; readonly updates: readonly Uint8Array[]; readonly doc: DocJson }
  | {
      readonly kind: 'render-file'
      readonly doc: DocJson
      readonly title: string
      readonly format: ExportFormat
    }
  | { readonly kind: 'read-programme'; readonly bytes: Uint8Array; readonly format: ProgrammeFormat | 'auto' }
  | { readonly kind: 'read-note'; readonly bytes: Uint8Array; readonly format: NoteImportFormat }

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
      return compact(request.updates)
    case 'diff':
      return Y.diffUpdate(request.update, Y.encodeStateVector(request.stateVector))
    case 'read-update':
      return readUpdate(request.update)
    case 'to-json':
      return docJsonOf(openDoc(request.updates))
    case 'render':
      return render(docJsonOf(openDoc(request.updates)), request)
    case 'seed':
      return writeBlocks(new Y.Doc(), request.doc)
    case 'append':
      return writeBlocks(openDoc(request.updates), request.doc)
    case 'render-file':
      return renderFile(request.doc, request)
    case 'read-programme':
      return readProgramme(request)
    case 'read-note':
      return importNote(request)
  }
}

// One transaction: applying 10,000 small updates this way takes 20 ms, merging them as bytes 1.3 s.
function openDoc(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  return doc
}

function compact(updates: readonly Uint8Array[]): Compacted {
  const doc = openDoc(updates)
  const bytes = Y.encodeStateAsUpdate(doc)
  const again = openDoc([bytes])
  // What waits for something that never came is in the bytes, but not in the document's own state vector.
  if (!isSame(Y.encodeStateVector(again), Y.encodeStateVector(doc))) {
    throw new Error('a compacted document did not decode to itself')
  }
  return { bytes, ...summariseUpdate(bytes), refused: [] }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}

function docJsonOf(doc: Y.Doc): DocJson {
  const json = yXmlFragmentToProsemirrorJSON(doc.getXmlFragment(FRAGMENT)) as { content?: DocNode[] }
  return docOf(json.content ?? [])
}

function render(
  doc: DocJson,
  {
    format,
    headingShift,
  }: { readonly format: Exclude<ContentFormat, 'json'>; readonly headingShift: number },
): string {
  if (format === 'md') return docToMarkdown(doc, { headingShift })
  if (format === 'html') return docToHtml(doc, { headingShift })
  return docToText(doc)
}

function renderFile(
  doc: DocJson,
  { title, format }: { readonly title: string; readonly format: ExportFormat },
): string {
  if (format === 'md') return docToMarkdown(doc)
  return format === 'html' ? composePage(doc, title) : docToText(doc)
}

/** Adds the blocks to the document and returns the update that did it. */
function writeBlocks(doc: Y.Doc, added: DocJson): Uint8Array {
  const before = Y.encodeStateVector(doc)
  const present = docJsonOf(doc)
  const blocks = isEmptyDoc(present) ? added.content : [...present.content, ...added.content]
  const node = documentSchema.nodeFromJSON(docOf(blocks))
  doc.transact(() => {
    updateYFragment(doc, doc.getXmlFragment(FRAGMENT), node, { mapping: new Map(), isOMark: new Map() })
  })
  return Y.encodeStateAsUpdate(doc, before)
}

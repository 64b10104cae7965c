/** Where names of people are in an event: in its rows, in its notes and their past, in what was published. */
import type { NamePlace, NameReport } from '../../shared/contracts/names.ts'
import type { EventId, NoteId } from '../../shared/domain/ids.ts'
import type { Context } from '../context.ts'
import type { NamesInNote } from '../documents/documents.ts'
import { createNameRedactor, type NameRedactor } from '../export/redact.ts'
import type { TellProgress } from '../lib/jobs.ts'
import { listNamedRows, listWriterNames } from '../storage/name-rows.ts'
import { listNotePairs } from '../storage/note-rows.ts'
import { listPublications } from '../storage/publication-rows.ts'
import type { PublicationRow } from '../storage/tables.ts'
import { findNoteTarget, findOwnerTitle } from '../storage/targets.ts'
import { listVersions } from '../storage/version-rows.ts'
import { findInPublication, type NamesInPublication } from './find-in-publication.ts'
import { readPages } from './log-pages.ts'
import { redactCells } from './redact-cells.ts'

type Deps = Pick<Context, 'db' | 'noteLog' | 'documents'>

/** Beyond this a note's past is not searched; it counts as having the name. */
const MAX_KEPT_BYTES = 64 * 1024 * 1024

export interface FoundNames {
  readonly places: NameReport['places']
  readonly notes: NameReport['notes']
  readonly publications: readonly (NamesInPublication & { readonly row: PublicationRow })[]
}

export interface NameSearch {
  readonly event: EventId
  readonly names: readonly string[]
  /** Whether notes count in which it was not found. */
  readonly histories: 'found' | 'all'
  readonly tell: TellProgress
  /** Ends the search; then it rejects. */
  readonly signal?: AbortSignal | undefined
}

export async function findNamesInEvent(deps: Deps, search: NameSearch): Promise<FoundNames> {
  const redactor = createNameRedactor(search.names)
  search.tell({ state: 'running', step: 'Looking through the programme', done: 0, total: 0 })
  const counts = new Map<NamePlace, number>()
  const count = (place: NamePlace): void => void counts.set(place, (counts.get(place) ?? 0) + 1)
  for await (const row of listNamedRows(deps.db, search.event)) {
    search.signal?.throwIfAborted()
    if (Object.keys(redactCells(row, redactor)).length > 0) count(row.place)
  }
  for (const name of await listWriterNames(deps.db, search.event))
    if (redactor.isNamedIn(name)) count('authors')
  return {
    places: [...counts].map(([place, rows]) => ({ place, count: rows })),
    notes: await findNotes(deps, search),
    publications: await findPublications(deps, search, redactor),
  }
}

async function findNotes(deps: Deps, search: NameSearch): Promise<NameReport['notes']> {
  const { event, names, histories, tell, signal } = search
  const pairs = await listNotePairs(deps.db, { event })
  const ids = [...pairs.values()].flatMap(({ notes, summary }) => [notes, summary])
  const heads = await deps.noteLog.heads(ids)
  const found: NameReport['notes'] = []
  for (const [index, noteId] of ids.entries()) {
    const head = heads[index] ?? 0
    if (head === 0) continue
    tell({ step: 'Looking through the notes', done: index, total: ids.length })
    const { inText, inPast } = await findInNote(deps, { noteId, head, names, signal })
    if (!inText && !inPast && histories === 'found') continue
    const target = await findNoteTarget(deps.db, noteId)
    if (!target) continue
    const versions = await listVersions(deps.db, noteId)
    found.push({
      noteId,
      kind: target.kind,
      title: await findOwnerTitle(deps.db, target),
      inText,
      inPast,
      versions: versions.map(({ name }) => name),
    })
  }
  return found
}

async function findInNote(
  { noteLog, documents }: Pick<Deps, 'noteLog' | 'documents'>,
  {
    noteId,
    head,
    names,
    signal,
  }: { readonly noteId: NoteId; readonly head: number } & Pick<NameSearch, 'names' | 'signal'>,
): Promise<NamesInNote> {
  let state: Uint8Array | null = null
  let isWhole = true
  for await (const rows of readPages(noteLog, { noteId, upTo: head })) {
    signal?.throwIfAborted()
    const replayed = await documents.replay(
      state,
      rows.map(({ bytes }) => bytes),
    )
    ;({ state } = replayed)
    if (state.byteLength > MAX_KEPT_BYTES) {
      state = (await documents.compact([state])).bytes
      isWhole = false
    }
  }
  if (!state) return { inText: false, inPast: false }
  const found = await documents.findNames(state, names)
  return isWhole ? found : { ...found, inPast: true }
}

async function findPublications(
  { db }: Pick<Deps, 'db'>,
  { event, tell, signal }: NameSearch,
  redactor: NameRedactor,
): Promise<FoundNames['publications']> {
  const found: FoundNames['publications'][number][] = []
  const publications = await listPublications(db, event)
  for (const [done, row] of publications.entries()) {
    tell({ step: 'Looking through what was published', done, total: publications.length })
    const names = await findInPublication(db, { publication: row.id, redactor, signal })
    if (names) found.push({ ...names, row })
  }
  return found
}

/** Where names of people are in an event: in its rows, in its notes and their past, in what was published. */
import type { NamePlace, NameReport } from '../../shared/contracts/names.ts'
import type { EventId, NoteId } from '../../shared/domain/ids.ts'
import type { Context } from '../context.ts'
import type { NamesInNote } from '../documents/documents.ts'
import { createNameRedactor, type NameRedactor } from '../export/redact.ts'
import { listNamedRows, listWriterNames } from '../storage/name-rows.ts'
import { listNotePairs } from '../storage/note-rows.ts'
import { listPublications, readPublicationFiles } from '../storage/publication-rows.ts'
import type { PublicationRow } from '../storage/tables.ts'
import { findNoteTarget, findOwnerTitle } from '../storage/targets.ts'
import { listVersions } from '../storage/version-rows.ts'
import { readPages } from './log-pages.ts'
import { redactCells } from './redact-cells.ts'

type Deps = Pick<Context, 'db' | 'noteLog' | 'documents'>

/** Beyond this a note's past is not searched; it counts as having the name. */
const MAX_KEPT_BYTES = 64 * 1024 * 1024
/** What can be read as text; others are made of the same and lie beside these. */
const TEXT_FILE = /\.(?:html|md|txt|json|xml|atom|csv|js|css|vtt)$/

export interface FoundNames {
  readonly places: NameReport['places']
  readonly notes: NameReport['notes']
  readonly publications: readonly PublicationRow[]
}

export interface NameSearch {
  readonly event: EventId
  readonly names: readonly string[]
  /** Whether notes count in which it was not found. */
  readonly histories: 'found' | 'all'
}

export async function findNamesInEvent(deps: Deps, search: NameSearch): Promise<FoundNames> {
  const redactor = createNameRedactor(search.names)
  const counts = new Map<NamePlace, number>()
  const count = (place: NamePlace): void => void counts.set(place, (counts.get(place) ?? 0) + 1)
  for await (const row of listNamedRows(deps.db, search.event)) {
    if (Object.keys(redactCells(row, redactor)).length > 0) count(row.place)
  }
  for (const name of await listWriterNames(deps.db, search.event))
    if (redactor.isNamedIn(name)) count('authors')
  return {
    places: [...counts].map(([place, rows]) => ({ place, count: rows })),
    notes: await findNotes(deps, search),
    publications: await findPublications(deps, { event: search.event, redactor }),
  }
}

async function findNotes(deps: Deps, { event, names, histories }: NameSearch): Promise<NameReport['notes']> {
  const pairs = await listNotePairs(deps.db, { event })
  const ids = [...pairs.values()].flatMap(({ notes, summary }) => [notes, summary])
  const heads = await deps.noteLog.heads(ids)
  const found: NameReport['notes'] = []
  for (const [index, noteId] of ids.entries()) {
    const head = heads[index] ?? 0
    if (head === 0) continue
    const { inText, inPast } = await findInNote(deps, { noteId, head, names })
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
  }: { readonly noteId: NoteId; readonly head: number; readonly names: readonly string[] },
): Promise<NamesInNote> {
  let state: Uint8Array | null = null
  let isWhole = true
  for await (const rows of readPages(noteLog, { noteId, upTo: head })) {
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
  { event, redactor }: { readonly event: EventId; readonly redactor: NameRedactor },
): Promise<readonly PublicationRow[]> {
  const found: PublicationRow[] = []
  const decoder = new TextDecoder()
  for (const publication of await listPublications(db, event)) {
    for await (const { path, bytes } of readPublicationFiles(db, publication.id)) {
      if (!redactor.isNamedIn(path) && !(TEXT_FILE.test(path) && redactor.isNamedIn(decoder.decode(bytes))))
        continue
      found.push(publication)
      break
    }
  }
  return found
}

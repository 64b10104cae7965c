/** Where a reader stands who followed a line of a summary to the notes (rules READ-25…, docs/SPEC.md). */
import type { NoteId } from '../../shared/domain/ids.ts'
import { BLOCK_ID } from '../../shared/schema/origin.ts'
import type { FoundSource } from '../documents/documents.ts'
import { listPages } from '../notes/log-pages.ts'
import { EARLIER_NAME, TEMPLATE_NAME, type LoggedEntry } from '../storage/note-log.ts'
import type { NoteVersion } from './note-version.ts'
import type { ReadingDeps } from './read-versions.ts'

export type Arrival =
  /** At the passage. When it was begun (ms since the epoch); null where that is not known. */
  | { readonly kind: 'there'; readonly at: number | null }
  /** Another block of the notes says it now. */
  | { readonly kind: 'moved'; readonly blockId: string }
  | { readonly kind: 'gone' }
  /** The reader may not read the notes. */
  | { readonly kind: 'closed' }

/** The id of a block that an address asks for; null for what is none. */
export function readPassageId(value: unknown): string | null {
  return typeof value === 'string' && BLOCK_ID.test(value) ? value : null
}

/** What was found for a text of the notes, so that many who follow the same line, or one who does again and again, cost little. */
const found = new WeakMap<NoteVersion, Map<string, Promise<Arrival>>>()

/** `versions`: what of the page's notes the reader may read. Null: the page was not asked for any passage. */
export async function findArrival(
  deps: Pick<ReadingDeps, 'rooms' | 'documents' | 'noteLog'>,
  { passage, versions }: { readonly passage: string | null; readonly versions: readonly NoteVersion[] },
): Promise<Arrival | null> {
  if (passage === null) return null
  const notes = versions.find(({ kind }) => kind === 'notes')
  if (!notes) return { kind: 'closed' }
  const summary = versions.find(({ kind }) => kind === 'summary') ?? null
  // Nobody was led here by an id that is neither on this page nor in a link of it.
  const isKnown = notes.html.includes(`id="${passage}"`) || summary?.html.includes(`"?passage=${passage}#`)
  if (!isKnown) return { kind: 'gone' }
  const ofNotes = found.get(notes) ?? new Map<string, Promise<Arrival>>()
  found.set(notes, ofNotes)
  const key = `${passage} ${summary?.seq ?? ''}`
  const arrival = ofNotes.get(key) ?? locate(deps, { passage, notes, summary })
  ofNotes.set(key, arrival)
  // What could not be found out now may be later.
  arrival.catch(() => ofNotes.delete(key))
  return arrival
}

async function locate(
  { rooms, documents, noteLog }: Pick<ReadingDeps, 'rooms' | 'documents' | 'noteLog'>,
  {
    passage,
    notes,
    summary,
  }: { readonly passage: string; readonly notes: NoteVersion; readonly summary: NoteVersion | null },
): Promise<Arrival> {
  const { noteId } = notes
  const { seq, updates } = await rooms.state(noteId)
  const ofSummary = summary && (await rooms.state(summary.noteId)).updates
  const source = await documents.findSource({ notes: updates, summary: ofSummary }, passage)
  if (source === null) return { kind: 'gone' }
  if (source.blockId !== passage) return { kind: 'moved', blockId: source.blockId }
  return { kind: 'there', at: await findBeginning(noteLog, { noteId, upTo: seq, item: source.item }) }
}

/** When the item came into the note; null when it is of a template, or of a history that was ended. */
async function findBeginning(
  noteLog: ReadingDeps['noteLog'],
  {
    noteId,
    upTo,
    item,
  }: { readonly noteId: NoteId; readonly upTo: number; readonly item: FoundSource['item'] },
): Promise<number | null> {
  for await (const rows of listPages(noteLog, { noteId, upTo })) {
    const row = rows.find(({ clocks }) =>
      clocks.some(([client, from, to]) => client === item.client && from <= item.clock && item.clock < to),
    )
    if (row) return isOfNobody(row) ? null : row.receivedAt
  }
  return null
}

function isOfNobody({ actor, actorName }: LoggedEntry): boolean {
  return actor === null && (actorName === TEMPLATE_NAME || actorName === EARLIER_NAME)
}

import type { NoteState } from '../../shared/contracts/history.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import { MINUTE_MS } from '../../shared/domain/time.ts'
import type { Context } from '../context.ts'
import type { Writing, Written } from '../documents/documents.ts'
import { addRun, type ItemRuns } from '../lib/item-runs.ts'
import { Authors } from './authors.ts'
import { listPages } from './log-pages.ts'
import { requirePlace, stateUpdates } from './state-updates.ts'

/**
 * The note as it was at a place in its log; 0 is the empty note. Whether the principal may see what was deleted and what
 * is off the record was asked before.
 */
export async function readState(
  { noteLog, documents }: Pick<Context, 'noteLog' | 'documents'>,
  {
    noteId,
    seq,
    withWritten,
  }: { readonly noteId: NoteId; readonly seq: number; readonly withWritten: boolean },
): Promise<NoteState> {
  await requirePlace({ noteLog }, noteId, seq)
  const updates = await stateUpdates({ noteLog, documents }, noteId, seq)
  const [row] = await noteLog.list({ noteId, after: seq - 1, upTo: seq })
  const authors = new Authors()
  const written = withWritten ? await listWritten({ noteLog, authors }, noteId, seq) : null
  return {
    noteId,
    seq,
    at: row ? new Date(row.receivedAt).toISOString() : null,
    authors: authors.list,
    doc: await documents.readState(updates, written),
  }
}

/** Who wrote which items, from the log alone: what a client says about itself is only text. */
async function listWritten(
  { noteLog, authors }: Pick<Context, 'noteLog'> & { readonly authors: Authors },
  noteId: NoteId,
  seq: number,
): Promise<Written> {
  const writings: Writing[] = []
  const places = new Map<string, number>()
  const items: ItemRuns = new Map()
  for await (const rows of listPages(noteLog, { noteId, upTo: seq })) {
    for (const row of rows) {
      const author = authors.placeOf(row)
      const minute = Math.floor(row.receivedAt / MINUTE_MS)
      const key = `${author} ${minute}`
      let place = places.get(key)
      if (place === undefined) {
        place = writings.length
        places.set(key, place)
        writings.push({ author, at: new Date(minute * MINUTE_MS).toISOString() })
      }
      for (const range of row.clocks) addRun(items, range, place)
    }
  }
  return { writings, items }
}

import type { NoteId } from '../../shared/domain/ids.ts'
import { addRun, type ItemRuns } from '../../shared/domain/item-runs.ts'
import { MINUTE_MS } from '../../shared/domain/time.ts'
import type { Context } from '../context.ts'
import type { Writing, Written } from '../documents/documents.ts'
import type { Authors } from './authors.ts'
import { listPages } from './log-pages.ts'

/**
 * Who wrote which items in a part of a note's log, by default from its beginning; adds to `authors`. From the log alone:
 * what a client says about itself is only text.
 */
export async function listWritten(
  { noteLog, authors }: Pick<Context, 'noteLog'> & { readonly authors: Authors },
  part: { readonly noteId: NoteId; readonly after?: number; readonly upTo: number },
): Promise<Written> {
  const writings: Writing[] = []
  const places = new Map<string, number>()
  const items: ItemRuns = new Map()
  for await (const rows of listPages(noteLog, part)) {
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

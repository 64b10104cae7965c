import type { DeletedPassages } from '../../shared/contracts/history.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import { MINUTE_MS } from '../../shared/domain/time.ts'
import type { Context } from '../context.ts'
import type { Deletion } from '../documents/documents.ts'
import { addRun, type ItemRuns } from '../../shared/domain/item-runs.ts'
import { Authors } from './authors.ts'
import { readPages } from './log-pages.ts'

const MAX_PASSAGES = 200
/** A note with everything that was ever deleted from it; beyond that the oldest deletions are forgotten. */
const MAX_KEPT_BYTES = 32 * 1024 * 1024

/** What was written and is not in the note any more. Whether the principal may see that was asked before. */
export async function readDeleted(
  { noteLog, documents }: Pick<Context, 'noteLog' | 'documents'>,
  {
    noteId,
    query,
    maxKeptBytes = MAX_KEPT_BYTES,
  }: { readonly noteId: NoteId; readonly query: string; readonly maxKeptBytes?: number },
): Promise<DeletedPassages> {
  const [head = 0] = await noteLog.heads([noteId])
  const authors = new Authors()
  const [written, deleted]: [ItemRuns, ItemRuns] = [new Map(), new Map()]
  const deletions: Deletion[] = []
  const goes = new Goes()
  let state: Uint8Array | null = null
  let isWhole = true
  for await (const rows of readPages(noteLog, { noteId, upTo: head })) {
    const replayed = await documents.replay(
      state,
      rows.map(({ bytes }) => bytes),
    )
    rows.forEach((row, index) => {
      const author = authors.placeOf(row)
      const ranges = replayed.deletes[index] ?? []
      if (ranges.length > 0) {
        const place = deletions.length
        deletions.push({
          seq: row.seq,
          at: row.receivedAt,
          author,
          group: goes.groupOf(author, row.receivedAt),
        })
        for (const range of ranges) addRun(deleted, range, place)
      }
      if (row.clocks.length > 0) goes.end(author)
      for (const range of row.clocks) addRun(written, range, author)
    })
    ;({ state } = replayed)
    if (state.byteLength > maxKeptBytes) {
      state = (await documents.compact([state])).bytes
      isWhole = false
    }
  }
  const found = state
    ? await documents.findDeleted({
        state,
        log: { written, deleted, deletions },
        query: query.trim(),
        limit: MAX_PASSAGES + 1,
      })
    : []
  return {
    noteId,
    authors: authors.list,
    passages: found
      .slice(0, MAX_PASSAGES)
      .map((passage) => ({ ...passage, at: new Date(passage.at).toISOString() })),
    more: found.length > MAX_PASSAGES || !isWhole,
  }
}

/** Numbers what each author deletes in one go: within a minute, and without writing anything in between. */
class Goes {
  readonly #open = new Map<number, { readonly group: number; readonly at: number }>()
  #count = 0

  groupOf(author: number, at: number): number {
    const present = this.#open.get(author)
    const group = present && at - present.at <= MINUTE_MS ? present.group : this.#count++
    this.#open.set(author, { group, at })
    return group
  }

  end(author: number): void {
    this.#open.delete(author)
  }
}

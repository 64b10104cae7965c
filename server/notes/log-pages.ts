/** A note's log in pages, so that a long one is never in memory as a whole. */
import type { NoteId } from '../../shared/domain/ids.ts'
import type { LoggedEntry, LoggedUpdate, NoteLog } from '../storage/note-log.ts'

const LISTED_ROWS = 2_000
/** A page with bytes grows and shrinks with what its rows hold. */
const FIRST_READ_ROWS = 256
const MAX_READ_ROWS = 4_096
const PAGE_BYTES = 1024 * 1024

interface Range {
  readonly noteId: NoteId
  readonly upTo: number
}

/** Who wrote when: the rows after `after`, of all by default. */
export async function* listPages(
  noteLog: Pick<NoteLog, 'list'>,
  { noteId, after = 0, upTo }: Range & { readonly after?: number },
): AsyncGenerator<readonly LoggedEntry[]> {
  for (let from = after; from < upTo; from += LISTED_ROWS) {
    yield await noteLog.list({ noteId, after: from, upTo: Math.min(from + LISTED_ROWS, upTo) })
  }
}

/** The intact updates from the first one on. */
export async function* readPages(
  noteLog: Pick<NoteLog, 'read'>,
  { noteId, upTo }: Range,
): AsyncGenerator<readonly LoggedUpdate[]> {
  let pageRows = FIRST_READ_ROWS
  for (let after = 0; after < upTo;) {
    const end = Math.min(after + pageRows, upTo)
    const rows = await noteLog.read({ noteId, after, upTo: end })
    after = end
    yield rows
    const bytes = rows.reduce((sum, row) => sum + row.bytes.byteLength, 0)
    pageRows = bytes > PAGE_BYTES ? Math.ceil(pageRows / 2) : Math.min(pageRows * 2, MAX_READ_ROWS)
  }
}

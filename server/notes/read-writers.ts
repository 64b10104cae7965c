import type { NoteWriters } from '../../shared/contracts/history.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import type { Context } from '../context.ts'
import { Authors } from './authors.ts'
import { listWritten } from './list-written.ts'

/** Who wrote what after a place in a note's log. Whether the principal may see it was asked before. */
export async function readWriters(
  { noteLog }: Pick<Context, 'noteLog'>,
  { noteId, after }: { readonly noteId: NoteId; readonly after: number },
): Promise<NoteWriters> {
  const [seq = 0] = await noteLog.heads([noteId])
  const authors = new Authors()
  const { writings, items } = await listWritten({ noteLog, authors }, { noteId, after, upTo: seq })
  return {
    noteId,
    seq,
    authors: authors.list,
    writings: [...writings],
    runs: [...items].flatMap(([client, runs]) =>
      runs.map(([from, to, writing]): NoteWriters['runs'][number] => [client, from, to, writing]),
    ),
  }
}

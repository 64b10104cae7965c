import type { NoteId } from '../../shared/domain/ids.ts'
import type { Context } from '../context.ts'
import { listPages } from './log-pages.ts'

/** What somebody in a note is called, or was when they wrote there last; null: they are not there and never wrote. */
export async function nameOfActor(
  { noteLog, rooms }: Pick<Context, 'noteLog' | 'rooms'>,
  { note, actor }: { readonly note: NoteId; readonly actor: string },
): Promise<string | null> {
  const present = rooms.present(note).find((one) => one.actor === actor)
  if (present) return present.name
  let name: string | null = null
  const [upTo = 0] = await noteLog.heads([note])
  for await (const rows of listPages(noteLog, { noteId: note, upTo })) {
    for (const row of rows) if (row.actor === actor) name = row.actorName ?? name ?? 'Guest'
  }
  return name
}

import type { ContentFormat } from '../../shared/contracts/notes.ts'
import type { Context } from '../context.ts'
import { findEvent } from '../storage/event-rows.ts'
import { findSession } from '../storage/session-rows.ts'
import type { NoteTarget } from '../storage/targets.ts'
import { findTrack } from '../storage/track-rows.ts'
import type { NoteContents } from './note-contents.ts'
import { noteNotFound } from './read-note.ts'
import { textFile, type TextFile } from './text-file.ts'

/** The present text of a note as a file. Whether the principal may read it was asked before. */
export async function readContent(
  { db, contents }: Pick<Context, 'db'> & { readonly contents: NoteContents },
  { target, format }: { readonly target: NoteTarget; readonly format: ContentFormat },
): Promise<TextFile> {
  const event = await findEvent(db, target.event)
  const owner =
    target.session === undefined
      ? target.track && (await findTrack(db, target.track))
      : await findSession(db, target.session)
  if (!event || !owner) throw noteNotFound()
  const { body } = await contents.read(target.note, format)
  return textFile({ titles: [event.slug, owner.title, target.kind], format, body })
}

import type { ContentFormat } from '../../shared/contracts/notes.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { redactorFor } from '../programme/describe.ts'
import { findEvent } from '../storage/event-rows.ts'
import { findSession } from '../storage/session-rows.ts'
import type { NoteTarget } from '../storage/targets.ts'
import { findTrack } from '../storage/track-rows.ts'
import { findHiddenNames } from './hidden-names.ts'
import type { NoteContents } from './note-contents.ts'
import { noteNotFound } from './read-note.ts'
import { textFile, type TextFile } from './text-file.ts'

/** The present text of a note as a file. Whether the principal may read it was asked before. */
export async function readContent(
  { db, clock, contents }: Pick<Context, 'db' | 'clock'> & { readonly contents: NoteContents },
  {
    target,
    format,
    principal,
  }: { readonly target: NoteTarget; readonly format: ContentFormat; readonly principal: Principal },
): Promise<TextFile> {
  const event = await findEvent(db, target.event)
  const owner =
    target.session === undefined
      ? target.track && (await findTrack(db, target.track))
      : await findSession(db, target.session)
  if (!event || !owner) throw noteNotFound()
  const redactedNames = await findHiddenNames({ db, clock }, { target, principal })
  const { body } = await contents.read({ noteId: target.note, format, redactedNames })
  // What the file is called is seen wherever it goes.
  const redactor = redactorFor(event, { seesNames: false })
  const slug = redactor.isNamedIn(event.slug) ? event.id : event.slug
  return textFile({ titles: [slug, redactor.text(owner.title), target.kind], format, body })
}

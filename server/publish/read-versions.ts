import { can, type Target } from '../../shared/domain/access.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import type { LiveNotes } from './live-notes.ts'
import type { NoteVersion } from './note-version.ts'

/** What reading pages are made from. */
export type ReadingDeps = Pick<Context, 'db' | 'clock' | 'rooms' | 'noteLog' | 'documents'> & {
  readonly liveNotes: LiveNotes
}

/** Those of a track's or session's two notes that the principal may read, as they are now; the summary comes first. */
export async function readVersions(
  { clock, liveNotes }: ReadingDeps,
  options: {
    readonly principal: Principal
    /** Of the track or session. */
    readonly target: Target
    readonly owner: { readonly notesId: string; readonly summaryId: string }
  },
): Promise<readonly NoteVersion[]> {
  const { principal, target, owner } = options
  const notes = [
    { id: owner.summaryId as NoteId, kind: 'summary' },
    { id: owner.notesId as NoteId, kind: 'notes' },
  ] as const
  const { grants } = principal
  const readable = notes.filter(({ id }) =>
    can({ grants, action: 'note.read', target: { ...target, note: id }, now: clock.now() }),
  )
  return Promise.all(readable.map((note) => liveNotes.read(note)))
}

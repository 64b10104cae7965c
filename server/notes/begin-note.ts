/**
 * Lets a note begin with its event's template: the first row of its log, written by nobody, before the first who may
 * write is let in. The log takes it only while it is empty, so that neither a second server nor an import beside it
 * makes two beginnings (rules TPL-1…5, docs/SPEC.md).
 */
import type { NoteKind } from '../../shared/contracts/notes.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import { DEFAULT_TEMPLATES } from '../../shared/domain/note-templates.ts'
import { isEmptyDoc } from '../../shared/schema/doc-json.ts'
import type { Context } from '../context.ts'
import { formatDate } from '../lib/event-time.ts'
import { readUpdate } from '../lib/read-update.ts'
import { loadSession, loadTrack } from '../programme/load-programme.ts'
import { findEvent } from '../storage/event-rows.ts'
import { TEMPLATE_NAME } from '../storage/note-log.ts'
import type { EventRow, PersonRow } from '../storage/tables.ts'
import { findNoteTarget, type NoteTarget } from '../storage/targets.ts'
import { fillTemplate, type TemplateValues } from './fill-template.ts'

type Deps = Pick<Context, 'db' | 'clock' | 'log' | 'noteLog' | 'documents'>

/** An open note to which nothing was written. */
export interface UnwrittenNote {
  readonly noteId: NoteId
  /** Shows what the log has beyond what is shown. */
  catchUp(): Promise<void>
}

/**
 * Returns what resolves when a note has its template, or will not get one. People who come at once wait for the same
 * beginning. It never rejects: a note without headings is better than none.
 */
export function createNoteBeginner(deps: Deps): (note: UnwrittenNote) => Promise<void> {
  const running = new Map<NoteId, Promise<void>>()
  return (note) => {
    const { noteId } = note
    const beginning =
      running.get(noteId) ??
      beginNote(deps, note)
        .catch((error: unknown) =>
          deps.log.error({ err: error, noteId }, 'a note begins without its template'),
        )
        .finally(() => running.delete(noteId))
    running.set(noteId, beginning)
    return beginning
  }
}

async function beginNote({ db, clock, noteLog, documents }: Deps, note: UnwrittenNote): Promise<void> {
  const { noteId } = note
  const target = await findNoteTarget(db, noteId)
  const event = target && (await findEvent(db, target.event))
  if (!target || !event) return
  const template = templateOf(event, target.kind)
  if (template === '') return
  const doc = fillTemplate(
    await documents.readNote({ bytes: new TextEncoder().encode(template), format: 'md' }),
    await readValues(db, { event, target }),
  )
  if (isEmptyDoc(doc)) return
  const bytes = await documents.seed(doc)
  await noteLog.begin({
    noteId,
    bytes,
    receivedAt: clock.now(),
    actor: null,
    actorName: TEMPLATE_NAME,
    connection: null,
    clocks: readUpdate(bytes)?.clocks ?? [],
  })
  // Also when somebody else was first: then this is theirs.
  await note.catchUp()
}

function templateOf(event: EventRow, kind: NoteKind): string {
  return (kind === 'notes' ? event.notes_template : event.summary_template) ?? DEFAULT_TEMPLATES[kind]
}

async function readValues(
  db: Deps['db'],
  { event, target }: { readonly event: EventRow; readonly target: NoteTarget },
): Promise<TemplateValues> {
  const session = target.session === undefined ? null : await loadSession(db, target.session)
  if (session) {
    const { title, start_at: start } = session.row
    const date = start === null ? '' : formatDate(start, event.time_zone)
    return { title, speakers: namesOf(session.speakers), date }
  }
  const track = target.track === undefined ? null : await loadTrack(db, target.track)
  const date = event.start_date === null ? '' : formatDate(Date.parse(event.start_date), 'UTC')
  return { title: track?.row.title ?? event.title, speakers: namesOf(track?.leads ?? []), date }
}

function namesOf(people: readonly PersonRow[]): string {
  return people.map(({ name }) => name).join(', ')
}

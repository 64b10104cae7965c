/**
 * Takes a name out of an event for good (rules NAME-1…10, docs/SPEC.md). Each step can be done again: when one fails the
 * others are done, and the next attempt finds what is left.
 */
import type { NameRedaction, NameReport } from '../../shared/contracts/names.ts'
import { AUTHOR_WITHOUT_NAME } from '../../shared/domain/redacted-author.ts'
import type { EventId, NoteId } from '../../shared/domain/ids.ts'
import { audit } from '../auth/audit.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { createNameRedactor } from '../export/redact.ts'
import type { TellProgress } from '../lib/jobs.ts'
import { checkRedactedNames } from '../programme/check-fields.ts'
import { readNames } from '../programme/describe.ts'
import { findEvent, updateEvent } from '../storage/event-rows.ts'
import { listNamedRows, listWriterNames, renameWriters } from '../storage/name-rows.ts'
import { deletePublicationFiles, withdrawPublication } from '../storage/publication-rows.ts'
import { scrubDatabase } from '../storage/sqlite/scrub.ts'
import type { Db } from '../storage/tables.ts'
import { findNoteTarget } from '../storage/targets.ts'
import { findNamesInEvent, type FoundNames } from './find-names.ts'
import { redactCells } from './redact-cells.ts'

type Deps = Pick<Context, 'db' | 'clock' | 'log' | 'bus' | 'noteLog' | 'documents' | 'rooms' | 'searchIndex'>

interface Options extends Omit<NameRedaction, 'job'> {
  readonly event: EventId
  readonly principal: Principal
  readonly tell: TellProgress
  /** Ends the search, before anything is changed. */
  readonly signal?: AbortSignal | undefined
}

/** Whether the principal may was asked before. A dry run tells the same and changes nothing. */
export async function redactNames(deps: Deps, options: Options): Promise<NameReport> {
  const { event, dryRun, histories, tell, signal } = options
  const names = checkRedactedNames(options.names)
  const found = await findNamesInEvent(deps, { event, names, histories, tell, signal })
  const report = describe(found)
  if (dryRun) return report
  const problems: string[] = []
  tell({ step: 'Taking it out of the programme', done: 0, total: 0 })
  await redactRows(deps, options, names)
  // Who is called so and is here comes back under the new name.
  deps.bus.publish({ kind: 'access-changed', eventId: event })
  for (const { row: publication } of found.publications) {
    const { principal } = options
    await withdrawPublication(deps.db, { id: publication.id, at: deps.clock.now(), by: principal.name })
    await deletePublicationFiles(deps.db, publication.id)
  }
  let ended = 0
  for (const [done, { noteId, title }] of found.notes.entries()) {
    tell({ step: 'Taking it out of the notes', done, total: found.notes.length })
    try {
      await redactNote(deps, { noteId: noteId as NoteId, names, principal: options.principal })
      ended++
    } catch (error) {
      deps.log.error({ err: error, noteId }, 'the history of a note could not be ended')
      problems.push(`In a note of “${createNameRedactor(names).text(title ?? 'the event')}” it did not work.`)
    }
  }
  // What they wrote until they came back.
  await deps.db.transaction().execute((tx) => redactWriters(tx, event, names))
  await audit(deps.db, {
    principal: options.principal,
    act: 'name.redacted',
    at: deps.clock.now(),
    event,
    detail: `history of ${ended} ${ended === 1 ? 'note' : 'notes'} ended, ${found.publications.length} publications deleted`,
  })
  tell({ step: 'Writing the database anew', done: 0, total: 0 })
  await deps.searchIndex.rebuild()
  if (!(await scrubDatabase(deps)))
    problems.push('The journal of the database could not be emptied: it may hold traces. Do it again later.')
  return { ...report, done: true, problems }
}

function describe({ places, notes, publications }: FoundNames): NameReport {
  return {
    places,
    notes,
    publications: publications.map(({ row, isInPdf }) => ({
      number: row.number,
      publishedAt: new Date(row.published_at).toISOString(),
      isPublic: row.withdrawn_at === null,
      isInPdf,
    })),
    done: false,
    problems: [],
  }
}

/** Everything that is no note and no file, together. */
async function redactRows(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { event, keepOnList }: Pick<Options, 'event' | 'keepOnList'>,
  names: readonly string[],
): Promise<void> {
  const redactor = createNameRedactor(names)
  await db.transaction().execute(async (tx) => {
    for await (const row of listNamedRows(tx, event)) {
      const changes = redactCells(row, redactor)
      if (Object.keys(changes).length > 0) await row.update(tx, changes)
    }
    await redactWriters(tx, event, names)
    const listed = readNames((await findEvent(tx, event))?.redacted_names ?? null)
    const others = listed.filter((name) => !redactor.isNamedIn(name))
    const kept = keepOnList ? [...others, ...names] : others
    await updateEvent(tx, event, { redacted_names: JSON.stringify(kept), updated_at: clock.now() })
  })
}

async function redactWriters(tx: Db, event: EventId, names: readonly string[]): Promise<void> {
  const redactor = createNameRedactor(names)
  for (const from of await listWriterNames(tx, event)) {
    if (redactor.isNamedIn(from)) await renameWriters(tx, { event, from, to: AUTHOR_WITHOUT_NAME })
  }
}

/** First the text, as a change that everybody sees; then the history, which has the name and that change. */
async function redactNote(
  { db, documents, rooms }: Pick<Deps, 'db' | 'documents' | 'rooms'>,
  {
    noteId,
    names,
    principal,
  }: { readonly noteId: NoteId; readonly names: readonly string[]; readonly principal: Principal },
): Promise<void> {
  await rooms.settle(noteId)
  const { updates } = await rooms.state(noteId)
  const change = await documents.redact(updates, names)
  if (change) {
    const { actor, name } = principal
    const isFinal = (await findNoteTarget(db, noteId))?.isFinal === true
    // A final summary takes no changes but this one.
    if (isFinal) rooms.thaw(noteId)
    try {
      await rooms.write(noteId, change, { actor, name })
    } finally {
      if (isFinal && (await findNoteTarget(db, noteId))?.isFinal === true) await rooms.freeze(noteId)
    }
  }
  await rooms.endHistory(noteId)
}

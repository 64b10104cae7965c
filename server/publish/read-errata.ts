import type { NameRedactor } from '../export/redact.ts'
import { listErrataOf } from '../storage/erratum-rows.ts'
import type { Db } from '../storage/tables.ts'
import type { NoteVersion } from './note-version.ts'
import type { PageErratum } from './reading-errata.ts'

/** Corrections of the summary among what somebody may read, oldest first. */
export async function readErrata(
  db: Db,
  { versions, redactor }: { readonly versions: readonly NoteVersion[]; readonly redactor: NameRedactor },
): Promise<readonly PageErratum[]> {
  const summary = versions.find(({ kind }) => kind === 'summary')
  if (!summary) return []
  return (await listErrataOf(db, summary.noteId)).map(({ written_at: at, text }) => ({
    at,
    text: redactor.text(text),
  }))
}

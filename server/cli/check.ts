import { createDocuments, type Documents } from '../documents/documents.ts'
import { checkImages } from '../storage/check-images.ts'
import {
  atOneMoment,
  checkCheckpoints,
  checkUpdates,
  ENDED,
  listLoggedNotes,
  type LoggedNote,
} from '../storage/check-log.ts'
import { databaseFile, openDatabaseToRead } from '../storage/database.ts'
import { checkSqlite } from '../storage/sqlite/backup.ts'
import type { Db } from '../storage/tables.ts'
import type { Command } from './command.ts'

/** What was read, and how much of it is wrong. */
interface Tally {
  notes: number
  updates: number
  checkpoints: number
  images: number
  bytes: number
  problems: number
}

export const check: Command = {
  name: 'check',
  summary:
    'Verifies the database, every row of the log, every checkpoint and every picture. Changes nothing. Exit code 1 when something is wrong.',
  positionals: [],
  options: {},
  run: ({ config }) => checkDatabase(config.dataDir, console.log),
}

/** Prints a line for each problem and a summary; returns the exit code. */
export async function checkDatabase(dataDir: string, print: (line: string) => void): Promise<number> {
  checkSqlite(databaseFile(dataDir), { readOnly: true })
  const db = await openDatabaseToRead(dataDir)
  const documents = createDocuments()
  const tally: Tally = { notes: 0, updates: 0, checkpoints: 0, images: 0, bytes: 0, problems: 0 }
  try {
    await atOneMoment(db, async () => {
      for (const note of await listLoggedNotes(db)) await checkNote({ db, documents, print }, note, tally)
      tally.images = await checkImages(db, (problem) => {
        tally.problems++
        print(problem)
      })
    })
  } finally {
    await documents.close()
    await db.destroy()
  }
  const { notes, updates, checkpoints, images, bytes, problems } = tally
  const verdict = problems === 0 ? 'all intact' : `${problems} ${problems === 1 ? 'problem' : 'problems'}`
  const pictures = images === 0 ? '' : `, ${images} pictures`
  print(
    `${notes} notes, ${updates} updates (${bytes} bytes), ${checkpoints} checkpoints${pictures}: ${verdict}`,
  )
  return problems === 0 ? 0 : 1
}

async function checkNote(
  {
    db,
    documents,
    print,
  }: {
    readonly db: Db
    readonly documents: Pick<Documents, 'verify'>
    readonly print: (line: string) => void
  },
  note: LoggedNote,
  tally: Tally,
): Promise<void> {
  const report = (problem: string) => {
    tally.problems++
    print(`${nameOf(note)}: ${problem}`)
  }
  if (note.isListed) tally.notes++
  else report('has a log but is not listed as a note')
  const updates = await checkUpdates(db, note, report)
  const checkpoints = await checkCheckpoints(db, note.id, report)
  const intact = updates.flatMap((bytes, index) => (bytes ? [{ seq: index + 1, bytes }] : []))
  tally.updates += intact.filter(({ bytes }) => bytes !== ENDED).length
  tally.checkpoints += checkpoints.length
  tally.bytes += intact.reduce((sum, { bytes }) => sum + (bytes === ENDED ? 0 : bytes.byteLength), 0)

  for (const { seq } of checkpoints) {
    if (seq > updates.length) report(`checkpoint at ${seq} is beyond the end of the log at ${updates.length}`)
  }
  // A checkpoint may well hold what a damaged row held: then there is nothing to compare it with.
  const firstDamaged = updates.indexOf(null) === -1 ? updates.length : updates.indexOf(null)
  const comparable = checkpoints.filter(({ seq }) => seq <= firstDamaged)
  const verified = await documents.verify(
    intact.map(({ bytes }) => bytes),
    comparable.map(({ seq, ...checkpoint }) => ({ ...checkpoint, updates: seq })),
  )
  for (const { index, reason } of verified.refused)
    report(`update ${intact[index]?.seq} is left out: it ${reason}`)
  verified.checkpoints.forEach((problems, index) => {
    for (const problem of problems) report(`checkpoint at ${comparable[index]?.seq} ${problem}`)
  })
}

/** The id, and what people know the note by. */
function nameOf({ id, kind, event, title }: LoggedNote): string {
  return kind === null ? id : `${id} (${kind} of “${title ?? '?'}”, ${event ?? '?'})`
}

/** Commands that care for the data folder: backup, restore, check. */
import { databaseFile } from '../storage/database.ts'
import { checkLog } from '../storage/check-log.ts'
import { backUpSqlite, checkSqlite } from '../storage/sqlite/backup.ts'
import { restoreSqlite } from '../storage/sqlite/restore.ts'
import { withContext, type Command } from './command.ts'

export const backup: Command = {
  name: 'backup',
  summary: 'Copies the database to FILE while people go on typing.',
  positionals: ['FILE'],
  options: {},
  async run({ config, positionals: [target = ''] }) {
    const { bytes } = await backUpSqlite(databaseFile(config.dataDir), target)
    console.log(`Saved ${bytes} bytes to ${target}`)
    return 0
  },
}

export const restore: Command = {
  name: 'restore',
  summary:
    'Puts a backup in the place of the database, which is kept under another name. Stop the server first.',
  positionals: ['FILE'],
  options: {},
  async run({ config, positionals: [file = ''] }) {
    const { kept } = restoreSqlite(file, databaseFile(config.dataDir), new Date())
    console.log(`Restored ${file}`)
    if (kept) console.log(`The database that was there before is kept as ${kept}`)
    return 0
  },
}

export const check: Command = {
  name: 'check',
  summary: 'Verifies the database and every row of the log. Exit code 1 when something is wrong.',
  positionals: [],
  options: {},
  async run({ config }) {
    checkSqlite(databaseFile(config.dataDir))
    const { notes, updates, checkpoints, problems } = await withContext(config, ({ db }) => checkLog(db))
    for (const { noteId, problem } of problems) console.log(`${noteId}: ${problem}`)
    console.log(
      `${notes} notes, ${updates} updates, ${checkpoints} checkpoints: ${problems.length === 0 ? 'all intact' : `${problems.length} problems`}`,
    )
    return problems.length === 0 ? 0 : 1
  },
}

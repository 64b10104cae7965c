/** Commands that care for the data folder: backup, restore. */
import { databaseFile } from '../storage/database.ts'
import { backUpSqlite } from '../storage/sqlite/backup.ts'
import { restoreSqlite } from '../storage/sqlite/restore.ts'
import type { Command } from './command.ts'

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

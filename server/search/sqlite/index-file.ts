/**
 * The file of the index, beside the database. It holds nothing that is not made from there: one that is missing,
 * damaged, of another version or of another database is deleted and begun anew.
 */
import { rmSync, statSync } from 'node:fs'
import Sqlite from 'better-sqlite3'

export interface IndexFiles {
  /** Writes the index and nothing else. */
  readonly index: Sqlite.Database
  /** Cannot write at all; the index, and the database as `live`. */
  readonly reader: Sqlite.Database
  close(): void
}

interface Paths {
  readonly file: string
  readonly database: string
}

/** Another number makes every server build its index anew: change it with the tables, the words and the passages. */
const VERSION = 2
const BUSY_TIMEOUT_MS = 5_000
/** KiB (negative) of pages that a connection keeps: the system has them too, and the server's memory is for its rooms. */
const CACHE = 'cache_size = -2000'
/** The index and the database it belongs to are told by. */
const META = { version: 'version', source: 'source' } as const

const TABLES = `
  create table meta (name text primary key, value text not null) without rowid;
  create table entries (
    id integer primary key,
    -- kind and id of what it is about
    key text not null,
    -- 1: with the names that its event takes out, for those who work on it; its words are in named_words.
    -- 0: for all others, and for everybody where no names are taken out.
    named integer not null,
    -- the list of names that the event takes out
    taken_out text not null,
    kind text not null,
    event_id text not null,
    track_id text,
    session_id text,
    note_id text,
    -- of a session, YYYY-MM-DD in the zone of the event
    day text,
    title text not null,
    -- as one line, and for comparing: a line each, folded, with line breaks around
    people text not null,
    names text not null,
    -- what it was made from
    stamp text not null,
    -- of a note: the place in its log
    seq integer,
    passages text not null,
    unique (key, named)
  );
  create index entries_by_note on entries (note_id) where note_id is not null;
  -- Words come in folded and with spaces between them (tokens.ts), so the simplest tokenizer is the exact one.
  create virtual table words using fts5(
    title, people, context, text, spelling,
    content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '2'
  );
  -- A table of its own: how rare a word is orders results, and must tell readers nothing of the names.
  create virtual table named_words using fts5(
    title, people, context, text, spelling,
    content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '2'
  );
`

/** Throws when the folder cannot be written. */
export function openIndexFiles(paths: Paths): IndexFiles {
  try {
    return open(paths)
  } catch (error) {
    if (!isDamage(error)) throw error
    removeIndex(paths.file)
    return open(paths)
  }
}

/** Whether an error says that the file is no sound index. */
export function isDamage(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown }
  return (
    error instanceof StaleIndex ||
    (typeof code === 'string' && /^SQLITE_(?:CORRUPT|NOTADB|IOERR_SHORT_READ)/.test(code))
  )
}

/** Deletes the index; nothing may have it open. */
export function removeIndex(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true })
}

class StaleIndex extends Error {}

function open({ file, database }: Paths): IndexFiles {
  const opened: Sqlite.Database[] = []
  const close = (): void => {
    for (const connection of opened.toReversed()) connection.close()
  }
  try {
    const index = new Sqlite(file)
    opened.push(index)
    index.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
    index.pragma('journal_mode = WAL')
    index.pragma('synchronous = NORMAL')
    index.pragma(CACHE)
    prepareTables(index, sourceOf(database))
    const reader = new Sqlite(file, { readonly: true })
    opened.push(reader)
    reader.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
    // Like the connection it is attached to, it cannot be written: its lock for writing is never asked for.
    reader.prepare('attach database ? as live').run(database)
    reader.pragma(CACHE)
    reader.pragma(`live.${CACHE}`)
    return { index, reader, close }
  } catch (error) {
    close()
    throw error
  }
}

/** Throws StaleIndex when what is there is of no use. */
function prepareTables(index: Sqlite.Database, source: string): void {
  if (index.prepare('select 1 from sqlite_schema limit 1').get() === undefined) {
    index.transaction(() => {
      index.exec(TABLES)
      const insert = index.prepare('insert into meta (name, value) values (?, ?)')
      insert.run(META.version, String(VERSION))
      insert.run(META.source, source)
    })()
    return
  }
  const isMeta = index.prepare("select 1 from sqlite_schema where name = 'meta'").get() !== undefined
  const read = (name: string) =>
    isMeta && index.prepare('select value from meta where name = ?').pluck().get(name)
  if (read(META.version) !== String(VERSION) || read(META.source) !== source)
    throw new StaleIndex('another index')
  if (index.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new StaleIndex('a damaged index')
}

/** A database that was restored from a backup is another file. */
function sourceOf(database: string): string {
  return String(statSync(database, { bigint: true }).ino)
}

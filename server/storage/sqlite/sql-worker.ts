/**
 * Worker thread with one SQLite connection for everything but the log's hot path: it runs single statements for the
 * Kysely driver in sqlite-dialect.ts, so that no query and no fsync ever stops the socket loop.
 */
import { workerData } from 'node:worker_threads'
import type { Statement } from 'better-sqlite3'
import { serveWorker } from '../../lib/worker-server.ts'
import { openSqlite, openSqliteToRead } from './open-sqlite.ts'

export interface SqlWorkerData {
  readonly file: string
  readonly readOnly: boolean
}
export interface SqlRequest {
  readonly sql: string
  readonly parameters: readonly unknown[]
}
export interface SqlAnswer {
  readonly rows: readonly unknown[]
  readonly changes: number | null
}

const MAX_PREPARED = 300
const { file, readOnly } = workerData as SqlWorkerData
const database = readOnly ? openSqliteToRead(file) : openSqlite(file)
const prepared = new Map<string, Statement>()

function prepare(sql: string): Statement {
  let statement = prepared.get(sql)
  if (!statement) {
    // Kysely's texts repeat, apart from inserts of many rows: forget the oldest.
    if (prepared.size >= MAX_PREPARED) prepared.delete(prepared.keys().next().value as string)
    statement = database.prepare(sql)
    prepared.set(sql, statement)
  }
  return statement
}

serveWorker<SqlRequest>(({ sql, parameters }): SqlAnswer => {
  const statement = prepare(sql)
  if (statement.reader) return { rows: statement.all(...parameters), changes: null }
  return { rows: [], changes: statement.run(...parameters).changes }
})

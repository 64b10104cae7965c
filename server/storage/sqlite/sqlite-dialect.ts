/**
 * A Kysely dialect whose one connection lives in a worker thread (sql-worker.ts). Statements run in the order they are
 * issued; a transaction has the connection to itself until it ends.
 */
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely'
import { WorkerClient } from '../../lib/worker-client.ts'
import { builtFile } from '../../lib/built-file.ts'
import type { SqlAnswer, SqlRequest, SqlWorkerData } from './sql-worker.ts'

export function sqliteDialect(file: string, { readOnly = false } = {}): Dialect {
  const data: SqlWorkerData = { file, readOnly }
  return {
    createDriver: () => new SqliteWorkerDriver(data),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new TransactionalSqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  }
}

/** Migrations are atomic: SQLite's DDL is transactional, although Kysely's adapter says otherwise. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class SqliteWorkerDriver implements Driver {
  readonly #worker: WorkerClient<SqlRequest>
  readonly #connection: DatabaseConnection
  /** Settles when the connection's present holder gives it back: holders queue up on it. */
  #free: Promise<void> = Promise.resolve()
  #release: () => void = () => {}

  constructor(data: SqlWorkerData) {
    this.#worker = new WorkerClient({ file: builtFile('server/sql-worker.js'), data })
    this.#connection = new SqliteWorkerConnection(this.#worker)
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#free
    let release = () => {}
    this.#free = new Promise((resolve) => (release = resolve))
    await before
    this.#release = release
    return this.#connection
  }

  async releaseConnection(): Promise<void> {
    this.#release()
  }

  // IMMEDIATE takes the write lock at once: a transaction that starts by reading cannot fail later on the upgrade.
  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'))
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'))
  }

  async destroy(): Promise<void> {
    await this.#worker.close()
  }
}

class SqliteWorkerConnection implements DatabaseConnection {
  readonly #worker: WorkerClient<SqlRequest>

  constructor(worker: WorkerClient<SqlRequest>) {
    this.#worker = worker
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { sql, parameters } = query
    const answer = (await this.#worker.call({ sql, parameters })) as SqlAnswer
    return answer.changes === null
      ? { rows: answer.rows as Row[] }
      : { rows: [], numAffectedRows: BigInt(answer.changes) }
  }

  // eslint-disable-next-line require-yield
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('streaming is not used; ask for the rows')
  }
}

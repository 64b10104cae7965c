/**
 * A Kysely dialect whose one connection lives in a worker thread (sql-worker.ts). Statements run in the order they are
 * issued, many on their way at once; a transaction has the connection to itself until it ends.
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
  readonly #turn = new TransactionTurn()

  constructor(data: SqlWorkerData) {
    this.#worker = new WorkerClient({ file: builtFile('server/sql-worker.js'), data })
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return new SqliteWorkerConnection(this.#worker, this.#turn)
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    this.#turn.end(connection)
  }

  // IMMEDIATE takes the write lock at once: a transaction that starts by reading cannot fail later on the upgrade.
  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#turn.begin(connection)
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

/** Whose transaction runs. The others wait for its end; without one nobody waits, since the worker keeps the order. */
class TransactionTurn {
  #holder: DatabaseConnection | null = null
  #ended: Promise<void> = Promise.resolve()
  #end: () => void = () => {}

  /**
   * The end of somebody else's transaction, or null when none runs. Whoever gets null acts at once, without another
   * await: only so can nothing come in between.
   */
  blocker(connection: DatabaseConnection): Promise<void> | null {
    return this.#holder && this.#holder !== connection ? this.#ended : null
  }

  async begin(connection: DatabaseConnection): Promise<void> {
    for (let blocker; (blocker = this.blocker(connection));) await blocker
    this.#holder = connection
    this.#ended = new Promise((resolve) => (this.#end = resolve))
  }

  end(connection: DatabaseConnection): void {
    if (this.#holder !== connection) return
    this.#holder = null
    this.#end()
  }
}

/** What Kysely takes for one query or one transaction; all of them share the worker's connection. */
class SqliteWorkerConnection implements DatabaseConnection {
  readonly #worker: WorkerClient<SqlRequest>
  readonly #turn: TransactionTurn

  constructor(worker: WorkerClient<SqlRequest>, turn: TransactionTurn) {
    this.#worker = worker
    this.#turn = turn
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { sql, parameters } = query
    for (let blocker; (blocker = this.#turn.blocker(this));) await blocker
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

/** The index beside the embedded database; the work is done in search-worker.ts. */
import { join } from 'node:path'
import { builtFile } from '../../lib/built-file.ts'
import { LastingWorker } from '../../lib/lasting-worker.ts'
import type { CatchUp, IndexSize, SearchAnswer, SearchIndex } from '../search-index.ts'
import type { SearchWorkerRequest } from './search-worker.ts'

/** The file of the index inside a data folder. */
export function searchFile(dataDir: string): string {
  return join(dataDir, 'search.sqlite')
}

/** `database` must exist and be migrated. The thread starts when something is first asked of it. */
export function openSqliteSearchIndex(paths: {
  readonly file: string
  readonly database: string
}): SearchIndex {
  const worker = new LastingWorker<SearchWorkerRequest>({
    file: builtFile('server/search-thread.js'),
    data: paths,
  })
  const call = async <T>(request: SearchWorkerRequest): Promise<T> => (await worker.call(request)) as T
  return {
    catchUp: () => call<CatchUp>({ kind: 'catch-up' }),
    putNote: (note) => call<void>({ kind: 'put-note', ...note }),
    search: (request) => call<SearchAnswer>({ kind: 'search', ...request }),
    rebuild: () => call<void>({ kind: 'rebuild' }),
    size: () => call<IndexSize>({ kind: 'size' }),
    close: () => worker.close(),
  }
}

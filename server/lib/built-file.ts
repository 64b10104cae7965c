/**
 * Where a file of the build is; `path` is seen from `dist`, e.g. `server/sql-worker.js`. The server runs from `dist/server`,
 * where all its files lie flat, or from its source (the tests), whose workers come from the build all the same: Node
 * cannot run TypeScript in a worker, and `npm test` builds before it tests.
 */
export function builtFile(path: string): URL {
  const dist = import.meta.url.endsWith('.ts') ? '../../dist/' : '../'
  return new URL(dist + path, import.meta.url)
}

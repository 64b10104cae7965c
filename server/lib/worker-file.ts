/**
 * Where a worker's compiled file is. Node cannot run TypeScript in a worker, so a caller that itself runs from source
 * (the unit tests) gets the build's file; `npm test` builds before it tests.
 */
export function workerFile(name: string, importMetaUrl: string): URL {
  const here = new URL(`${name}.js`, importMetaUrl)
  if (!importMetaUrl.endsWith('.ts')) return here
  return new URL(here.href.replace('/server/', '/dist/server/'))
}

/** The sample site as a folder. The browser tests' own loader cannot read style and script as texts; Vite can, as in the build. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { createServer } from 'vite'
import type { sampleSite as makeSampleSite } from './sample-site.ts'

export interface SiteFolder {
  readonly path: string
  dispose(): Promise<void>
}

export async function makeSiteFolder(): Promise<SiteFolder> {
  const path = await mkdtemp(join(tmpdir(), 'rapporteur-site-'))
  for (const file of (await loadSampleSite()).files) {
    await mkdir(dirname(join(path, file.path)), { recursive: true })
    await writeFile(join(path, file.path), file.bytes)
  }
  return { path, dispose: () => rm(path, { recursive: true, force: true }) }
}

async function loadSampleSite(): Promise<{
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[]
}> {
  const vite = await createServer({
    root: resolve(import.meta.dirname, '../..'),
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, watch: null, ws: false },
    optimizeDeps: { noDiscovery: true },
  })
  try {
    const { sampleSite } = (await vite.ssrLoadModule('/tests/support/sample-site.ts')) as {
      sampleSite: typeof makeSampleSite
    }
    return sampleSite({ downloads: [{ title: 'PDF', path: 'downloads/conf-2019.pdf', bytes: 1_234_567 }] })
  } finally {
    await vite.close()
  }
}

/** Builds the pages into dist/client, and serves them in development with the API of a running server behind them. */
import react from '@vitejs/plugin-react'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

/** Where the server listens in development; RAPPORTEUR_SERVER overrides it. */
const serverUrl = process.env['RAPPORTEUR_SERVER'] ?? 'http://127.0.0.1:3000'

const fromRoot = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const pathInProject = (id: string): string => relative(fromRoot('.'), id).replaceAll('\\', '/')

/**
 * Our own parts and icons. Dialogs stay out, and the schema: with them their part of the component library, or the whole
 * editor, would come on every page.
 */
const OWN_PARTS =
  /^(?:client\/(?:api|app|components|pages)\/(?!Dialog|FormMessage|edit\/)|shared\/(?!markdown\/|schema\/(?:check-doc|extensions|image|minutes)\.ts)|node_modules\/@tabler\/)/
const CONTROLS =
  /^node_modules\/@mantine\/core\/.*\/(?:Button|CloseButton|Input|InputBase|Loader|TextInput|Transition|UnstyledButton)\//

export default defineConfig({
  root: fromRoot('./client'),
  cacheDir: fromRoot('./node_modules/.vite'),
  plugins: [react()],
  build: {
    outDir: fromRoot('./dist/client'),
    emptyOutDir: true,
    target: 'es2022',
    // Images become files: nothing needs a policy that allows more than our own origin.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What several pages share comes as one file: two dozen small ones cost more time on venue Wi-Fi than bytes.
        codeSplitting: {
          groups: [
            { name: 'shared', test: (id) => OWN_PARTS.test(pathInProject(id)), minShareCount: 3 },
            { name: 'controls', test: (id) => CONTROLS.test(pathInProject(id)), minShareCount: 3 },
          ],
        },
      },
    },
    // The editor's chunk in kB before compression; what the pages weigh compressed is what counts.
    chunkSizeWarningLimit: 700,
  },
  server: {
    host: '127.0.0.1',
    port: Number(process.env['CLIENT_PORT'] ?? 5173),
    // The origin stays that of the pages, since the server compares it with the Host header.
    proxy: {
      '/api': serverUrl,
      '/collab': { target: serverUrl, ws: true },
      '/l/': serverUrl,
      '/reminders/': serverUrl,
      '/r/': serverUrl,
      '/p/': serverUrl,
      '/healthz': serverUrl,
    },
  },
})

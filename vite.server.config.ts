/**
 * Builds the server into dist/server: the command, its workers and the process that makes files, packages included,
 * since hundreds of small files cost more time at the start than what is in them. What is only needed later comes as a
 * file of its own (dynamic imports). All files lie flat in one folder: `server/lib/built-file.ts` finds the others from
 * there.
 */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const fromRoot = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: fromRoot('.'),
  cacheDir: fromRoot('./node_modules/.vite-server'),
  publicDir: false,
  // Compiled code stays what it is.
  ssr: {
    noExternal: true,
    external: ['better-sqlite3', '@node-rs/argon2', '@myriaddreamin/typst-ts-node-compiler'],
  },
  build: {
    ssr: true,
    outDir: fromRoot('./dist/server'),
    emptyOutDir: true,
    target: 'node20',
    // Names stay, so that a stack trace says something.
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: {
        cli: fromRoot('./server/cli.ts'),
        'sql-worker': fromRoot('./server/storage/sqlite/sql-worker.ts'),
        'log-worker': fromRoot('./server/storage/sqlite/log-worker.ts'),
        'document-thread': fromRoot('./server/documents/document-thread.ts'),
        'file-process': fromRoot('./server/files/file-process.ts'),
        'file-thread': fromRoot('./server/files/file-thread.ts'),
        'search-thread': fromRoot('./server/search/sqlite/search-thread.ts'),
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
})

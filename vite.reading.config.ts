/** Builds the script of the reading pages into dist/reading/reading.js: one small file, no framework, no chunks. */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const fromRoot = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: fromRoot('./client/reading'),
  cacheDir: fromRoot('./node_modules/.vite-reading'),
  publicDir: false,
  build: {
    outDir: fromRoot('./dist/reading'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: fromRoot('./client/reading/reading.ts'),
      output: { entryFileNames: 'reading.js', format: 'es' },
    },
  },
})

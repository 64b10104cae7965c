/** Builds the plain editor that `npm run bench -- keys` compares with into dist/plain-editor. */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const fromRoot = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: fromRoot('./bench/plain-editor'),
  cacheDir: fromRoot('./node_modules/.vite-bench'),
  publicDir: false,
  build: {
    outDir: fromRoot('./dist/plain-editor'),
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 700,
  },
})

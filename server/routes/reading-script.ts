/** The script that makes reading pages follow live: built by `vite.reading.config.ts` into dist/reading, served from memory. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { builtFile } from '../lib/built-file.ts'

export const READING_SCRIPT_PATH = '/assets/reading/reading.js'

export interface ReadingScript {
  readonly text: string
  /** Changes with the text. */
  readonly version: string
  /** With the version, so that browsers may keep it for ever. */
  readonly url: string
}

/** Null when it was not built: the pages are complete without it. */
export function loadReadingScript(): ReadingScript | null {
  let text: string
  try {
    text = readFileSync(builtFile('reading/reading.js'), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  const version = createHash('sha256').update(text).digest('base64url').slice(0, 12)
  return { text, version, url: `${READING_SCRIPT_PATH}?v=${version}` }
}

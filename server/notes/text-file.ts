import type { ContentFormat } from '../../shared/contracts/notes.ts'
import { slugOf } from '../programme/slug.ts'

/** A text that browsers keep as a file. */
export interface TextFile {
  readonly fileName: string
  readonly contentType: string
  readonly body: string
}

const CONTENT_TYPES: Readonly<Record<ContentFormat | 'csv', string>> = {
  csv: 'text/csv; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  html: 'text/html; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  json: 'application/json; charset=utf-8',
}

/** A file named after titles, which may hold anything: its name has only a-z, 0-9 and hyphens. */
export function textFile(options: {
  readonly titles: readonly string[]
  readonly format: ContentFormat | 'csv'
  readonly body: string
}): TextFile {
  const { titles, format, body } = options
  return {
    fileName: `${titles.map(slugOf).join('-')}.${format}`,
    contentType: CONTENT_TYPES[format],
    body,
  }
}

/** What VS Code tells about the text that it put on the clipboard. */
import { languageOf } from '../code/code-languages.ts'

/** Modes whose text is prose, not code. */
const PROSE = new Set(['markdown', 'plaintext', 'log', 'git-commit'])

export interface CopiedCode {
  /** The language, by the name that notes use; null: prose. */
  readonly language: string | null
}

/** Null when the data is none of VS Code's. */
export function readVsCodeData(data: string): CopiedCode | null {
  if (data === '') return null
  try {
    const { mode } = JSON.parse(data) as { readonly mode?: unknown }
    if (typeof mode !== 'string') return null
    return { language: PROSE.has(mode) ? null : (languageOf(mode)?.id ?? mode) }
  } catch {
    return null
  }
}

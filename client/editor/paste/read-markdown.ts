/** Markdown that was pasted, as blocks of a note. A part of its own, since its parser is large: see readers.ts. */
import { markdownToDoc } from '../../../shared/markdown/markdown.ts'
import type { DocJson } from '../../../shared/schema/doc-json.ts'
import { readMinutes } from '../../../shared/schema/plain-minutes.ts'

/** Throws ImportError when the text is too long or nested too deeply. */
export function readMarkdown(text: string): DocJson {
  return readMinutes(markdownToDoc(text))
}

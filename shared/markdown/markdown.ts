/**
 * Markdown (CommonMark, GFM, ++underline++, ==highlight==) into a document.
 */
import type { DocJson } from '../schema/doc-json.ts'
import { cleanInput } from './clean-input.ts'
import { parseMarkdown } from './markdown-parser.ts'
import { mdastToDoc, type ImportOptions } from './mdast-to-doc.ts'

/**
 * Reads Markdown. Nothing is dropped: what documents cannot hold stays as text. Throws ImportError when the text is
 * too long or nested too deeply.
 */
export function markdownToDoc(markdown: string, options: ImportOptions = {}): DocJson {
  return mdastToDoc(parseMarkdown(cleanInput(markdown)), options)
}

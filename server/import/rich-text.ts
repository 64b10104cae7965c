/**
 * Abstracts and descriptions, whose fields do not say whether they hold Markdown, HTML or plain text: decides by what
 * stands in them, and makes one valid document. The converters and the document schema do the sanitising.
 */
import { checkedDocOf } from '../../shared/schema/check-doc.ts'
import { isEmptyDoc, type DocJson, type DocNode } from '../../shared/schema/doc-json.ts'
import { htmlToDoc } from './html.ts'
import { ImportError } from '../../shared/markdown/import-error.ts'
import { readBody, type JsonAt } from './json-input.ts'
import { markdownToDoc } from '../../shared/markdown/markdown.ts'

/** Tags that only a text written in HTML has. */
const BLOCK_TAG =
  /<(?:p|div|ul|ol|li|h[1-6]|table|tr|td|blockquote|pre|section|article|dl|dt|dd|hr)(?:\s[^<>]*)?\/?>/i
const INLINE_TAG = /<(?:a\s[^<>]*href|b>|i>|u>|em>|strong>|code>|br\s*\/?>|span[\s>]|font[\s>]|img\s)/i
const MARKDOWN_SIGN = /\]\(|\*\*|__\w|^#{1,6} |^ {0,3}(?:[-*+]|\d{1,3}[.)]) |^ {0,3}>/m
const CODE_IN_MARKDOWN = /^ {0,3}(`{3,}|~{3,})[^\n]*\n[\s\S]*?^ {0,3}\1|(`+)[^`][\s\S]*?\2/gm

/** The start of a text tells; searching all of a long one for code that never ends would take too long. */
const GUESSED_FROM_CHARS = 10_000

/** How a text wants to be read. `inline-html` has tags inside its lines, but blank lines between its paragraphs. */
export type TextMarkup = 'html' | 'inline-html' | 'markdown'

/** Guesses the markup of a text; plain text is Markdown without signs. Tags inside Markdown code prove nothing. */
export function guessMarkup(text: string): TextMarkup {
  const prose = text.slice(0, GUESSED_FROM_CHARS).replace(CODE_IN_MARKDOWN, '')
  if (BLOCK_TAG.test(prose)) return 'html'
  return INLINE_TAG.test(prose) && !MARKDOWN_SIGN.test(prose) ? 'inline-html' : 'markdown'
}

/** The blocks of a text in whatever markup it has; none when it is absent or blank. */
export function readRichBlocks(at: JsonAt): readonly DocNode[] {
  const text = readBody(at)
  return text === '' ? [] : convert(at, () => richTextToDoc(text))
}

/** The blocks of a text that the source promises to be HTML. */
export function readHtmlBlocks(at: JsonAt): readonly DocNode[] {
  const text = readBody(at)
  return text === '' ? [] : convert(at, () => htmlToDoc(text))
}

/** A document of blocks, or null when they hold no text. */
export function docOrNull(blocks: readonly DocNode[]): DocJson | null {
  const doc = checkedDocOf(blocks)
  return isEmptyDoc(doc) ? null : doc
}

function richTextToDoc(text: string): DocJson {
  const markup = guessMarkup(text)
  if (markup === 'markdown') return markdownToDoc(text)
  if (markup === 'html') return htmlToDoc(text)
  const paragraphs = text.trim().split(/\n\s*\n/)
  return htmlToDoc(paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join(''))
}

/** The blocks of a converted text; what the converters refuse is reported at its place. */
function convert(at: JsonAt, toDoc: () => DocJson): readonly DocNode[] {
  try {
    const doc = toDoc()
    return isEmptyDoc(doc) ? [] : doc.content
  } catch (error) {
    if (error instanceof ImportError) throw new ImportError(error.message, at.place, { cause: error })
    throw error
  }
}

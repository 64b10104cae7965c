/**
 * Running text for Indico's Markdown (indico-markdown.ts): what a sign means there is escaped where a backslash does it,
 * and a reference where only that does.
 */
import type { DocMark, DocNode } from '../../shared/schema/doc-json.ts'
import { inlineRuns, nestRuns, type InlineTree } from './inline-tree.ts'

/** The lines of a paragraph, without empty ones. None of them can begin a block of another kind. */
export function indicoLines(nodes: readonly DocNode[] = []): readonly string[] {
  return nestRuns(inlineRuns(nodes))
    .map(inlineMarkdown)
    .join('')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function inlineMarkdown(tree: InlineTree): string {
  if (tree.kind === 'break') return '\n'
  return tree.kind === 'text' ? escapeIndico(tree.text) : spanOf(tree.mark, tree.children)
}

/** Struck text keeps signs, though nothing reads them: without, it would say the opposite. */
const SPAN_SIGNS: Readonly<Record<string, string>> = { bold: '**', italic: '*', strike: '~~' }

function spanOf(mark: DocMark, children: readonly InlineTree[]): string {
  if (mark.type === 'code') return codeSpan(children)
  const inner = children.map(inlineMarkdown).join('')
  if (inner.trim() === '') return inner
  if (mark.type === 'link') return `[${inner}](${indicoAddress(String(mark.attrs?.['href']))})`
  const sign = SPAN_SIGNS[mark.type]
  // A mark over the end of a line would show its signs.
  if (sign === undefined || inner.includes('\n')) return inner
  const [before = ''] = /^\s*/.exec(inner) ?? []
  const [after = ''] = /\s*$/.exec(inner) ?? []
  return `${before}${sign}${inner.trim()}${sign}${after}`
}

/** Text where it cannot be code: no reference is read there, and a backslash escapes the sign that ends it. */
function codeSpan(children: readonly InlineTree[]): string {
  const code = cleanCharacters(children.map((tree) => (tree.kind === 'text' ? tree.text : ' ')).join(''))
  return code.trim() === '' || /[$`]|\\$/.test(code) ? escapeIndico(code) : `\`${code}\``
}

/** A text that stays that text, at the start of a line and elsewhere. */
export function escapeIndico(text: string): string {
  return cleanCharacters(text).replace(/[\\`*_{}[\]()>#+\-.!&<$=]/g, (sign, place: number, whole: string) => {
    const before = whole.slice(0, place)
    const after = whole.charAt(place + 1)
    switch (sign) {
      case '&':
        return '&amp;'
      case '<':
        return '&lt;'
      // Whatever stands between two of them is a formula.
      case '$':
        return '&#36;'
      case '=':
        return before.trim() === '' ? '&#61;' : sign
      case '-':
      case '+':
      case '>':
        return before.trim() === '' ? `\\${sign}` : sign
      case '#':
        return before.trim() === '' || /^#*\s*$/.test(whole.slice(place)) ? `\\${sign}` : sign
      case '.':
        return /^\s*\d+$/.test(before) ? `\\${sign}` : sign
      case '!':
        return after === '[' ? `\\${sign}` : sign
      case '(':
      case ')':
      case '{':
      case '}':
        return sign
      default:
        return `\\${sign}`
    }
  })
}

/** An address in which nothing ends the brackets around it. */
export function indicoAddress(url: string): string {
  return cleanCharacters(url).replace(
    /[\s()<>"'`\\$*[\]]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  )
}

/** No control characters but tabs and line ends, and no halves of characters. */
export function cleanCharacters(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\p{Surrogate}/gu, '\uFFFD')
}

/**
 * Where a web address in running text ends: punctuation that ends a sentence and a bracket that was opened before the
 * address are not part of it.
 */
import type { PhrasingContent } from 'mdast'

const WEB_ADDRESS = /\bhttps?:\/\/[^\s<>"“”]+/gi
const TRAILING_PUNCTUATION = /[.,;:!?'’…*_~]/

/** The text as text and link nodes, in order and complete. */
export function linkUrls(text: string): PhrasingContent[] {
  const nodes: PhrasingContent[] = []
  let from = 0
  for (const match of text.matchAll(WEB_ADDRESS)) {
    if (match.index < from) continue
    const url = match[0].slice(0, addressLength(match[0]))
    if (match.index > from) nodes.push({ type: 'text', value: text.slice(from, match.index) })
    nodes.push({ type: 'link', url, children: [{ type: 'text', value: url }] })
    from = match.index + url.length
  }
  if (from < text.length) nodes.push({ type: 'text', value: text.slice(from) })
  return nodes
}

/** Characters of an address at the start of a text without spaces, as in "https://example.org/a)." */
export function addressLength(text: string): number {
  let open = 0
  let end = 0
  for (; end < text.length; end++) {
    const character = text[end]
    if (character === '(' || character === '[') open++
    if ((character === ')' || character === ']') && --open < 0) break
  }
  while (end > 0 && TRAILING_PUNCTUATION.test(text.charAt(end - 1))) end--
  return end
}

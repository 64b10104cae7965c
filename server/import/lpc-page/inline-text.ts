/**
 * Text of a line as inline nodes: written-out web addresses and `[text|address]` links become link marks. No other
 * markup is recognised, and no character of the text changes.
 */
import { textOf, type DocNode } from '../../../shared/schema/doc-json.ts'
import { isSafeHref } from '../../../shared/schema/safe-href.ts'

// Every part is bounded or stops at the character that starts another attempt, so matching stays linear.
const LINK = /\[([^[\]|\n]{1,200})\|(https?:\/\/[^\s[\]]+)\]|https?:\/\/[^\s<>"]+/g

/** Inline nodes of a text; none for an empty text. */
export function inlineNodesOf(text: string): readonly DocNode[] {
  const nodes: DocNode[] = []
  let done = 0
  for (const match of text.matchAll(LINK)) {
    const [whole, label, target] = match
    const href = target ?? trimAddress(whole)
    if (!isSafeHref(href)) continue
    const shown = label ?? href
    if (match.index > done) nodes.push(textOf(text.slice(done, match.index)))
    nodes.push(textOf(shown, [{ type: 'link', attrs: { href } }]))
    done = match.index + (target === undefined ? href.length : whole.length)
  }
  if (done < text.length) nodes.push(textOf(text.slice(done)))
  return nodes
}

/** Drops the punctuation of the sentence around an address, and brackets that it did not open. */
export function trimAddress(address: string): string {
  const surplus = {
    ')': countOf(address, ')') - countOf(address, '('),
    ']': countOf(address, ']') - countOf(address, '['),
  }
  let end = address.length
  while (end > 0) {
    const last = address.charAt(end - 1)
    if (last === ')' || last === ']') {
      if (surplus[last] <= 0) break
      surplus[last] -= 1
    } else if (!/[.,;:!?'”’]/.test(last)) break
    end -= 1
  }
  return address.slice(0, end)
}

function countOf(text: string, character: string): number {
  let count = 0
  for (const each of text) if (each === character) count += 1
  return count
}

import { textOf, type DocNode } from '../../shared/schema/doc-json.ts'
import { fileHref } from './file-href.ts'

/** An address without the punctuation of the sentence around it. */
const ADDRESS = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])/

/** A line of text in which addresses are links. */
export function linkAddresses(line: string): DocNode[] {
  return line.split(ADDRESS).flatMap((part, index) => {
    if (part === '') return []
    const href = index % 2 === 1 ? fileHref(part) : null
    return [href === null ? textOf(part) : textOf(part, [{ type: 'link', attrs: { href } }])]
  })
}

/**
 * HTML into a document. This is also how HTML from a programme is made safe: only what the document schema has a
 * place for comes through, as data; scripts, styles, handlers and unsafe links have none.
 */
import type { Element } from 'hast'
import rehypeParse from 'rehype-parse'
import rehypeRemark from 'rehype-remark'
import { unified } from 'unified'
import type { DocJson } from '../../shared/schema/doc-json.ts'
import { cleanInput } from './clean-input.ts'
import { ImportError } from './import-error.ts'
import { mdastToDoc } from './mdast-to-doc.ts'
import type { Highlight, Underline } from './mdast-nodes.ts'

const converter = unified()
  .use(rehypeParse, { fragment: true })
  .use(rehypeRemark, {
    handlers: {
      u: (state, node: Element): Underline => ({
        type: 'underline',
        children: state.all(node) as Underline['children'],
      }),
      mark: (state, node: Element): Highlight => ({
        type: 'highlight',
        children: state.all(node) as Highlight['children'],
      }),
    },
  })
  .freeze()

/** Reads HTML, a whole page or a fragment. Throws ImportError when it is too long or nested too deeply. */
export function htmlToDoc(html: string): DocJson {
  const input = cleanInput(html)
  try {
    return mdastToDoc(converter.runSync(converter.parse(input)))
  } catch (cause) {
    // The tree builders recurse once per element.
    if (cause instanceof RangeError) throw new ImportError('the HTML is nested too deeply', null, { cause })
    throw cause
  }
}

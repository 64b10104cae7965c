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
import { MAX_ELEMENT_DEPTH, prepareHtmlTree } from './html-tree.ts'
import { ImportError } from './import-error.ts'
import type { Highlight, Underline } from './mdast-nodes.ts'
import { mdastToDoc } from './mdast-to-doc.ts'

const converter = unified()
  .use(rehypeParse, { fragment: true })
  .use(prepareHtmlTree)
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
      // Relative links are dropped anyway, and a broken base would stop the conversion.
      base: () => undefined,
    },
  })
  .freeze()

/** Reads HTML, a whole page or a fragment. Throws ImportError when it is too long or nested too deeply. */
export function htmlToDoc(html: string): DocJson {
  const input = cleanInput(html)
  return mdastToDoc(converter.runSync(parseHtml(input)))
}

function parseHtml(html: string): ReturnType<typeof converter.parse> {
  try {
    return converter.parse(html)
  } catch (cause) {
    // The parser builds its tree with one call per level, before the depth can be measured.
    if (!(cause instanceof RangeError)) throw cause
    throw new ImportError(`elements may be nested at most ${MAX_ELEMENT_DEPTH} deep`, null, { cause })
  }
}

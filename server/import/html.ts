/**
 * HTML into a document. This is also how HTML from a programme is made safe: only what the document schema has a
 * place for comes through, as data; scripts, styles, handlers and unsafe links have none.
 */
import type { Element } from 'hast'
import type { Emphasis } from 'mdast'
import rehypeParse from 'rehype-parse'
import rehypeRemark from 'rehype-remark'
import { unified } from 'unified'
import type { DocJson } from '../../shared/schema/doc-json.ts'
import { cleanInput } from '../../shared/markdown/clean-input.ts'
import { MAX_ELEMENT_DEPTH, prepareHtmlTree } from './html-tree.ts'
import { ImportError } from '../../shared/markdown/import-error.ts'
import type { SpanMark } from '../../shared/markdown/mdast-nodes.ts'
import { mdastToDoc, type ImportOptions } from '../../shared/markdown/mdast-to-doc.ts'

const converter = unified()
  .use(rehypeParse, { fragment: true })
  .use(prepareHtmlTree)
  .use(rehypeRemark, {
    nodeHandlers: { comment: () => undefined },
    handlers: {
      u: (state, node: Element) => spanOf(state, node, 'underline'),
      mark: (state, node: Element) => spanOf(state, node, 'highlight'),
      // Relative links are dropped anyway, and a broken base would stop the conversion.
      base: () => undefined,
    },
  })
  .freeze()

/** Reads HTML, a whole page or a fragment. Throws ImportError when it is too long or nested too deeply. */
export function htmlToDoc(html: string, options: ImportOptions = {}): DocJson {
  const input = cleanInput(html)
  return mdastToDoc(converter.runSync(parseHtml(input)), options)
}

type Handlers = NonNullable<NonNullable<Parameters<typeof rehypeRemark>[1]>['handlers']>
type Converter = Parameters<NonNullable<Handlers[string]>>[0]

/** As emphasis with a note on it: the converter takes nodes that it does not know for blocks. */
function spanOf(state: Converter, node: Element, spanMark: SpanMark): Emphasis {
  return { type: 'emphasis', children: state.all(node) as Emphasis['children'], data: { spanMark } }
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

/** A document as Markdown (CommonMark, GFM, ++underline++, ==highlight==): what the Markdown import reads back. */
import type { Options as WriterOptions } from 'remark-stringify'
import remarkGfm from 'remark-gfm'
import remarkStringify from 'remark-stringify'
import { unified } from 'unified'
import type { DocNode } from '../../shared/schema/doc-json.ts'
import type { Highlight, Underline } from '../import/mdast-nodes.ts'
import { docToMdast } from './doc-to-mdast.ts'

type Handler = NonNullable<NonNullable<WriterOptions['handlers']>['emphasis']>

/** Writes a span between markers, as the standard handlers do for emphasis. */
const between =
  (marker: string): Handler =>
  (node: Underline | Highlight, _parent, state, info) => {
    const tracker = state.createTracker(info)
    const before = tracker.move(marker)
    const inner = tracker.move(state.containerPhrasing(node, { ...tracker.current(), before, after: marker }))
    return `${before}${inner}${tracker.move(marker)}`
  }

const writer = unified()
  .use(remarkGfm)
  .use(remarkStringify, {
    bullet: '-',
    emphasis: '*',
    strong: '*',
    fence: '`',
    fences: true,
    rule: '-',
    listItemIndent: 'one',
    incrementListMarker: true,
    handlers: { underline: between('++'), highlight: between('==') },
    // Text that would read as one of our two marks is escaped. Look-around, since matches may not overlap.
    unsafe: [
      { character: '+', before: '(?<=\\+)', inConstruct: 'phrasing' },
      { character: '+', after: '(?=\\+)', inConstruct: 'phrasing' },
      { character: '=', before: '(?<==)', inConstruct: 'phrasing' },
      { character: '=', after: '(?==)', inConstruct: 'phrasing' },
    ],
  })
  .freeze()

/** `headingShift` moves headings down by so many levels. Ends with a line break unless the document is empty. */
export function docToMarkdown(
  doc: DocNode,
  { headingShift = 0 }: { readonly headingShift?: number } = {},
): string {
  return writer.stringify(docToMdast(doc, headingShift))
}

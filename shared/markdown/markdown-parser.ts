/**
 * The Markdown parser: CommonMark and GFM, with our two extra marks and bounds for hostile text.
 */
import type { Root } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified, type Processor } from 'unified'
import { linkBareAddresses } from './bare-addresses.ts'
import { boundParse, refuseCostlyLines } from './parse-bounds.ts'
import { parseSpanMarks } from './span-marks.ts'

const parser = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(parseSpanMarks)
  .use(linkBareAddresses)
  .use(withoutTreeTransforms)
  .use(boundParse)
  .freeze()

/** The syntax tree of a Markdown text with `\n` line ends. Throws ImportError when it is nested too deeply. */
export function parseMarkdown(markdown: string): Root {
  refuseCostlyLines(markdown)
  return parser.parse(markdown)
}

/**
 * GFM searches the finished tree once more for addresses. By then an escaped address looks like any other, so text that
 * must stay text would become a link; the parser has found the others already.
 */
function withoutTreeTransforms(this: Processor): void {
  const data = this.data()
  data.fromMarkdownExtensions = (data.fromMarkdownExtensions ?? [])
    .flat()
    .map((extension) => ({ ...extension, transforms: [] }))
}

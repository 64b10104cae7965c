/**
 * Plain text into a document: paragraphs between blank lines, line ends inside them as hard breaks, `•`, `*`, `-`,
 * `[ ]` and `N.` items with their nesting by indentation. Numbers are kept, since prose refers to them: a number that does not
 * follow its predecessor opens a list of its own. No line is dropped.
 */
import type { List, ListItem, Paragraph, PhrasingContent, Root } from 'mdast'
import type { DocJson } from '../../shared/schema/doc-json.ts'
import { cleanInput } from '../../shared/markdown/clean-input.ts'
import { linkUrls } from '../../shared/markdown/link-urls.ts'
import { mdastToDoc } from '../../shared/markdown/mdast-to-doc.ts'

/** Lists nested deeper than this go on at this level. */
export const MAX_TEXT_LIST_DEPTH = 40

/** Columns by which an item must be indented more than another to be inside it. */
const NESTING_COLUMNS = 2

const ITEM =
  /^(?<indent>[ \t\u00a0]*)(?:[•*-][ \t\u00a0]+|(?<number>\d{1,3})\.[ \t\u00a0]+|(?=\[[ xX]\][ \t\u00a0]))(?:\[(?<box>[ xX])\][ \t\u00a0]+)?(?<text>\S.*)$/

interface OpenItem {
  readonly indent: number
  readonly item: ListItem
}

/** Reads plain text. Throws ImportError when it is too long. */
export function textToDoc(text: string): DocJson {
  const root: Root = { type: 'root', children: [] }
  const open: OpenItem[] = []
  let paragraph: Paragraph | null = null
  let afterBlank = false
  const container = (): Root | ListItem => open.at(-1)?.item ?? root

  for (const line of cleanInput(text).split('\n')) {
    if (line.trim() === '') {
      paragraph = null
      afterBlank = true
      continue
    }
    const item = ITEM.exec(line)?.groups
    const indent = columnsOf(/^[ \t\u00a0]*/.exec(line)?.[0] ?? '')
    // A wrapped sentence may go on with a number; only a list's first item needs no blank line before it.
    const goesOn = paragraph !== null && open.length === 0 && Number(item?.['number'] ?? 1) > 1
    if (item && !goesOn) {
      closeItems(open, indent, NESTING_COLUMNS)
      open.length = Math.min(open.length, MAX_TEXT_LIST_DEPTH - 1)
      const node: ListItem = { type: 'listItem', children: [] }
      if (item['box'] !== undefined) node.checked = item['box'] !== ' '
      listFor(container(), item['number']).children.push(node)
      open.push({ indent, item: node })
      paragraph = { type: 'paragraph', children: linkUrls((item['text'] ?? '').trimEnd()) }
      node.children.push(paragraph)
    } else {
      // A line under an item is part of it when it is indented more; after a blank line, when it stands under the item's text.
      const depth = open.length
      closeItems(open, indent, afterBlank ? NESTING_COLUMNS : 1)
      if (open.length < depth) paragraph = null
      const content: PhrasingContent[] = linkUrls(open.length > 0 ? line.trim() : line.trimEnd())
      if (paragraph) paragraph.children.push({ type: 'break' }, ...content)
      else {
        paragraph = { type: 'paragraph', children: content }
        container().children.push(paragraph)
      }
    }
    afterBlank = false
  }
  return mdastToDoc(root)
}

function closeItems(open: OpenItem[], indent: number, columns: number): void {
  for (let last = open.at(-1); last && indent < last.indent + columns; last = open.at(-1)) open.pop()
}

/** The list at the end of the container when the item continues it, else a new one. */
function listFor(container: Root | ListItem, number: string | undefined): List {
  const last = container.children.at(-1)
  if (last?.type === 'list') {
    const continues =
      number === undefined
        ? !last.ordered
        : last.ordered === true && Number(number) === (last.start ?? 1) + last.children.length
    if (continues) return last
  }
  const list: List =
    number === undefined
      ? { type: 'list', ordered: false, children: [] }
      : { type: 'list', ordered: true, start: Number(number), children: [] }
  container.children.push(list)
  return list
}

/** Width of white space; a tab counts four. */
function columnsOf(space: string): number {
  return space.length + 3 * (space.split('\t').length - 1)
}

/**
 * Prepares parsed HTML for its conversion to Markdown's tree: bounds it, and rewrites what the converter would drop,
 * misread or be hurt by. Changes the tree in place.
 */
import type { Element, ElementContent, Nodes, Root } from 'hast'
import { ImportError } from '../../shared/markdown/import-error.ts'
import { imageSource } from '../../shared/schema/image-source.ts'

/** Elements inside one another. Pages of forty levels are seen; what follows recurses once per level. */
export const MAX_ELEMENT_DEPTH = 400
/** Cells that merged cells of one text may cover. */
export const MAX_COVERED_CELLS = 2_000

/** Elements that hold text but would be left out, as others that are kept. */
const RENAMED: Readonly<Record<string, string>> = { menu: 'ul', dialog: 'div', math: 'span' }

/** Plugin for the HTML parser's tree. Throws ImportError when it is nested too deeply. */
export function prepareHtmlTree() {
  return (root: Root): void => {
    let covered = 0
    let level: Nodes[] = [root]
    for (let depth = 0; level.length > 0; depth++) {
      if (depth > MAX_ELEMENT_DEPTH) {
        throw new ImportError(`elements may be nested at most ${MAX_ELEMENT_DEPTH} deep`, placeOf(level[0]))
      }
      const next: Nodes[] = []
      for (const node of level) {
        if (!('children' in node)) continue
        if (node.type === 'element') covered = prepareElement(node, covered)
        node.children = node.children.flatMap((child) => withCaptionBefore(child as ElementContent))
        for (const child of node.children) next.push(child)
      }
      level = next
    }
  }
}

function placeOf(node: Nodes | undefined): string | null {
  return node?.position ? `line ${node.position.start.line}` : null
}

/** Returns how many cells are covered by now. */
function prepareElement(element: Element, covered: number): number {
  element.tagName = RENAMED[element.tagName] ?? element.tagName
  // The converter leaves out elements that ask for it.
  delete element.properties['dataMdast']
  // Never shown, and a tree of its own beside the children.
  delete element.content
  if (element.tagName === 'li') unwrapBox(element)
  if (element.tagName === 'img') restoreAddress(element)
  if (element.tagName !== 'td' && element.tagName !== 'th') return covered
  const align = /text-align:\s*(left|right|center)/.exec(String(element.properties['style'] ?? ''))?.[1]
  if (align) element.properties['align'] = align
  return boundSpans(element, covered)
}

/** Pages of ours that hold their pictures say which they are. */
function restoreAddress({ properties }: Element): void {
  const source = imageSource(properties['dataPicture'])
  if (source !== null && String(properties['src']).startsWith('data:')) properties['src'] = source
}

/** Merged cells become empty ones, so the numbers decide how much is made. */
function boundSpans({ properties }: Element, covered: number): number {
  const columns = spanOf(properties['colSpan'])
  const rows = spanOf(properties['rowSpan'])
  const total = covered + columns * rows - 1
  if (total <= MAX_COVERED_CELLS) return total
  delete properties['colSpan']
  delete properties['rowSpan']
  return covered
}

function spanOf(value: unknown): number {
  const span = Number(value ?? 1)
  return Number.isFinite(span) && span > 1 ? span : 1
}

/** A box inside a label at the start of an item, as editors write tasks, is the item's own. */
function unwrapBox(item: Element): void {
  const index = item.children.findIndex((child) => child.type !== 'text' || child.value.trim() !== '')
  const label = item.children[index]
  if (label?.type !== 'element' || label.tagName !== 'label') return
  const box = label.children.find((child) => child.type !== 'text' || child.value.trim() !== '')
  if (box?.type !== 'element' || box.tagName !== 'input') return
  const text = label.children.slice(label.children.indexOf(box) + 1)
  item.children = [box, ...text, ...item.children.slice(index + 1)]
}

/** The converter leaves out captions. */
function withCaptionBefore(node: ElementContent): ElementContent[] {
  if (node.type !== 'element' || node.tagName !== 'table') return [node]
  const captions = node.children.filter((child) => child.type === 'element' && child.tagName === 'caption')
  return [...captions.map((caption): ElementContent => ({ ...(caption as Element), tagName: 'p' })), node]
}

/**
 * Gives every heading of a rendered document an id that can be linked to. The id follows from the heading's words and
 * not from its place, so that a link still works after text was added above it.
 */
import { AnchorNames } from '../export/anchor-names.ts'

export interface Heading {
  readonly id: string
  /** 2 to 6, as in h2 to h6. */
  readonly level: number
  /** Plain text. */
  readonly text: string
}

/** As docToHtml writes them, with the id of the block where it has one. */
const HEADING = /<h([2-6])(?: id="([^"]*)")?>(.*?)<\/h\1>/gs

/**
 * `prefix` keeps the ids of several documents on one page apart. Headings without any text get none. The id that a heading
 * has as a block stays, on an element inside.
 */
export function anchorHeadings(
  documentHtml: string,
  prefix: string,
): { readonly html: string; readonly headings: readonly Heading[] } {
  const headings: Heading[] = []
  const names = new AnchorNames()
  const anchored = documentHtml.replace(
    HEADING,
    (whole, level: string, blockId: string | undefined, inner: string) => {
      const text = plainText(inner)
      if (text === '') return whole
      const id = `${prefix}-${names.nameFor(text)}`
      headings.push({ id, level: Number(level), text })
      const block = blockId === undefined ? '' : `<span id="${blockId}"></span>`
      return `<h${level} id="${id}">${block}${inner}</h${level}>`
    },
  )
  return { html: anchored, headings }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&amp;': '&',
}

function plainText(inner: string): string {
  return inner
    .replace(/<br>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:lt|gt|quot|amp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/\s+/g, ' ')
    .trim()
}

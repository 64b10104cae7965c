/**
 * Two marks of our documents that Markdown's usual syntax tree has no node for. The parser makes them from
 * `++underline++` and `==highlight==`, the writer writes them so.
 */
import type { Parent, PhrasingContent } from 'mdast'

/** Underlined text. */
export interface Underline extends Parent {
  type: 'underline'
  children: PhrasingContent[]
}

/** Highlighted text. */
export interface Highlight extends Parent {
  type: 'highlight'
  children: PhrasingContent[]
}

declare module 'mdast' {
  interface PhrasingContentMap {
    underline: Underline
    highlight: Highlight
  }
  interface RootContentMap {
    underline: Underline
    highlight: Highlight
  }
}

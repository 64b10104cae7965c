/**
 * Two marks of our documents that Markdown's usual syntax tree has no node for. The parser makes them from
 * `++underline++` and `==highlight==`, the writer writes them so.
 */
import type { Parent, PhrasingContent } from 'mdast'

/** The marks that HTML has elements for, but Markdown's tree has not. */
export type SpanMark = 'underline' | 'highlight'

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
  interface EmphasisData {
    /** What the emphasis stands for, in a tree made from HTML. */
    spanMark?: SpanMark
  }
  interface PhrasingContentMap {
    underline: Underline
    highlight: Highlight
  }
  interface RootContentMap {
    underline: Underline
    highlight: Highlight
  }
}

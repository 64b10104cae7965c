/**
 * What the template sets: a book as plain data (JSON). Nothing in here is markup, so nothing that people wrote can become
 * any. Depth, numbers and sizes are bounded by those who make it.
 */

/** A piece of a line. */
export type PdfSpan =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'break' }
  /** A line may end here, and nothing shows it. */
  | { readonly type: 'gap' }
  /** Characters that no font has, as hexadecimal code points. */
  | { readonly type: 'missing'; readonly codes: readonly string[] }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: PdfMark; readonly spans: readonly PdfSpan[] }
  | {
      readonly type: 'link'
      /** Empty: it leads nowhere. */
      readonly href: string
      readonly spans: readonly PdfSpan[]
      /** The address for a footnote; absent where the text itself says it. */
      readonly note?: readonly PdfSpan[]
    }

export type PdfMark = 'bold' | 'italic' | 'strike' | 'underline' | 'highlight'

/** How a text runs. Absent: as the book does. */
export interface PdfRun {
  readonly direction?: 'ltr' | 'rtl'
  /** BCP 47, the primary part alone. */
  readonly language?: string
}

export type PdfBlock =
  | (PdfRun & {
      readonly type: 'paragraph'
      readonly spans: readonly PdfSpan[]
      readonly isLong?: true
    })
  | (PdfRun & {
      readonly type: 'heading'
      /** Without gaps, from 1: what bookmarks and readers of the structure get. */
      readonly level: number
      /** As it was written, 1–6: what it looks like. */
      readonly look: number
      readonly spans: readonly PdfSpan[]
    })
  /** A heading in a list, quote or table: it looks like one and is in no contents. */
  | (PdfRun & { readonly type: 'label'; readonly spans: readonly PdfSpan[] })
  | (PdfRun & {
      readonly type: 'list'
      /** A text before each item, `done` or `open` for a box; absent: bullets. */
      readonly markers?: readonly string[]
      readonly isTask?: true
      readonly isTight: boolean
      readonly items: readonly (readonly PdfBlock[])[]
    })
  | { readonly type: 'quote'; readonly blocks: readonly PdfBlock[] }
  | {
      readonly type: 'code'
      readonly text: string
      /** How many lines it takes. */
      readonly lines: number
      readonly language?: string
    }
  | {
      readonly type: 'picture'
      readonly path: string
      readonly alt: string
      /** Points; less where the column is narrower. */
      readonly width: number
    }
  | { readonly type: 'rule' }
  | PdfTable
  /** Says in a line what is not shown here. */
  | { readonly type: 'mark'; readonly spans: readonly PdfSpan[] }

export interface PdfTable {
  readonly type: 'table'
  /** The share of the width that each column gets; 0: as wide as its text. */
  readonly columns: readonly number[]
  /** Points of the text. */
  readonly size: number
  /** How many rows at the top are the head, which is repeated on each page. */
  readonly headRows: number
  readonly cells: readonly PdfCell[]
}

export interface PdfCell extends PdfRun {
  readonly x: number
  readonly y: number
  readonly colspan: number
  readonly rowspan: number
  readonly isHead: boolean
  /** It may go on on the next page. */
  readonly isLong: boolean
  readonly align: 'left' | 'center' | 'right' | null
  readonly blocks: readonly PdfBlock[]
}

export interface PdfBook {
  readonly title: string
  readonly titleSpans: readonly PdfSpan[]
  /** Short, for the heads of pages. */
  readonly headTitle: readonly PdfSpan[]
  readonly facts: readonly (readonly PdfSpan[])[]
  readonly people: readonly string[]
  /** Names on the title page; null: too many to be there. */
  readonly peopleSpans: readonly PdfSpan[] | null
  readonly licence: readonly PdfSpan[] | null
  readonly language: string
  readonly region: string | null
  /** UTC. */
  readonly changed: {
    readonly year: number
    readonly month: number
    readonly day: number
    readonly hour: number
    readonly minute: number
    readonly second: number
  }
  /** `1 October 2019`. */
  readonly changedDay: string
  /** Levels of headings that are in the contents; 0: there are none. */
  readonly contentsDepth: number
  readonly beginsChaptersOnPages: boolean
  /** Short titles of the headings of level 1, in order, for the heads of pages. */
  readonly chapters: readonly (readonly PdfSpan[])[]
  /** Chapters, with what stands before the first. */
  readonly parts: readonly (readonly PdfBlock[])[]
}

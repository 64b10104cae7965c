/** How much a PDF takes. Over a limit a book is refused, or a part of it is shown in another way and told. */

/** Characters of a book; about 600 pages. */
export const MAX_CHARACTERS = 2_000_000
/** Blocks, items and cells of a book. */
export const MAX_BLOCKS = 40_000
/** Lists, quotes and tables inside each other; what is deeper goes on at this level. */
export const MAX_DEPTH = 8
/** Longer paragraphs go on in another one: justifying takes more time the longer they are. */
export const MAX_PARAGRAPH_CHARACTERS = 6_000
/** Of longer paragraphs the lines are filled one by one. */
export const MAX_WEIGHED_CHARACTERS = 2_500
/** Without a blank; a line may end inside longer words. */
export const MAX_WORD_CHARACTERS = 36
/** Longer addresses lead nowhere, but are printed. */
export const MAX_ADDRESS_CHARACTERS = 2_000
/** Of a heading and of a title; the rest follows as a paragraph, or is cut with `…`. */
export const MAX_HEADING_CHARACTERS = 400
/** In the head of a page. */
export const MAX_RUNNING_HEAD_CHARACTERS = 56
/** Columns beside each other; a wider table is set in several parts. */
export const MAX_TABLE_COLUMNS = 12
/** Columns of a table in all its parts; what is beyond is set into the last one. */
export const MAX_ALL_COLUMNS = 200
/** Rows of a table; the rest is left out. */
export const MAX_TABLE_ROWS = 2_000
/** Characters in the head of a table; a longer one is not repeated. */
export const MAX_REPEATED_HEAD_CHARACTERS = 800
/** Columns of a line of code. */
export const MAX_CODE_COLUMNS = 84
/** Lines of a block of code; what is longer goes on in another one. */
export const MAX_CODE_LINES = 300
/** Characters of a block of code with colours, and of a line of it; longer ones are in black. */
export const MAX_COLOURED_CODE_CHARACTERS = 20_000
export const MAX_COLOURED_LINE_CHARACTERS = 2_000
/** Entries of the contents; of more headings only the chapters are in it, or none. */
export const MAX_CONTENTS_ENTRIES = 1_200
/** Pixels of a picture. */
export const MAX_PICTURE_PIXELS = 50_000_000
/** Bytes of all pictures of a book. */
export const MAX_PICTURE_BYTES = 150 * 1024 * 1024
/** Missing characters that are told one by one. */
export const MAX_GLYPH_WARNINGS = 20

/** A book that cannot be made into a PDF. The message says what was expected and what was found. */
export class PdfError extends Error {
  override readonly name = 'PdfError'
  readonly code: 'too_large' | 'not_set'

  constructor(code: PdfError['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

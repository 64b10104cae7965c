/** The files of the template, by the paths under which they know each other. */
import { BLOCKS } from './blocks.ts'
import { BOOK } from './book.ts'
import { FONTS } from './fonts.ts'
import { SPANS } from './spans.ts'

export const TEMPLATES: Readonly<Record<string, string>> = {
  '/fonts.typ': FONTS,
  '/spans.typ': SPANS,
  '/blocks.typ': BLOCKS,
  '/main.typ': BOOK,
}

/** What is told of a book beside its pages: where which text stands, how much there is, and what could not be shown. */
import type { ExportWarning } from '../book.ts'
import { MAX_BLOCKS, MAX_CHARACTERS, PdfError } from './limits.ts'
import type { WrittenText } from './missing-glyphs.ts'

/** Warnings of one kind and place are told once, and not more than this many of a kind. */
const MAX_WARNINGS_OF_A_KIND = 50

export class Journal {
  readonly warnings: ExportWarning[] = []
  readonly texts: WrittenText[] = []
  readonly #told = new Set<string>()
  readonly #counts = new Map<string, number>()
  #heading = ''
  #isTitlePage = true
  /** Of all texts so far. */
  characters = 0
  #blocks = 0

  /** What follows stands under this heading. */
  enterHeading(text: string): void {
    this.#heading = text
  }

  /** What follows is the text; before that it is what stands on the title page. */
  leaveTitlePage(): void {
    this.#isTitlePage = false
  }

  /** `under “Boot-time tracing”`; where there was no heading yet, `before the first heading`. */
  get place(): string {
    if (this.#isTitlePage) return 'on the title page'
    return this.#heading === '' ? 'before the first heading' : `under “${this.#heading}”`
  }

  /** Throws PdfError `too_large`. */
  countBlock(): void {
    if (++this.#blocks > MAX_BLOCKS) {
      throw new PdfError(
        'too_large',
        `Expected at most ${MAX_BLOCKS} paragraphs, items and cells in a PDF, found more.`,
      )
    }
  }

  /** Throws PdfError `too_large`. */
  noteText(text: string): void {
    this.characters += text.length
    if (this.characters > MAX_CHARACTERS) {
      throw new PdfError('too_large', `Expected at most ${MAX_CHARACTERS} characters in a PDF, found more.`)
    }
    if (text !== '') this.texts.push({ place: this.place, text })
  }

  warn(code: string, message: string): void {
    const key = `${code} ${message}`
    const count = this.#counts.get(code) ?? 0
    if (this.#told.has(key) || count >= MAX_WARNINGS_OF_A_KIND) return
    this.#told.add(key)
    this.#counts.set(code, count + 1)
    this.warnings.push({ code, message })
  }
}

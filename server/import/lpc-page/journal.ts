/**
 * What an import notes down while it reads: warnings for the organiser, and the book-keeping that lets the word check
 * prove that nothing was lost. A *label* is text of the page that became structure (`Speaker:`, the leads heading); an
 * *echo* is text that the result holds once more than the page does (a title taken from a session's own first words).
 */
import type { ImportWarning } from '../programme.ts'

export class ImportJournal {
  readonly #warnings: ImportWarning[] = []
  readonly #labels: string[] = []
  readonly #echoes: string[] = []
  #track: string | null = null

  /** Names the track that the following warnings are about; null for the page as a whole. */
  about(track: string | null): void {
    this.#track = track
  }

  warn(warning: ImportWarning): void {
    const message = this.#track === null ? warning.message : `${this.#track}: ${warning.message}`
    this.#warnings.push({ ...warning, message })
  }

  label(text: string): void {
    this.#labels.push(text)
  }

  echo(text: string): void {
    this.#echoes.push(text)
  }

  get labels(): readonly string[] {
    return this.#labels
  }

  get echoes(): readonly string[] {
    return this.#echoes
  }

  /** In the order of the page. */
  get warnings(): readonly ImportWarning[] {
    return this.#warnings.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))
  }
}

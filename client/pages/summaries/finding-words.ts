/** What a summary still needs, in words. */
import type { BoardRow, Finding } from '../../../shared/contracts/board.ts'
import { formatDay } from '../../components/times.ts'

/** A few words; the quote, where there is one, stands beside them. */
export function findingText({ kind, quote }: Finding, { sessionId }: Pick<BoardRow, 'sessionId'>): string {
  switch (kind) {
    case 'no_summary':
      return 'No text yet'
    case 'late':
      return quote === null ? 'Late' : `Was due ${formatDay(quote)}`
    case 'no_people':
      return sessionId === null ? 'Nobody leads it' : 'No speaker'
    case 'no_slides':
      return 'No link to slides'
    case 'missed':
      return 'A gap'
    case 'todo':
      return 'To do'
    case 'undefined_reference':
      return 'A reference to nothing'
    case 'cut_off':
      return 'Ends in mid-sentence'
    case 'open_comments':
      return quote === '1' ? '1 open comment' : `${quote} open comments`
    default:
      return kind satisfies never
  }
}

/** How serious it is: without a text, or past its day, nothing can be published. */
export function isSerious({ kind }: Finding): boolean {
  return kind === 'no_summary' || kind === 'late' || kind === 'cut_off'
}

/** Words of the text around it; null where the text has none. */
export function quoteOf({ kind, quote }: Finding): string | null {
  return kind === 'late' || kind === 'open_comments' ? null : quote
}

/** Comments and suggestions that nobody has closed yet, in words. */
import type { ReviewThread } from '../../../shared/contracts/review.ts'

/** Such as `1 comment and 2 suggestions are still open.`; null when there are none. */
export function openText(threads: readonly Pick<ReviewThread, 'kind' | 'state'>[]): string | null {
  const open = threads.filter(({ state }) => state === 'open')
  const suggestions = open.filter(({ kind }) => kind === 'suggestion').length
  const parts = [count(open.length - suggestions, 'comment'), count(suggestions, 'suggestion')]
  if (open.length === 0) return null
  const said = parts.filter((part) => part !== '').join(' and ')
  return `${said} ${open.length === 1 ? 'is' : 'are'} still open.`
}

function count(number: number, noun: string): string {
  if (number === 0) return ''
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

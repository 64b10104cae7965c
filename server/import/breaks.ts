import { countOf, type WarningCollector } from './warning-collector.ts'

/** A pause that a programme lists like a talk. */
export interface LeftOutBreak {
  readonly place: string
  readonly title: string
}

const MAX_TITLES_NAMED = 5

/** One warning for all breaks of a programme; none when there are none. */
export function warnAboutBreaks(breaks: readonly LeftOutBreak[], warnings: WarningCollector): void {
  const [first] = breaks
  if (!first) return
  const titles = [...new Set(breaks.map(({ title }) => title))]
  const named = titles.slice(0, MAX_TITLES_NAMED).join(', ')
  const more = titles.length > MAX_TITLES_NAMED ? ', …' : ''
  warnings.add({
    code: 'breaks-left-out',
    place: first.place,
    message: `${countOf(breaks.length, ['break was', 'breaks were'])} left out: ${named}${more}.`,
  })
}

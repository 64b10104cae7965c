/** When summaries are due, in words. Days are `YYYY-MM-DD`; `today` is by the clocks of the event. */
import { daysBetween, type Due } from './summary-due.ts'

const LOCALE = 'en-GB'
const day = new Intl.DateTimeFormat(LOCALE, {
  timeZone: 'UTC',
  weekday: 'long',
  day: 'numeric',
  month: 'long',
})

/** What a summary should be, after “due”. */
export const DUE_STAGES: Readonly<Record<Due['stage'], string>> = { review: 'in review', final: 'final' }

/** `Friday 27 November`; with the year when it is another one than today's. */
export function formatDueDay(dueDay: string, today: string): string {
  const text = day.format(new Date(`${dueDay}T00:00:00Z`)).replace(',', '')
  return dueDay.slice(0, 4) === today.slice(0, 4) ? text : `${text} ${dueDay.slice(0, 4)}`
}

/** `today`, `tomorrow`, `in 3 days`, `yesterday`, `2 days ago`. */
export function formatDaysLeft(days: number): string {
  if (days === 0) return 'today'
  if (Math.abs(days) === 1) return days > 0 ? 'tomorrow' : 'yesterday'
  return days > 0 ? `in ${days} days` : `${-days} days ago`
}

/**
 * `Summary due in review by Friday 27 November, in 3 days`, or `2 summaries were due final on …, yesterday`. `count` is
 * null where there is only the one summary that the page is about.
 */
export function dueText({
  due,
  count,
  today,
}: {
  readonly due: Due
  readonly count: number | null
  readonly today: string
}): string {
  const left = daysBetween(today, due.day)
  const what = count === null ? 'Summary' : count === 1 ? '1 summary' : `${count} summaries`
  const verb = left >= 0 ? 'due' : count === null || count === 1 ? 'was due' : 'were due'
  const when = `${left >= 0 ? 'by' : 'on'} ${formatDueDay(due.day, today)}`
  return `${what} ${verb} ${DUE_STAGES[due.stage]} ${when}, ${formatDaysLeft(left)}`
}

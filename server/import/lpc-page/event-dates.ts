/**
 * Dates as the head of the page writes them: "9–11 Sept 2019", "30 Aug – 2 Sept 2019", "9 Sept 2019".
 */

export interface DateRange {
  /** First and last day, `YYYY-MM-DD`. */
  readonly start: string
  readonly end: string
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const RANGE =
  /^(\d{1,2})(?: (\p{L}{3,9})\.?)?(?: (\d{4}))?(?: ?[-–—] ?(\d{1,2}) (\p{L}{3,9})\.?(?: (\d{4})))?$/u
/** The longest form with full month names. Characters. */
const MAX_LENGTH = 60

/** The days of a line that is nothing but a date or a range of dates; null for any other line. */
export function parseDateRange(text: string): DateRange | null {
  if (text.length > MAX_LENGTH) return null
  const match = RANGE.exec(text.replace(/\s+/g, ' '))
  if (!match) return null
  const [, firstDay, firstMonth, firstYear, lastDay, lastMonth, lastYear] = match
  const end = dateOf(lastDay ?? firstDay, lastMonth ?? firstMonth, lastYear ?? firstYear)
  const start = dateOf(firstDay, firstMonth ?? lastMonth, firstYear ?? lastYear)
  return start !== null && end !== null && start <= end ? { start, end } : null
}

/** A day that exists, or null. */
function dateOf(day: string | undefined, month: string | undefined, year: string | undefined): string | null {
  const monthIndex = MONTHS.indexOf((month ?? '').slice(0, 3).toLowerCase())
  if (day === undefined || year === undefined || monthIndex < 0) return null
  const date = new Date(Date.UTC(Number(year), monthIndex, Number(day)))
  return date.getUTCMonth() === monthIndex ? date.toISOString().slice(0, 10) : null
}

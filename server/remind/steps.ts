/** When leads are reminded of a due day. Days are `YYYY-MM-DD` by the clocks of the event. */
import { daysBetween } from '../../shared/domain/summary-due.ts'

/** Days from the due day, in order: a week before, the day before, the day after. */
export const REMINDER_STEPS = [-7, -1, 1] as const

/** Days after the due day from which on nothing is sent any more: the server was away, or the day was set in the past. */
export const REMINDERS_END = 7

/** The step that counts on a day: the last one that was reached, so that missed ones are not made up for; null: none. */
export function stepOn(today: string, dueDay: string): number | null {
  const day = daysBetween(dueDay, today)
  if (day >= REMINDERS_END) return null
  return REMINDER_STEPS.findLast((step) => step <= day) ?? null
}

import { checkTimes } from './check-fields.ts'

/** Start and end in ms as they will be, from a form's instants and what is stored. Undefined keeps what is stored. */
export function sessionTimes(
  given: { readonly start?: string | null | undefined; readonly end?: string | null | undefined },
  stored: { readonly start_at: number | null; readonly end_at: number | null },
): { readonly start_at: number | null; readonly end_at: number | null } {
  const times = {
    start_at: given.start === undefined ? stored.start_at : toMs(given.start),
    end_at: given.end === undefined ? stored.end_at : toMs(given.end),
  }
  checkTimes(times.start_at, times.end_at)
  return times
}

/** ms since the epoch of an instant whose form was checked. */
export function toMs(instant: string | null): number | null {
  return instant === null ? null : Date.parse(instant)
}

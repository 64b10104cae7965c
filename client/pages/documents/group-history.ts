import type { HistoryEntry } from '../../../shared/contracts/notes.ts'

/** A history (newest last) by day, newest first. Implements PAGE-22. */
export function groupHistory(
  entries: readonly HistoryEntry[],
  dayOf: (instant: string) => string,
): readonly { readonly day: string; readonly entries: readonly HistoryEntry[] }[] {
  const days: { day: string; entries: HistoryEntry[] }[] = []
  for (const entry of entries.toReversed()) {
    const day = dayOf(entry.from)
    const last = days.at(-1)
    if (last?.day === day) last.entries.push(entry)
    else days.push({ day, entries: [entry] })
  }
  return days
}

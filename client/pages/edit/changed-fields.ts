/**
 * The fields of a form that differ from what it began with: a patch names only these, so that two people who edit
 * different fields of one thing do not undo each other. Implements PAGE-20.
 */
export function changedFields<T extends object>(before: T, after: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(after).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof T]),
    ),
  ) as Partial<T>
}

/** What a text field means: its text without blanks around it, null when there is none. */
export function textOrNull(text: string): string | null {
  const trimmed = text.trim()
  return trimmed === '' ? null : trimmed
}

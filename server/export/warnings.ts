import type { ExportWarning } from './book.ts'

/** More would not be read. */
const MAX_WARNINGS = 100

/** The first of them, and how many more there are. */
export function boundWarnings(warnings: readonly ExportWarning[]): readonly ExportWarning[] {
  const more = warnings.length - MAX_WARNINGS
  if (more <= 0) return warnings
  return [
    ...warnings.slice(0, MAX_WARNINGS),
    { code: 'more_warnings', message: `${more} more of what the file shows differently are not listed.` },
  ]
}

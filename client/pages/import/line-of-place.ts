/** The line, counted from 1, that a place like `line 12` or `12:5` names; null for any other place. Implements PAGE-26. */
export function lineOfPlace(place: string | null): number | null {
  const digits = /^(?:line\s+)?(\d+)(?::\d+|,.*)?$/i.exec(place?.trim() ?? '')?.[1]
  const line = Number(digits)
  return Number.isInteger(line) && line > 0 ? line : null
}

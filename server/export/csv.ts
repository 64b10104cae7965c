/** Tables for spreadsheets. */

/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/

/** RFC 4180; the first row is the head. No cell is a formula, whatever it begins with. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')
}

function cellOf(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A table in plain text: aligned columns, or one line per cell where those would be too wide. */
import { displayWidth, padToWidth } from './display-width.ts'

export type CellAlign = 'left' | 'right' | 'center'

export interface TextTable {
  /** By row and column, the lines of the cell. */
  readonly rows: readonly (readonly (readonly string[])[])[]
  /** By column. */
  readonly aligns: readonly CellAlign[]
  /** Whether the first row names the columns. */
  readonly hasHeader: boolean
}

const GAP = '  '

/** The lines of the table; null when it is wider than `width` columns. */
export function alignTable({ rows, aligns, hasHeader }: TextTable, width: number | null): string[] | null {
  const widths: number[] = []
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      for (const line of cell) widths[column] = Math.max(widths[column] ?? 0, displayWidth(line))
    }
  }
  const total = widths.reduce((sum, columns) => sum + columns + GAP.length, -GAP.length)
  if (width !== null && total > width) return null

  const lines = rows.flatMap((row) => {
    const height = heightOf(row)
    return Array.from({ length: height }, (_, index) =>
      widths
        .map((columns, column) => padToWidth(row[column]?.[index] ?? '', columns, aligns[column] ?? 'left'))
        .join(GAP)
        .trimEnd(),
    )
  })
  if (hasHeader) {
    const headerHeight = heightOf(rows[0] ?? [])
    lines.splice(headerHeight, 0, widths.map((columns) => '-'.repeat(columns)).join(GAP))
  }
  return lines
}

function heightOf(row: readonly (readonly string[])[]): number {
  return row.reduce((height, cell) => Math.max(height, cell.length), 1)
}

/** Every cell on a line, behind the name of its column; a blank line between rows. */
export function listTable({ rows, hasHeader }: TextTable): string[] {
  const names = hasHeader ? (rows[0] ?? []).map((cell) => cell.join(' ')) : []
  return rows.slice(hasHeader && rows.length > 1 ? 1 : 0).flatMap((row, index) => {
    const cells = row.map((cell, column) => [names[column], cell.join(' ')].filter(Boolean).join(': '))
    return index === 0 ? cells : ['', ...cells]
  })
}

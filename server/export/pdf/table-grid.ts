/** Where each cell of a table stands. Spans that leave the table or cover other cells are made smaller; no place is empty. */
import type { DocNode } from '../../../shared/schema/doc-json.ts'
import { tableGrid, type GridCell as RowCell } from '../table-grid.ts'

export interface GridCell {
  readonly node: DocNode
  readonly x: number
  readonly y: number
  readonly colspan: number
  readonly rowspan: number
}

export interface Grid {
  readonly columns: number
  readonly rows: number
  /** How many rows at the top have heads only. */
  readonly headRows: number
  /** Those that people wrote first, then those that fill gaps. */
  readonly cells: readonly GridCell[]
  /** Rows beyond those that were asked for. */
  readonly leftOut: number
  /** True when cells stood beyond the last column that was asked for: they are below the last cell of their row. */
  readonly isCut: boolean
}

/** Rows of a head. */
const MAX_HEAD_ROWS = 3

export function readGrid(
  table: DocNode,
  { maxRows, maxColumns }: { readonly maxRows: number; readonly maxColumns: number },
): Grid {
  const all = (table.content ?? []).filter(({ content }) => (content ?? []).length > 0)
  const source = all.slice(0, maxRows)
  const headRows = countHeadRows(source)
  const { columns, rows, isCut } = tableGrid({ ...table, content: source }, { maxColumns, headRows })
  const placed = rows.flatMap(placeRow)
  return {
    columns: rows.length === 0 ? 0 : columns,
    rows: rows.length,
    headRows,
    cells: [...placed.filter(({ isGap }) => !isGap), ...placed.filter(({ isGap }) => isGap)].map(
      ({ cell }) => cell,
    ),
    leftOut: all.length - source.length,
    isCut,
  }
}

function countHeadRows(rows: readonly DocNode[]): number {
  const first = rows.findIndex(({ content }) => (content ?? []).some(({ type }) => type !== 'tableHeader'))
  return Math.min(MAX_HEAD_ROWS, first === -1 ? rows.length : first)
}

interface PlacedCell {
  readonly cell: GridCell
  readonly isGap: boolean
}

function placeRow(row: readonly RowCell[], y: number): PlacedCell[] {
  const placed: PlacedCell[] = []
  let x = 0
  for (const each of row) {
    if (each.kind === 'cell') {
      const { node, columns: colspan, rows: rowspan } = each
      placed.push({ cell: { node, x, y, colspan, rowspan }, isGap: false })
    } else if (each.kind === 'gap') {
      placed.push({ cell: { node: { type: 'tableCell' }, x, y, colspan: 1, rowspan: 1 }, isGap: true })
    }
    x += each.kind === 'gap' ? 1 : each.columns
  }
  return placed
}

/** A table as a grid without gaps or overlaps, whatever spans its cells ask for. */
import type { DocNode } from '../../shared/schema/doc-json.ts'

/** A place of a row: a cell, a gap where the row is short, or what a cell above covers. */
export type GridCell =
  | { readonly kind: 'cell'; readonly node: DocNode; readonly columns: number; readonly rows: number }
  | { readonly kind: 'covered'; readonly columns: number }
  | { readonly kind: 'gap' }

export interface TableGrid {
  readonly columns: number
  readonly rows: readonly (readonly GridCell[])[]
  /** True when cells stood beyond the last column: they are below the last cell of their row. */
  readonly isCut: boolean
}

interface Cover {
  readonly columns: number
  /** Rows that are still covered. */
  rows: number
}

/** Of the first `headRows` rows no cell reaches down into the others: the head is a table of its own on the next pages. */
export function tableGrid(
  table: DocNode,
  { maxColumns, headRows = 0 }: { readonly maxColumns: number; readonly headRows?: number },
): TableGrid {
  const source = (table.content ?? []).filter(({ type }) => type === 'tableRow')
  const rows: GridCell[][] = []
  let covers = new Map<number, Cover>()
  let columns = 1
  let isCut = false
  for (const [index, row] of source.entries()) {
    const cells: GridCell[] = []
    rows.push(cells)
    const next = new Map<number, Cover>()
    const end = index < headRows ? headRows : source.length
    const beyond: DocNode[] = []
    let column = 0
    const passCovered = () => {
      for (let cover = covers.get(column); cover; cover = covers.get(column)) {
        cells.push({ kind: 'covered', columns: cover.columns })
        if (cover.rows > 1) next.set(column, { columns: cover.columns, rows: cover.rows - 1 })
        column += cover.columns
      }
    }
    for (const node of row.content ?? []) {
      passCovered()
      if (column >= maxColumns) {
        beyond.push(...(node.content ?? []))
        isCut = true
        continue
      }
      const room = freeColumns(covers, column, maxColumns)
      const span = Math.min(spanOf(node, 'colspan'), room)
      const height = Math.min(spanOf(node, 'rowspan'), end - index)
      cells.push({ kind: 'cell', node, columns: span, rows: height })
      if (height > 1) next.set(column, { columns: span, rows: height - 1 })
      column += span
    }
    appendTo(rows, beyond)
    while (column < maxColumns && [...covers.keys()].some((each) => each >= column)) {
      passCovered()
      if (![...covers.keys()].some((each) => each >= column)) break
      cells.push({ kind: 'gap' })
      column++
    }
    columns = Math.max(columns, column)
    covers = next
  }
  const filled = rows.map((cells) => fillRow(cells, columns))
  return { ...withoutIdleColumns(filled), isCut }
}

function freeColumns(covers: ReadonlyMap<number, Cover>, column: number, maxColumns: number): number {
  let end = column
  while (end < maxColumns && !covers.has(end)) end++
  return end - column
}

function fillRow(cells: readonly GridCell[], columns: number): GridCell[] {
  const width = cells.reduce((sum, cell) => sum + (cell.kind === 'gap' ? 1 : cell.columns), 0)
  return [...cells, ...Array.from({ length: columns - width }, () => ({ kind: 'gap' }) as const)]
}

/** Columns in which no cell begins, which a span asked for, take no room. */
function withoutIdleColumns(rows: readonly (readonly GridCell[])[]): Omit<TableGrid, 'isCut'> {
  const starts = new Set([0])
  for (const row of rows) walkRow(row, (cell, column) => (cell.kind === 'gap' ? null : starts.add(column)))
  const kept = rows.map((row) => {
    const cells: GridCell[] = []
    walkRow(row, (cell, column) => {
      if (cell.kind === 'gap') return starts.has(column) ? cells.push(cell) : null
      const span = Array.from({ length: cell.columns }, (_, index) => column + index)
      return cells.push({ ...cell, columns: span.filter((each) => starts.has(each)).length })
    })
    return cells
  })
  return { columns: starts.size, rows: kept }
}

function walkRow(row: readonly GridCell[], visit: (cell: GridCell, column: number) => unknown): void {
  let column = 0
  for (const cell of row) {
    visit(cell, column)
    column += cell.kind === 'gap' ? 1 : cell.columns
  }
}

/** Puts blocks below those of the last cell. */
function appendTo(rows: readonly GridCell[][], blocks: readonly DocNode[]): void {
  if (blocks.length === 0) return
  for (const cells of rows.toReversed()) {
    const at = cells.findLastIndex(({ kind }) => kind === 'cell')
    const last = cells[at]
    if (last?.kind !== 'cell') continue
    cells[at] = { ...last, node: { ...last.node, content: [...(last.node.content ?? []), ...blocks] } }
    return
  }
}

function spanOf({ attrs }: DocNode, name: 'colspan' | 'rowspan'): number {
  const span = Number(attrs?.[name] ?? 1)
  return Number.isInteger(span) && span > 1 ? span : 1
}

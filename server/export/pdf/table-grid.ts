/** Where each cell of a table stands. Spans that leave the table or cover other cells are made smaller; no place is empty. */
import type { DocNode } from '../../../shared/schema/doc-json.ts'

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
  readonly cells: readonly GridCell[]
  /** Rows beyond those that were asked for. */
  readonly leftOut: number
}

/** More columns are no table that anybody wrote. */
const MAX_COLUMNS = 200
/** Rows of a head. */
const MAX_HEAD_ROWS = 3

export function readGrid(table: DocNode, maxRows: number): Grid {
  const all = (table.content ?? []).filter(({ content }) => (content ?? []).length > 0)
  const rows = all.slice(0, maxRows)
  const taken: Set<number>[] = rows.map(() => new Set())
  const cells: GridCell[] = []
  const head = headRows(rows)
  let columns = 0
  for (const [y, row] of rows.entries()) {
    let x = 0
    for (const node of row.content ?? []) {
      while (taken[y]?.has(x)) x++
      const colspan = freeColumns(taken[y], { x, wanted: spanOf(node, 'colspan') })
      if (x + colspan > MAX_COLUMNS) break
      // The head is a table of its own on the next pages.
      const end = y < head ? head : rows.length
      const rowspan = Math.min(spanOf(node, 'rowspan'), end - y)
      for (const below of taken.slice(y, y + rowspan)) for (let i = 0; i < colspan; i++) below.add(x + i)
      cells.push({ node, x, y, colspan, rowspan })
      x += colspan
      columns = Math.max(columns, x)
    }
  }
  const full = [...cells, ...holes(taken, columns)]
  const begun = [...new Set(cells.map(({ x }) => x))].sort((a, b) => a - b)
  return {
    columns: begun.length,
    rows: rows.length,
    headRows: head,
    cells: full.flatMap((cell) => squeeze(cell, begun)),
    leftOut: all.length - rows.length,
  }
}

function spanOf({ attrs }: DocNode, name: 'colspan' | 'rowspan'): number {
  const span = Number(attrs?.[name] ?? 1)
  return Number.isInteger(span) && span > 1 ? Math.min(span, MAX_COLUMNS) : 1
}

function freeColumns(
  taken: ReadonlySet<number> | undefined,
  { x, wanted }: { x: number; wanted: number },
): number {
  let free = 1
  while (free < wanted && !taken?.has(x + free)) free++
  return free
}

function headRows(rows: readonly DocNode[]): number {
  const first = rows.findIndex(({ content }) => (content ?? []).some(({ type }) => type !== 'tableHeader'))
  return Math.min(MAX_HEAD_ROWS, first === -1 ? rows.length : first)
}

/** A column in which no cell begins is none: spans alone made it. */
function squeeze(cell: GridCell, begun: readonly number[]): GridCell[] {
  const inside = begun.filter((x) => x >= cell.x && x < cell.x + cell.colspan)
  const [first] = inside
  return first === undefined ? [] : [{ ...cell, x: begun.indexOf(first), colspan: inside.length }]
}

function holes(taken: readonly ReadonlySet<number>[], columns: number): GridCell[] {
  return taken.flatMap((row, y) =>
    Array.from({ length: columns }, (_, x) => x)
      .filter((x) => !row.has(x))
      .map((x) => ({ node: { type: 'tableCell' }, x, y, colspan: 1, rowspan: 1 })),
  )
}

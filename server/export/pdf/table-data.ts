/** Tables for a page: a grid without holes, columns by what is in them, parts where it is too wide or too long. */
import type { DocNode } from '../../../shared/schema/doc-json.ts'
import type { BlockPlace, BlockWriter } from './block-data.ts'
import { leafText } from './flatten.ts'
import { codeColumnsOf, columnShares, tableTextSize } from './column-shares.ts'
import { MAX_ALL_COLUMNS, MAX_REPEATED_HEAD_CHARACTERS, MAX_TABLE_COLUMNS, MAX_TABLE_ROWS } from './limits.ts'
import type { PdfBlock, PdfCell, PdfRun } from './pdf-data.ts'
import { readGrid, type Grid, type GridCell } from './table-grid.ts'
import { runOf } from './text-run.ts'

/** A row with less in each cell stays on one page. */
const LONG_CELL_CHARACTERS = 500

interface TableSetting {
  readonly writer: BlockWriter
  readonly place: BlockPlace
}

export function tableBlocks(node: DocNode, { writer, place }: TableSetting): PdfBlock[] {
  const { journal } = writer
  const grid = readGrid(node, { maxRows: MAX_TABLE_ROWS, maxColumns: MAX_ALL_COLUMNS })
  if (grid.columns === 0) return []
  const cut: PdfBlock[] = []
  if (grid.leftOut > 0) {
    journal.warn(
      'table_cut',
      `A table ${journal.place} has more than ${MAX_TABLE_ROWS} rows; ${grid.leftOut} are left out.`,
    )
    cut.push(markOf(`[${grid.leftOut} more rows are not shown]`))
  }
  if (grid.isCut) {
    journal.warn(
      'table_cut',
      `A table ${journal.place} has more than ${MAX_ALL_COLUMNS} columns; what is beyond is set into the last one of its row.`,
    )
    cut.push(markOf(`[Columns beyond the ${MAX_ALL_COLUMNS}th are set into the last one]`))
  }
  const parts = partsOf(grid.columns)
  if (parts.length === 1) {
    const columns = Array.from({ length: grid.columns }, (_, index) => index)
    return [tablePart({ grid, columns }, { writer, place }), ...cut]
  }
  journal.warn(
    'table_split',
    `A table ${journal.place} has ${grid.columns} columns; it is set in ${parts.length} parts, each with the first column.`,
  )
  return [
    ...parts.flatMap(({ columns, from, to }) => [
      markOf(`[Columns ${from}–${to} of ${grid.columns}]`),
      tablePart({ grid, columns }, { writer, place }),
    ]),
    ...cut,
  ]
}

function markOf(text: string): PdfBlock {
  return { type: 'mark', spans: [{ type: 'text', text }] }
}

interface Part {
  /** Indices of the columns that it shows. */
  readonly columns: readonly number[]
  /** As people count. */
  readonly from: number
  readonly to: number
}

/** About equal parts; the first column says in each of them what a row is about. */
function partsOf(columns: number): Part[] {
  if (columns <= MAX_TABLE_COLUMNS) return [{ columns: [], from: 1, to: columns }]
  const count = Math.ceil((columns - 1) / (MAX_TABLE_COLUMNS - 1))
  const width = Math.ceil((columns - 1) / count)
  return Array.from({ length: count }, (_, part) => {
    const first = 1 + part * width
    const own = Array.from({ length: Math.min(width, columns - first) }, (_, index) => first + index)
    return { columns: [0, ...own], from: part === 0 ? 1 : first + 1, to: first + own.length }
  }).filter(({ columns }) => columns.length > 1)
}

function tablePart(
  { grid, columns }: { grid: Grid; columns: readonly number[] },
  { writer, place }: TableSetting,
): PdfBlock {
  const placed = grid.cells.flatMap((cell) => cellIn(cell, columns))
  const headRows = headRowsOf(grid, placed)
  const size = tableTextSize(columns.length)
  const shares = columnShares(placed, { columns: columns.length, size })
  const cells = placed.map((cell): PdfCell => {
    const length = shares.wordLengths
      .slice(cell.x, cell.x + cell.colspan)
      .reduce((sum, each) => sum + each, 0)
    const align = cell.node.attrs?.['align']
    const [first] = cell.node.content ?? []
    return {
      x: cell.x,
      y: cell.y,
      colspan: cell.colspan,
      rowspan: cell.rowspan,
      isLong: leafText(cell.node).length > LONG_CELL_CHARACTERS,
      isHead: cell.node.type === 'tableHeader',
      align: align === 'left' || align === 'center' || align === 'right' ? align : null,
      ...(first ? directionOf(leafText(first), writer.language) : {}),
      blocks: writer.writeBlocks(cell.node.content, {
        depth: place.depth + 1,
        isInTable: true,
        wordLength: Math.max(4, length),
        codeColumns: codeColumnsOf(length, size),
      }),
    }
  })
  return { type: 'table', columns: shares.columns, size, headRows, cells }
}

function directionOf(text: string, language: string): Pick<PdfRun, 'direction'> {
  const { direction } = runOf(text, language)
  return direction ? { direction } : {}
}

/** The part of a cell that is in these columns. */
function cellIn(cell: GridCell, columns: readonly number[]): GridCell[] {
  const inside = columns.flatMap((column, x) =>
    column >= cell.x && column < cell.x + cell.colspan ? [x] : [],
  )
  const [x] = inside
  if (x === undefined) return []
  // A part has the first column and then others: a cell over both is wider only where they are neighbours.
  const last = inside.at(-1) ?? x
  return [{ ...cell, x, colspan: last - x + 1 }]
}

/** Rows of the head that are fit to be repeated. */
function headRowsOf(grid: Grid, cells: readonly GridCell[]): number {
  const head = cells.filter(({ y }) => y < grid.headRows)
  const length = head.reduce((sum, { node }) => sum + leafText(node).length, 0)
  return length > MAX_REPEATED_HEAD_CHARACTERS || grid.headRows === grid.rows ? 0 : grid.headRows
}

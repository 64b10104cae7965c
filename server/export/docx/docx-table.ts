import {
  AlignmentType,
  BorderStyle,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalMergeType,
  WidthType,
} from 'docx'
import { plainTextOf, type DocNode } from '../../../shared/schema/doc-json.ts'
import { tableGrid, type GridCell, type TableGrid } from '../table-grid.ts'
import type { DocxBlocks, DocxPlace } from './docx-blocks.ts'
import { HEAD_TINT, LINE_COLOUR } from './docx-styles.ts'

/** Word has no more columns. */
const MAX_COLUMNS = 63
/** Twentieths of a point at the sides of a cell. */
const CELL_MARGIN = 100
/** Characters of a column that its width goes by: one long cell must not squeeze the others. */
const NARROWEST = 6
const WIDEST = 40
/** Rows that the widths of columns are measured by. */
const MEASURED_ROWS = 200

const BORDER = { style: BorderStyle.SINGLE, size: 4, color: LINE_COLOUR } as const

export function writeTable(blocks: DocxBlocks, node: DocNode, place: DocxPlace): Table[] {
  const grid = tableGrid(node, { maxColumns: MAX_COLUMNS })
  if (grid.rows.length === 0) return []
  if (grid.isCut) {
    const what = `Columns of a table beyond the ${MAX_COLUMNS}rd are set into the last one`
    blocks.warn('table_cut', what)
  }
  const widths = widthsOf(grid, place.width)
  const isHead = node.content?.[0]?.content?.every(({ type }) => type === 'tableHeader') ?? false
  const rows = grid.rows.map((cells, index) => {
    let column = 0
    const children = cells.map((cell) => {
      const span = cell.kind === 'gap' ? 1 : cell.columns
      const width = widths.slice(column, column + span).reduce((sum, each) => sum + each, 0)
      column += span
      return writeCell(blocks, cell, { ...place, width })
    })
    return new TableRow({
      children,
      ...(isHead && index === 0 ? { tableHeader: true } : {}),
      cantSplit: false,
    })
  })
  return [
    new Table({
      rows,
      columnWidths: widths,
      width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
      ...(place.indent > 0 ? { indent: { size: place.indent, type: WidthType.DXA } } : {}),
      layout: TableLayoutType.FIXED,
      margins: { left: CELL_MARGIN, right: CELL_MARGIN, top: 20, bottom: 20 },
      borders: {
        top: BORDER,
        bottom: BORDER,
        left: BORDER,
        right: BORDER,
        insideHorizontal: BORDER,
        insideVertical: BORDER,
      },
    }),
  ]
}

function writeCell(blocks: DocxBlocks, cell: GridCell, place: DocxPlace): TableCell {
  const width = { size: place.width, type: WidthType.DXA }
  const empty = () => new Paragraph({ style: 'TableText' })
  if (cell.kind === 'gap') return new TableCell({ children: [empty()], width })
  const span = cell.columns > 1 ? { columnSpan: cell.columns } : {}
  if (cell.kind === 'covered')
    return new TableCell({
      children: [empty()],
      width,
      ...span,
      verticalMerge: VerticalMergeType.CONTINUE,
    })
  const { node, rows } = cell
  const align = alignOf(node)
  const isHead = node.type === 'tableHeader'
  const inside: DocxPlace = {
    lists: 0,
    isQuote: false,
    indent: 0,
    width: Math.max(1, place.width - 2 * CELL_MARGIN),
    isCell: true,
    isHead,
    ...(align ? { align } : {}),
  }
  const children = blocks.write(node.content, inside)
  // A cell has to end with a paragraph.
  return new TableCell({
    children: children.at(-1) instanceof Paragraph ? children : [...children, empty()],
    width,
    ...span,
    ...(rows > 1 ? { verticalMerge: VerticalMergeType.RESTART } : {}),
    ...(isHead ? { shading: { type: ShadingType.CLEAR, fill: HEAD_TINT, color: 'auto' } } : {}),
  })
}

function alignOf({ attrs }: DocNode): DocxPlace['align'] {
  const align = attrs?.['align']
  if (align === 'right') return AlignmentType.RIGHT
  if (align === 'center') return AlignmentType.CENTER
  return align === 'left' ? AlignmentType.LEFT : undefined
}

/** Columns get width by their longest text, within bounds, so that a number needs no room of a sentence. */
function widthsOf({ columns, rows }: TableGrid, width: number): number[] {
  const lengths = Array.from({ length: columns }, () => NARROWEST)
  for (const cells of rows.slice(0, MEASURED_ROWS)) {
    let column = 0
    for (const cell of cells) {
      if (cell.kind === 'cell' && cell.columns === 1) {
        const length = Math.min(WIDEST, plainTextOf(cell.node).length)
        lengths[column] = Math.max(lengths[column] ?? 0, length)
      }
      column += cell.kind === 'gap' ? 1 : cell.columns
    }
  }
  const total = lengths.reduce((sum, length) => sum + length, 0)
  return lengths.map((length) => Math.max(1, Math.floor((width * length) / total)))
}

import { expect, test } from 'vitest'
import { fileHref } from '../../../../server/export/file-href.ts'
import { settleBook, xmlText } from '../../../../server/export/settle-book.ts'
import { tableGrid, type TableGrid } from '../../../../server/export/table-grid.ts'
import { boundWarnings } from '../../../../server/export/warnings.ts'
import { docOf, type DocNode } from '../../../../shared/schema/doc-json.ts'
import { bookOf, headingOf } from '../../../support/sample-book.ts'

test.each([
  ['https://x.example/a b', 'https://x.example/a%20b'],
  ['https://x.example/%zz%41', 'https://x.example/%25zz%41'],
  ['https://x.example/?q=a|b^[c]{d}', 'https://x.example/?q=a%7Cb%5E%5Bc%5D%7Bd%7D'],
  ['https://x.example/#a#b', 'https://x.example/#a%23b'],
  ['http://[::1]:80/', 'http://[::1]/'],
  ['https://ünï.example/ü', 'https://xn--n-nga1b.example/%C3%BC'],
  ['HTTPS://u:p@x.example', 'https://u:p@x.example/'],
  ['mailto:a b@x.example?subject=ü', 'mailto:a%20b@x.example?subject=%C3%BC'],
  ['http://', null],
  ['https://x.example:99999/', null],
  ['javascript:alert(1)', null],
  [null, null],
])('[SET-1] the address %j is %j in files', (href, expected) => {
  expect(fileHref(href)).toBe(expected)
})

test('[SET-2] what XML forbids is visible in texts, and everything else stays', () => {
  expect(xmlText('a\0b\u0008c\td\ne\ud800f\ufffeg😀\u0085')).toBe(
    'a\uFFFDb\uFFFDc\td\ne\uFFFDf\uFFFDg😀\uFFFD',
  )
})

test('[SET-3] a picture that cannot be shown is told with the heading that it stands under', () => {
  const image: DocNode = { type: 'image', attrs: { id: 'gone', alt: '' } }
  const { warnings, book } = settleBook(
    bookOf(docOf([image, { type: 'blockquote', content: [headingOf(2, 'A\n heading'), image] }])),
    { imageTypes: new Set(), formatName: 'this' },
  )
  expect(warnings.map(({ message }) => message)).toEqual([
    'A picture is not shown: it is not there any more (before the first heading).',
    'A picture is not shown: it is not there any more (under “A heading”).',
  ])
  expect(JSON.stringify(book.doc)).not.toContain('image')
})

test('[SET-4] of many warnings the first hundred are told, and how many more there are', () => {
  const many = Array.from({ length: 150 }, (_, index) => ({ code: 'x', message: `${index}` }))
  expect(boundWarnings(many)).toHaveLength(101)
  expect(boundWarnings(many).at(-1)?.message).toMatch(/^50 more/)
  expect(boundWarnings(many.slice(0, 100))).toHaveLength(100)
})

test('[SET-5] a table is a grid without gaps or overlaps, whatever spans its cells ask for, and loses no cell', () => {
  const spans = [1, 1, 1, 2, 3, 99]
  let state = 1
  const next = (count: number) => (state = (state * 48_271) % 2_147_483_647) % count
  for (let round = 0; round < 300; round++) {
    let made = 0
    const table: DocNode = {
      type: 'table',
      content: Array.from({ length: next(6) }, () => ({
        type: 'tableRow',
        content: Array.from({ length: next(9) }, () => ({
          type: 'tableCell',
          attrs: { rowspan: spans[next(6)], colspan: spans[next(6)] },
          content: [{ type: 'paragraph', attrs: { made: ++made } }],
        })),
      })),
    }
    const grid = tableGrid(table, { maxColumns: 7 })
    expect(faultsOfGrid(grid)).toEqual([])
    expect(grid.columns).toBeLessThanOrEqual(7)
    const kept = grid.rows.flat().map((cell) => (cell.kind === 'cell' ? (cell.node.content ?? []).length : 0))
    expect(kept.reduce((sum, count) => sum + count, 0)).toBe(made)
  }
})

test('[SET-5] a column in which no cell begins takes no room', () => {
  const cell = (colspan: number): DocNode => ({ type: 'tableCell', attrs: { colspan } })
  const row = (...content: DocNode[]): DocNode => ({ type: 'tableRow', content })
  const grid = tableGrid(
    { type: 'table', content: [row(cell(1), cell(99)), row(cell(1), cell(1), cell(1))] },
    { maxColumns: 63 },
  )
  expect(grid.columns).toBe(3)
  expect(grid.rows.map((cells) => cells.map((each) => (each.kind === 'gap' ? 1 : each.columns)))).toEqual([
    [1, 2],
    [1, 1, 1],
  ])
})

test('[SET-5] a cell of the head ends with the head', () => {
  const cell = (rowspan: number): DocNode => ({ type: 'tableHeader', attrs: { rowspan } })
  const row = (...content: DocNode[]): DocNode => ({ type: 'tableRow', content })
  const table = { type: 'table', content: [row(cell(3), cell(1)), row(cell(1)), row(cell(1), cell(1))] }
  const grid = tableGrid(table, { maxColumns: 63, headRows: 2 })
  expect(grid.rows[0]?.[0]).toMatchObject({ kind: 'cell', rows: 2 })
  expect(faultsOfGrid(grid)).toEqual([])
})

/** Where a grid has a gap, an overlap, or a cell that goes on below the last row. */
function faultsOfGrid({ rows, columns: width }: TableGrid): string[] {
  const faults: string[] = []
  const above = new Map<number, { columns: number; rows: number }>()
  for (const [index, row] of rows.entries()) {
    let column = 0
    for (const cell of row) {
      const columns = cell.kind === 'gap' ? 1 : cell.columns
      const cover = above.get(column)
      if (cell.kind === 'covered') {
        if (cover?.columns !== columns) faults.push(`row ${index}: nothing covers column ${column}`)
        if (cover && --cover.rows === 0) above.delete(column)
      } else {
        for (let at = column; at < column + columns; at++)
          if (above.has(at)) faults.push(`row ${index}: two cells in column ${at}`)
        if (cell.kind === 'cell' && cell.rows > 1) above.set(column, { columns, rows: cell.rows - 1 })
      }
      column += columns
    }
    if (column !== width) faults.push(`row ${index}: ${column} of ${width} columns`)
  }
  if (above.size > 0) faults.push('a cell goes on below the last row')
  return faults
}

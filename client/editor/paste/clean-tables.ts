/** Tables hold data; those that only arrange a page, or hold a single cell, give way to what is in them. */
import { rename, styleOf, unwrap } from './dom.ts'

/** Merged cells of a pasted table cover at most this many. */
const MAX_SPAN = 50

export function plainTables(body: Element): void {
  for (const table of body.querySelectorAll('table')) {
    for (const caption of table.querySelectorAll('caption')) table.before(rename(caption, 'p'))
    const isLayout =
      /^(?:presentation|none)$/.test(table.getAttribute('role') ?? '') ||
      table.querySelector('table') !== null ||
      table.querySelectorAll('td,th').length < 2
    if (isLayout) dissolve(table)
  }
  for (const row of body.querySelectorAll('tr')) {
    if (row.children.length === 0) row.remove()
  }
  for (const table of body.querySelectorAll('table')) removeEmptyEnd(table)
  for (const cell of body.querySelectorAll('td,th')) {
    const align = styleOf(cell).get('text-align') ?? cell.getAttribute('align') ?? ''
    cell.removeAttribute('align')
    if (/^(?:left|right|center)$/.test(align)) cell.setAttribute('align', align)
    for (const name of ['colspan', 'rowspan']) {
      const span = Number(cell.getAttribute(name) ?? 1)
      if (!(Number.isInteger(span) && span >= 1 && span <= MAX_SPAN)) cell.removeAttribute(name)
    }
  }
}

/** The content of this table's own cells, a block each. */
function dissolve(table: Element): void {
  for (const part of table.querySelectorAll('thead,tbody,tfoot,tr,td,th')) {
    if (part.closest('table') !== table) continue
    if (part.matches('td,th')) rename(part, 'div')
    else unwrap(part)
  }
  rename(table, 'div')
}

/** Spreadsheets copy rows below their last. */
function removeEmptyEnd(table: Element): void {
  for (const row of [...table.querySelectorAll('tr')].toReversed()) {
    if ((row.textContent ?? '').trim() !== '' || row.querySelector('img')) return
    row.remove()
  }
}

import { TextSelection, type Command } from '@tiptap/pm/state'
import { addColumnAfter, addRowAfter, fixTables, tableEditing } from '@tiptap/pm/tables'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { repairTablesPlugin } from '../../../../client/editor/repair-tables.ts'
import { documentSchema } from '../../../../shared/schema/extensions.ts'
import { exchange, HeadlessEditor, noteOf } from '../../../support/headless-editor.ts'

const editors: HeadlessEditor[] = []
beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  for (const editor of editors.splice(0)) editor.destroy()
  vi.useRealTimers()
})

/** Several who have a note with one table open; each comes to repair in the order given. */
function openTable(turns: readonly number[]): readonly HeadlessEditor[] {
  const { table, tableRow, tableCell, paragraph } = documentSchema.nodes
  if (!table || !tableRow || !tableCell || !paragraph) throw new Error('expected the nodes of a table')
  const content = noteOf(['above'])
  const opened = turns.map(
    (turn) => new HeadlessEditor(content, [tableEditing(), repairTablesPlugin({ turn: () => turn })]),
  )
  editors.push(...opened)
  const [first, ...others] = opened
  if (!first) throw new Error('expected an editor')
  const cell = (text: string) => tableCell.create(null, paragraph.create(null, documentSchema.text(text)))
  const row = (name: string) => tableRow.create(null, [cell(`${name}1`), cell(`${name}2`)])
  first.dispatch(first.state.tr.insert(7, table.create(null, [row('a'), row('b')])))
  for (const other of others) exchange(first, other)
  for (const editor of opened) {
    const at = editor.state.doc.firstChild?.nodeSize ?? 0
    editor.dispatch(editor.state.tr.setSelection(TextSelection.near(editor.state.doc.resolve(at + 4))))
  }
  return opened
}

function run(editor: HeadlessEditor, command: Command): void {
  if (!command(editor.state, editor.dispatch)) throw new Error('expected the caret to be in a table')
}

function exchangeAll(all: readonly HeadlessEditor[]): void {
  for (const from of all) for (const to of all) if (from !== to) exchange(from, to)
}

/** Lets time pass in steps, after each of which everybody hears everything; returns how many updates were made. */
function settle(all: readonly HeadlessEditor[], seconds: number): number {
  let updates = 0
  const count = (_update: Uint8Array, origin: unknown): void => {
    if (origin !== 'network') updates++
  }
  for (const { doc } of all) doc.on('update', count)
  for (let step = 0; step < seconds * 10; step++) {
    vi.advanceTimersByTime(100)
    exchangeAll(all)
  }
  for (const { doc } of all) doc.off('update', count)
  return updates
}

function expectWhole(all: readonly HeadlessEditor[]): void {
  for (const { state } of all) {
    expect(state.doc.toJSON()).toEqual(all[0]?.state.doc.toJSON())
    expect(fixTables(state)).toBeUndefined()
  }
}

describe('a table that two change at once', () => {
  it('[TOG-7] a row by one and a column by another: one browser adds what lacks, once', () => {
    const all = openTable([0, 1])
    const [mine, theirs] = all
    if (!mine || !theirs) throw new Error('expected two editors')
    run(mine, addRowAfter)
    run(theirs, addColumnAfter)
    exchangeAll(all)
    const updates = settle(all, 10)
    expectWhole(all)
    expect(updates).toBe(1)
    const table = mine.state.doc.child(1)
    expect([table.childCount, table.child(1).childCount]).toEqual([3, 3])
    expect(mine.undoManager.undo()).not.toBeNull()
  })

  it('[TOG-7] rows and columns by three at once for a while: it settles, and then nothing is sent any more', () => {
    const all = openTable([2, 0, 1])
    for (let round = 0; round < 12; round++) {
      for (const [index, editor] of all.entries()) {
        run(editor, (round + index) % 2 === 0 ? addRowAfter : addColumnAfter)
      }
      vi.advanceTimersByTime(100)
      exchangeAll(all)
    }
    expect(settle(all, 20)).toBeLessThanOrEqual(3)
    expectWhole(all)
    expect(settle(all, 60)).toBe(0)
    const cells = JSON.stringify(all[0]?.state.doc.toJSON())
    for (const text of ['a1', 'a2', 'b1', 'b2']) expect(cells).toContain(`"${text}"`)
  })

  it('[TOG-7] where the first in line does not repair, the next one does', () => {
    const all = openTable([0, 1])
    const [away, mine] = all
    if (!away || !mine) throw new Error('expected two editors')
    run(away, addRowAfter)
    run(mine, addColumnAfter)
    exchangeAll(all)
    expect(fixTables(mine.state)).toBeDefined()
    away.destroy()
    vi.advanceTimersByTime(10_000)
    expectWhole([mine])
    editors.splice(editors.indexOf(away), 1)
  })

  it('[TOG-7] nobody repairs while somebody writes in the table', () => {
    const all = openTable([0, 1])
    const [mine, theirs] = all
    if (!mine || !theirs) throw new Error('expected two editors')
    run(mine, addRowAfter)
    run(theirs, addColumnAfter)
    exchangeAll(all)
    for (let letter = 0; letter < 20; letter++) {
      vi.advanceTimersByTime(400)
      theirs.type('x')
      exchangeAll(all)
    }
    expect(fixTables(mine.state)).toBeDefined()
    settle(all, 10)
    expectWhole(all)
  })
})

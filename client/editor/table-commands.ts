/** What can be done with the table that the caret is in, in the order of the menu. */
import type { Editor } from '@tiptap/core'

export interface TableCommand {
  readonly id: string
  readonly label: string
  readonly group: 'rows' | 'columns' | 'table'
  readonly run: (editor: Editor) => boolean
}

export const TABLE_COMMANDS: readonly TableCommand[] = [
  { id: 'rowAbove', label: 'Row above', group: 'rows', run: (editor) => editor.commands.addRowBefore() },
  { id: 'rowBelow', label: 'Row below', group: 'rows', run: (editor) => editor.commands.addRowAfter() },
  { id: 'deleteRow', label: 'Delete row', group: 'rows', run: (editor) => editor.commands.deleteRow() },
  {
    id: 'columnBefore',
    label: 'Column before',
    group: 'columns',
    run: (editor) => editor.commands.addColumnBefore(),
  },
  {
    id: 'columnAfter',
    label: 'Column after',
    group: 'columns',
    run: (editor) => editor.commands.addColumnAfter(),
  },
  {
    id: 'deleteColumn',
    label: 'Delete column',
    group: 'columns',
    run: (editor) => editor.commands.deleteColumn(),
  },
  {
    id: 'headerRow',
    label: 'Header row on or off',
    group: 'table',
    run: (editor) => editor.commands.toggleHeaderRow(),
  },
  {
    id: 'deleteTable',
    label: 'Delete table',
    group: 'table',
    run: (editor) => editor.commands.deleteTable(),
  },
]

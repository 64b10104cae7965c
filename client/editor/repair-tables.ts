/**
 * Makes tables whole again that two people changed at once: one added a row, the other a column, and the new row lacks
 * a cell. The table extension does that in every browser at every change, those of others included; each then repairs
 * what the others repaired, and the table grows for as long as it is open. Here a table is left as it is while
 * somebody writes in it, and then one browser repairs it; the next one only if that did not help.
 */
import { Extension } from '@tiptap/core'
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state'
import { fixTables, fixTablesKey } from '@tiptap/pm/tables'

const QUIET_MS = 800
/** How long the next in line waits for the repair of the one before. */
const TURN_MS = 1_500

const repairKey = new PluginKey('repairTables')

/** What is needed of a view. */
export interface RepairedView {
  readonly state: EditorState
  readonly editable: boolean
  dispatch(transaction: Transaction): void
}

export interface RepairTablesOptions {
  /** How many of those who are here repair before this browser does. */
  readonly turn: () => number
}

export function repairTablesPlugin({ turn }: RepairTablesOptions): Plugin {
  return new Plugin({
    key: repairKey,
    // The table extension's own repairs are left out.
    filterTransaction: (transaction) =>
      !transaction.getMeta(fixTablesKey) || transaction.getMeta(repairKey) === true,
    view: (view: RepairedView) => {
      let timer: ReturnType<typeof setTimeout> | undefined
      const repair = (): void => {
        timer = undefined
        const repaired = view.editable ? fixTables(view.state) : undefined
        if (repaired) view.dispatch(repaired.setMeta(repairKey, true).setMeta('addToHistory', false))
      }
      return {
        update: (_view, { doc }) => {
          // Looks only at what changed: while somebody writes elsewhere the repair is not put off.
          const isBroken = fixTables(view.state, { doc } as EditorState) !== undefined
          if (!isBroken) return
          clearTimeout(timer)
          timer = setTimeout(repair, QUIET_MS + turn() * TURN_MS)
        },
        destroy: () => clearTimeout(timer),
      }
    },
  })
}

export const RepairTables = Extension.create<RepairTablesOptions>({
  name: 'repairTables',

  addOptions() {
    return { turn: () => 0 }
  },

  addProseMirrorPlugins() {
    return [repairTablesPlugin(this.options)]
  },
})

/**
 * Shows what was found in the text. This small part is always in the editor: adding a plugin later would start every
 * other one anew, the binding to the shared document among them. Finding itself is loaded when somebody looks for
 * something.
 */
import { Extension, type Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { editedRange } from '../edited-range.ts'
import type { Match } from './find-matches.ts'

export interface Found {
  readonly matches: readonly Match[]
  /** Which of them one is at; -1: none. */
  readonly current: number
}

const NOTHING: Found = { matches: [], current: -1 }

interface ShownFound extends Found {
  readonly decorations: DecorationSet
}

const key = new PluginKey<ShownFound>('findMarks')

export const FindMarks = Extension.create({
  name: 'findMarks',

  addProseMirrorPlugins() {
    return [
      new Plugin<ShownFound>({
        key,
        state: {
          init: () => ({ ...NOTHING, decorations: DecorationSet.empty }),
          apply: (transaction, shown, before, after) => {
            const found = transaction.getMeta(key) as Found | undefined
            if (found) return show(after.doc, found)
            if (!transaction.docChanged || shown.matches.length === 0) return shown
            return show(after.doc, followEdit(shown, before.doc, after.doc))
          },
        },
        props: { decorations: (state) => key.getState(state)?.decorations },
      }),
    ]
  },
})

export function foundIn(editor: Editor): Found {
  return key.getState(editor.state) ?? NOTHING
}

export function showFound(editor: Editor, found: Found = NOTHING): void {
  editor.view.dispatch(editor.state.tr.setMeta(key, found).setMeta('addToHistory', false))
}

function show(doc: Node, found: Found): ShownFound {
  const decorations = found.matches.map(({ from, to }, index) =>
    Decoration.inline(from, to, {
      class: index === found.current ? 'find-match find-current' : 'find-match',
    }),
  )
  return { ...found, decorations: DecorationSet.create(doc, decorations) }
}

/** Matches after an edit: those before it stay, those behind it move along, those that it touched are gone. */
export function followEdit({ matches, current }: Found, before: Node, after: Node): Found {
  const edit = editedRange(before, after)
  if (!edit) return { matches, current }
  const { start, end, shift } = edit
  let next = -1
  const kept: Match[] = []
  for (const [index, { from, to }] of matches.entries()) {
    if (to <= start) kept.push({ from, to })
    else if (from >= end) kept.push({ from: from + shift, to: to + shift })
    else continue
    if (index <= current) next = kept.length - 1
  }
  return { matches: kept, current: next === -1 && current !== -1 && kept.length > 0 ? 0 : next }
}

/**
 * Shows who wrote which text. This small part is always in the editor, as the marks of the search are; who wrote what is
 * asked for when somebody wants to know.
 */
import { Extension, type Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { editedRange } from '../edited-range.ts'
import { isRemoteTransaction, isUndoTransaction } from '../remote-change.ts'

/** How one stretch of text is shown. */
export interface AuthorMark {
  readonly from: number
  readonly to: number
  readonly style: string
  /** Who wrote it and when. */
  readonly title: string
}

const key = new PluginKey<DecorationSet>('authorMarks')

export const AuthorMarks = Extension.create({
  name: 'authorMarks',

  addProseMirrorPlugins() {
    return [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: () => DecorationSet.empty,
          apply: (transaction, shown, before, after) => {
            const marks = transaction.getMeta(key) as readonly AuthorMark[] | undefined
            if (marks) return decorate(after.doc, marks)
            if (!transaction.docChanged || shown === DecorationSet.empty) return shown
            // What comes from the shared document, undo among it, replaces all of the text as far as steps tell.
            const isShared = isRemoteTransaction(transaction) || isUndoTransaction(transaction)
            if (!isShared) return shown.map(transaction.mapping, after.doc)
            return decorate(after.doc, followEdit(marksIn(shown), before.doc, after.doc))
          },
        },
        props: { decorations: (state) => key.getState(state) },
      }),
    ]
  },
})

export function showAuthors(editor: Editor, marks: readonly AuthorMark[]): void {
  editor.view.dispatch(editor.state.tr.setMeta(key, marks).setMeta('addToHistory', false))
}

/** Who wrote what stands before a place in the text; null when that is not shown. */
export function authorBefore(editor: Editor, position: number): string | null {
  const shown = key.getState(editor.state) ?? DecorationSet.empty
  return marksIn(shown, position).find(({ from }) => from < position)?.title ?? null
}

/** Marks after an edit: those that it touched keep what it left of them, and what is new has none. */
export function followEdit(marks: readonly AuthorMark[], before: Node, after: Node): readonly AuthorMark[] {
  const edit = editedRange(before, after)
  if (!edit) return marks
  const { start, end, shift } = edit
  return marks.flatMap((mark) => {
    const { from, to } = mark
    const kept: AuthorMark[] = []
    if (from < start) kept.push({ ...mark, to: Math.min(to, start) })
    if (to > end) kept.push({ ...mark, from: Math.max(from, end) + shift, to: to + shift })
    return kept
  })
}

function decorate(doc: Node, marks: readonly AuthorMark[]): DecorationSet {
  return DecorationSet.create(
    doc,
    marks.map(({ from, to, style, title }) =>
      Decoration.inline(from, to, { class: 'author-mark', style, title }, { style, title }),
    ),
  )
}

function marksIn(shown: DecorationSet, at?: number): AuthorMark[] {
  return shown.find(at, at).map(({ from, to, spec }) => ({ from, to, ...(spec as LookOfMark) }))
}

type LookOfMark = Pick<AuthorMark, 'style' | 'title'>

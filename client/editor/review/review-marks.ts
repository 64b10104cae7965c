/**
 * Shows which passages have comments. This small part is always in the editor, as the marks of the search are; comments
 * come a moment later.
 */
import { Extension, type Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { editedRange } from '../edited-range.ts'
import { noticeCaret } from '../notice-caret.ts'

export interface ReviewMark {
  readonly from: number
  readonly to: number
  /** Null: one that is about to be written. */
  readonly thread: string | null
  readonly kind: 'comment' | 'suggestion'
  readonly isCurrent: boolean
}

interface ShownMarks {
  readonly marks: readonly ReviewMark[]
  readonly decorations: DecorationSet
}

const NOTHING: ShownMarks = { marks: [], decorations: DecorationSet.empty }
const key = new PluginKey<ShownMarks>('reviewMarks')

export const ReviewMarks = Extension.create({
  name: 'reviewMarks',

  addProseMirrorPlugins() {
    return [
      new Plugin<ShownMarks>({
        key,
        state: {
          init: () => NOTHING,
          apply: (transaction, shown, before, after) => {
            const marks = transaction.getMeta(key) as readonly ReviewMark[] | undefined
            if (marks) return show(after.doc, marks)
            if (!transaction.docChanged || shown.marks.length === 0) return shown
            return show(after.doc, followEdit(shown.marks, before.doc, after.doc))
          },
        },
        props: { decorations: (state) => key.getState(state)?.decorations },
      }),
    ]
  },
})

export function showReviewMarks(editor: Editor, marks: readonly ReviewMark[]): void {
  // New marks put the selection where the editor knows it to be, which must be where it is.
  noticeCaret(editor.view)
  const { marks: shown } = key.getState(editor.state) ?? NOTHING
  if (JSON.stringify(shown) === JSON.stringify(marks)) return
  editor.view.dispatch(editor.state.tr.setMeta(key, marks).setMeta('addToHistory', false))
}

/** The thread at a place in the text: of several the one with the shortest passage. */
export function threadAt(editor: Editor, position: number): string | null {
  const { marks } = key.getState(editor.state) ?? NOTHING
  const here = marks.filter(({ from, to, thread }) => thread !== null && from <= position && position <= to)
  return here.toSorted((a, b) => a.to - a.from - (b.to - b.from))[0]?.thread ?? null
}

/** Marks after an edit: they hold on to their first and their last character, until those are looked for again. */
export function followEdit(marks: readonly ReviewMark[], before: Node, after: Node): readonly ReviewMark[] {
  const edit = editedRange(before, after)
  if (!edit) return marks
  const { start, end, shift } = edit
  return marks.flatMap((mark) => {
    const from = mark.from >= end ? mark.from + shift : mark.from <= start ? mark.from : end + shift
    const to = mark.to <= start ? mark.to : mark.to >= end ? mark.to + shift : start
    return from < to ? [{ ...mark, from, to }] : []
  })
}

function show(doc: Node, marks: readonly ReviewMark[]): ShownMarks {
  const decorations = marks.map(({ from, to, kind, isCurrent }) =>
    Decoration.inline(from, to, {
      class: `review-mark review-${kind}${isCurrent ? ' review-current' : ''}`,
    }),
  )
  return { marks, decorations: DecorationSet.create(doc, decorations) }
}

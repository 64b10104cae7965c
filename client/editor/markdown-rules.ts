/**
 * Markdown that turns into structure while it is typed, as far as the extensions of the schema do not know it: a task in
 * a list that was begun as a bullet list (`- [ ] `), fences with any name of a language, and marks of a list's next lines. Rules look at what is typed
 * here; what arrives from elsewhere never sets one off.
 */
import { Extension, InputRule, textblockTypeInputRule, wrappingInputRule } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state'
import { undoManagerOf } from './undo-manager.ts'

const BOX = /^\s*\[([ xX]?)\]\s$/
const MARKER = /^(?:[-*+]|(\d{1,9})[.)])\s$/
const FENCE = /^(?:```|~~~)([\w+#.-]{1,40})[\s\n]$/

export const MarkdownRules = Extension.create({
  name: 'markdownRules',
  // Before the rules of the extensions, which would take less than is meant.
  priority: 1_050,

  addInputRules() {
    const { codeBlock, bulletList, taskList, taskItem } = this.editor.schema.nodes
    if (!codeBlock || !bulletList || !taskList || !taskItem) return []
    return [
      wrappingInputRule({ find: /^\s*\[X\]\s$/, type: taskItem, getAttributes: { checked: true } }),
      textblockTypeInputRule({
        find: FENCE,
        type: codeBlock,
        getAttributes: ([, language]) => ({ language }),
      }),
      new InputRule({
        find: BOX,
        handler: ({ state, range, match }) => {
          const isDone = itemToTask(state, { ...range, isTicked: /x/i.test(match[1] ?? '') })
          // Null: the rule does not apply here.
          return isDone ? undefined : null
        },
      }),
      new InputRule({
        find: MARKER,
        handler: ({ state, range, match }) => {
          if (!isMarkedAlready(state, range.from, match[1])) return null
          state.tr.delete(range.from, range.to)
          return undefined
        },
      }),
    ]
  },

  addProseMirrorPlugins() {
    return [
      new Plugin({
        // What was typed so far is one step of the history, the conversion another.
        filterTransaction: (transaction, state) => {
          if (isConversion(transaction, state)) undoManagerOf(state)?.stopCapturing()
          return true
        },
      }),
    ]
  },
})

/** Whether the list gives the item at `from` the very mark that was typed: who writes Markdown types each of them. */
function isMarkedAlready({ doc }: EditorState, from: number, number: string | undefined): boolean {
  const $from = doc.resolve(from)
  if ($from.depth < 3 || $from.node(-1).type.name !== 'listItem' || $from.index(-1) > 0) return false
  const { type, attrs } = $from.node(-2)
  if (number === undefined) return type.name === 'bulletList'
  return type.name === 'orderedList' && Number(number) === Number(attrs['start'] ?? 1) + $from.index(-2)
}

interface TypedBox {
  readonly from: number
  readonly to: number
  readonly isTicked: boolean
}

/** The bullet item that holds the box becomes a list with one task, between what was before and after it. */
function itemToTask(state: EditorState, { from, to, isTicked }: TypedBox): boolean {
  const { tr, schema } = state
  const $from = state.doc.resolve(from)
  const item = $from.node(-1)
  const list = $from.depth >= 3 ? $from.node(-2) : null
  const isFirstLine = $from.depth >= 3 && item.type.name === 'listItem' && $from.index(-1) === 0
  if (!isFirstLine || list?.type.name !== 'bulletList') return false
  tr.delete(from, to)
  const $typed = tr.doc.resolve(from)
  const at = $typed.index(-2)
  const before = childrenOf($typed.node(-2)).slice(0, at)
  const after = childrenOf($typed.node(-2)).slice(at + 1)
  const task = schema.node('taskItem', { checked: isTicked }, $typed.node(-1).content)
  const start = $typed.before(-2)
  const pieces = [
    ...(before.length > 0 ? [schema.node('bulletList', null, before)] : []),
    schema.node('taskList', null, [task]),
    ...(after.length > 0 ? [schema.node('bulletList', null, after)] : []),
  ]
  tr.replaceWith(start, $typed.after(-2), pieces)
  const taskListStart = start + (before.length > 0 ? (pieces[0]?.nodeSize ?? 0) : 0)
  const neighbour = tr.doc.resolve(taskListStart).nodeBefore
  // Inside the list, its item and the item's paragraph.
  tr.setSelection(TextSelection.create(tr.doc, taskListStart + 3))
  if (neighbour?.type.name === 'taskList') tr.join(taskListStart)
  return true
}

function childrenOf(node: Node): Node[] {
  return Array.from({ length: node.childCount }, (_, index) => node.child(index))
}

/** What a rule was set off by: a letter that never reached the text, and where it would have been. */
export interface Conversion {
  readonly text: string
  readonly from: number
}

interface InputRules {
  readonly spec: { readonly isInputRules?: boolean }
  getState(state: EditorState): Conversion | null | undefined
}

function inputRulesOf(state: EditorState): readonly InputRules[] {
  return (state.plugins as readonly InputRules[]).filter(({ spec }) => spec.isInputRules === true)
}

function isConversion(transaction: Transaction, state: EditorState): boolean {
  return inputRulesOf(state).some((rules) => transaction.getMeta(rules as unknown as Plugin) !== undefined)
}

/** The conversion that was the last thing to happen; null when something else was. */
export function lastConversion(state: EditorState): Conversion | null {
  return (
    inputRulesOf(state)
      .map((rules) => rules.getState(state))
      .find(Boolean) ?? null
  )
}

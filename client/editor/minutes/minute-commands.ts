/** What turns text into minutes and back, as changes of a transaction. Each says whether it can be done. */
import type { Node, NodeRange, Schema } from '@tiptap/pm/model'
import { NodeSelection, TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state'
import { liftTarget } from '@tiptap/pm/transform'
import type { MinuteKind } from '../../../shared/schema/minute-words.ts'

/** The minute that holds the caret or the whole selection. */
function minuteAt({ $from, $to }: EditorState['selection']): Node | null {
  return $from.parent.type.name === 'minute' && $from.sameParent($to) ? $from.parent : null
}

/** What follows a minute in its place: an answer after a question, plain text after everything else. */
function blockAfter(
  minute: Node,
  schema: Schema,
): { type: Node['type']; attrs?: { kind: MinuteKind } } | null {
  const { minute: minuteType, paragraph } = schema.nodes
  if (!minuteType || !paragraph) return null
  return minute.attrs['kind'] === 'question'
    ? { type: minuteType, attrs: { kind: 'answer' } }
    : { type: paragraph }
}

/** Enter in a minute: an empty one ends, any other goes on as what follows it. */
export function enterInMinute(tr: Transaction, { schema }: EditorState): boolean {
  const minute = minuteAt(tr.selection)
  if (!minute || tr.selection instanceof NodeSelection) return false
  if (minute.content.size === 0) return minuteToParagraph(tr, schema)
  const next = blockAfter(minute, schema)
  if (!next) return false
  if (!tr.selection.empty) tr.deleteSelection()
  const { $from } = tr.selection
  if ($from.parentOffset === 0 && $from.parent.content.size > 0) {
    // A line above it, as with any other block; the minute keeps whose it is.
    const paragraph = schema.nodes['paragraph']?.create()
    if (paragraph) tr.insert($from.before(), paragraph)
    return paragraph !== undefined
  }
  tr.split($from.pos, 1, [next])
  tr.scrollIntoView()
  return true
}

/** Backspace at the start of a minute keeps the text and takes the rest away. */
export function backspaceInMinute(tr: Transaction, { schema }: EditorState): boolean {
  const { selection } = tr
  if (!selection.empty || selection.$from.parentOffset > 0 || !minuteAt(selection)) return false
  return minuteToParagraph(tr, schema)
}

function minuteToParagraph(tr: Transaction, schema: Schema): boolean {
  const { paragraph } = schema.nodes
  if (!paragraph) return false
  const { $from } = tr.selection
  const { origin } = $from.parent.attrs as { origin?: unknown }
  tr.setBlockType($from.start(), $from.end(), paragraph, { origin })
  return true
}

/** Makes the line that `from` is in a minute, without the text in front of `to`. */
export function lineToMinute(
  tr: Transaction,
  options: { readonly from: number; readonly to: number; readonly kind: MinuteKind },
): boolean {
  const { from, to, kind } = options
  const $from = tr.doc.resolve(from)
  const { minute } = tr.doc.type.schema.nodes
  const isLine = $from.parent.type.name === 'paragraph' || $from.parent.type.name === 'minute'
  // The first line of a list item has to stay a paragraph.
  if (!minute || !isLine || !$from.node(-1).canReplaceWith($from.index(-1), $from.indexAfter(-1), minute)) {
    return false
  }
  tr.delete(from, to)
  const at = tr.doc.resolve(from)
  tr.setNodeMarkup(at.before(), minute, { ...at.parent.attrs, kind })
  return true
}

/** Says whose the minute is that begins at `from`, without the text in front of `to`; not one that is somebody's. */
export function nameToMinute(
  tr: Transaction,
  options: { readonly from: number; readonly to: number; readonly name: string },
): boolean {
  const { from, to, name } = options
  const { parent, parentOffset } = tr.doc.resolve(from)
  if (parent.type.name !== 'minute' || parentOffset > 0 || parent.attrs['who'] !== null) return false
  tr.delete(from, to)
  tr.setNodeMarkup(from - 1, null, { ...parent.attrs, who: name })
  return true
}

/** Puts an inline atom in the place of a range within one line, with a blank behind it if wanted. */
export function putAtom(
  tr: Transaction,
  options: { readonly from: number; readonly to: number; readonly atom: Node; readonly gap?: boolean },
): boolean {
  const { from, to, atom, gap = false } = options
  const $from = tr.doc.resolve(from)
  if (!$from.parent.canReplaceWith($from.index(), tr.doc.resolve(to).indexAfter(), atom.type)) return false
  tr.replaceWith(from, to, gap ? [atom, atom.type.schema.text(' ')] : atom)
  tr.setSelection(TextSelection.create(tr.doc, from + atom.nodeSize + (gap ? 1 : 0)))
  return true
}

/** Puts an inline atom in the place of what is selected; not into code. */
export function insertAtom(tr: Transaction, atom: Node, gap = false): boolean {
  if (tr.selection.$from.parent.type.spec.code) return false
  tr.deleteSelection()
  const { from } = tr.selection
  return putAtom(tr, { from, to: from, atom, gap })
}

/** Takes the selected blocks off the record, or puts them back on it. */
export function toggleOffRecord(tr: Transaction, { schema }: EditorState): boolean {
  const { offRecord } = schema.nodes
  const { $from, $to } = tr.selection
  if (!offRecord) return false
  const within = $from.blockRange($to, ({ type }) => type === offRecord)
  if (within) return liftRange(tr, within)
  // Around the whole list, not around a part of an item.
  const range = $from.blockRange($to, (node) => node.canReplaceWith(0, node.childCount, offRecord))
  if (!range) return false
  tr.wrap(range, [{ type: offRecord }])
  return true
}

function liftRange(tr: Transaction, range: NodeRange): boolean {
  const target = liftTarget(range)
  if (target === null) return false
  tr.lift(range, target)
  return true
}

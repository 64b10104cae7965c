/**
 * Where a list of suggestions belongs: behind an `@` or `/` that was typed, up to the caret. A list is only opened by
 * typing such a character; from then on its place is read from the text again after every change, since a change by
 * others replaces the whole document in the editor.
 */
import type { ResolvedPos } from '@tiptap/pm/model'
import { TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state'
import { isRemoteTransaction } from '../remote-change.ts'

export const TRIGGERS = ['@', '/'] as const
export type Trigger = (typeof TRIGGERS)[number]

export interface Suggestion {
  readonly trigger: Trigger
  /** Where the trigger stands. */
  readonly from: number
  /** The caret. */
  readonly to: number
  /** What stands between them. */
  readonly query: string
}

/** Nobody is called that; what is longer is text. */
const LONGEST_QUERY = 40

/** What an atom (a name, a mark of time) is taken for. */
const ATOM = '\uFFFC'

export function isTrigger(text: string): text is Trigger {
  return (TRIGGERS as readonly string[]).includes(text)
}

/** Whether a trigger typed here may open a list: not in code, not within a word or an address. */
export function mayStartAt($place: ResolvedPos): boolean {
  if (isCode($place)) return false
  const before = $place.parent.textBetween(0, $place.parentOffset, undefined, ATOM).slice(-1)
  return before === '' || /[\s([{"'“‘«]/.test(before)
}

function isCode($place: ResolvedPos): boolean {
  if (!$place.parent.inlineContent || $place.parent.type.spec.code) return true
  return $place.marks().some(({ type }) => type.spec.code)
}

/** The trigger nearest to the caret with what was typed behind it; null when there is none. */
export function findSuggestion(state: EditorState, trigger: Trigger): Suggestion | null {
  const { selection } = state
  if (!(selection instanceof TextSelection) || !selection.empty) return null
  const { $from } = selection
  if (isCode($from)) return null
  const before = $from.parent.textBetween(0, $from.parentOffset, undefined, ATOM)
  const at = before.lastIndexOf(trigger)
  const query = before.slice(at + 1)
  if (at === -1 || query.length > LONGEST_QUERY || query.includes(ATOM) || /^\s/.test(query)) return null
  const from = $from.start() + at
  if (!mayStartAt(state.doc.resolve(from))) return null
  return { trigger, from, to: $from.pos, query }
}

/** The open list after a transaction; null once it is closed. */
export function nextSuggestion(
  open: Suggestion,
  transaction: Transaction,
  state: EditorState,
): Suggestion | null {
  if (!transaction.docChanged && !transaction.selectionSet) return open
  const next = findSuggestion(state, open.trigger)
  if (!next) return null
  // Elsewhere is another word that nobody asked about.
  return next.from === open.from || isRemoteTransaction(transaction) ? next : null
}

/**
 * The colours of code as decorations: nothing of them is in the document. Only blocks that a change touched are looked
 * at again; long blocks stay plain, so that typing in them costs nothing.
 */
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state'
import { AttrStep } from '@tiptap/pm/transform'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import { languageOf } from './code-languages.ts'
import type { Highlighter } from './highlighter.ts'

/** Characters of a block that is still coloured. */
export const MAX_COLOURED_CHARACTERS = 20_000

interface Colours {
  readonly decorations: DecorationSet
  /** Languages of blocks that have no colours yet. */
  readonly missing: ReadonlySet<string>
}

/** Tells the plugin that there is something new to colour with. */
interface Arrival {
  readonly highlighter: Highlighter
}

const key = new PluginKey<Colours>('codeColours')
const NOTHING: Colours = { decorations: DecorationSet.empty, missing: new Set() }

export function codeColours(load: () => Promise<Highlighter>): Plugin<Colours> {
  let highlighter: Highlighter | null = null
  return new Plugin<Colours>({
    key,
    state: {
      init: (_config, { doc }) => colourAll(doc, null),
      apply: (transaction, colours) => {
        const arrival = transaction.getMeta(key) as Arrival | undefined
        if (arrival) {
          highlighter = arrival.highlighter
          return colourAll(transaction.doc, highlighter)
        }
        return transaction.docChanged ? colourChanged(transaction, colours, highlighter) : colours
      },
    },
    props: {
      decorations: (state) => key.getState(state)?.decorations,
    },
    view: (view) => new GrammarLoader(view, load),
  })
}

/** Fetches what the blocks of a note need, once each. */
class GrammarLoader {
  readonly #load: () => Promise<Highlighter>
  readonly #asked = new Set<string>()
  #isDestroyed = false

  constructor(view: EditorView, load: () => Promise<Highlighter>) {
    this.#load = load
    this.update(view)
  }

  update(view: EditorView): void {
    for (const language of key.getState(view.state)?.missing ?? []) {
      if (!this.#asked.has(language)) void this.#fetch(view, language)
    }
  }

  destroy(): void {
    this.#isDestroyed = true
  }

  async #fetch(view: EditorView, language: string): Promise<void> {
    this.#asked.add(language)
    try {
      const highlighter = await this.#load()
      await highlighter.load(language)
      const arrival: Arrival = { highlighter }
      if (!this.#isDestroyed)
        view.dispatch(view.state.tr.setMeta(key, arrival).setMeta('addToHistory', false))
    } catch {
      // Code without colours is code; the next block in the language tries again.
      this.#asked.delete(language)
    }
  }
}

function colourAll(doc: Node, highlighter: Highlighter | null): Colours {
  const found: Decoration[] = []
  const missing = new Set<string>()
  doc.descendants((node, position) => {
    if (node.type.name === 'codeBlock') found.push(...coloursOf(node, position, { highlighter, missing }))
    return !node.isTextblock
  })
  return found.length === 0 && missing.size === 0
    ? NOTHING
    : { decorations: DecorationSet.create(doc, found), missing }
}

function colourChanged(transaction: Transaction, colours: Colours, highlighter: Highlighter | null): Colours {
  const { doc } = transaction
  let decorations = colours.decorations.map(transaction.mapping, doc)
  const missing = new Set(colours.missing)
  const changed = changedRange(transaction)
  if (changed) {
    doc.nodesBetween(changed.from, changed.to, (node, position) => {
      if (node.type.name !== 'codeBlock') return !node.isTextblock
      const old = decorations.find(position + 1, position + node.nodeSize - 1)
      decorations = decorations.remove(old).add(doc, coloursOf(node, position, { highlighter, missing }))
      return false
    })
  }
  return { decorations, missing }
}

/** From the first to the last place that differs, in the new document. */
function changedRange({ steps, mapping }: Transaction): { from: number; to: number } | null {
  let from = Number.POSITIVE_INFINITY
  let to = -1
  for (const [index, step] of steps.entries()) {
    const rest = mapping.slice(index + 1)
    const include = (start: number, end: number): void => {
      from = Math.min(from, rest.map(start, -1))
      to = Math.max(to, rest.map(end, 1))
    }
    mapping.maps[index]?.forEach((_oldStart, _oldEnd, start, end) => include(start, end))
    // A new value of an attribute moves nothing.
    if (step instanceof AttrStep) include(step.pos, step.pos + 1)
  }
  return to < 0 ? null : { from, to }
}

function coloursOf(
  block: Node,
  position: number,
  { highlighter, missing }: { readonly highlighter: Highlighter | null; readonly missing: Set<string> },
): Decoration[] {
  const language = languageOf(block.attrs['language'])?.id
  const text = block.textContent
  if (language === undefined || text === '' || text.length > MAX_COLOURED_CHARACTERS) return []
  const ranges = highlighter?.highlight(language, text)
  if (!ranges) {
    missing.add(language)
    return []
  }
  missing.delete(language)
  return ranges.map(({ from, to, className }) =>
    Decoration.inline(position + 1 + from, position + 1 + to, { class: className }),
  )
}

/** The decorations of a state; for tests. */
export function coloursIn(state: EditorState): DecorationSet {
  return key.getState(state)?.decorations ?? DecorationSet.empty
}

import { afterEach, expect, it } from 'vitest'
import { keepOneDraft, type DraftedText } from '../../../../../client/editor/pull/draft-once.ts'
import { insertBlocks } from '../../../../../client/editor/pull/insert-blocks.ts'
import type { DocNode } from '../../../../../shared/schema/doc-json.ts'
import { exchange, HeadlessEditor, noteOf } from '../../../../support/headless-editor.ts'
import { bullets, heading, item, minute, outline, paragraph } from './notes-of.ts'

const from = (node: DocNode, clock: number): DocNode => ({
  ...node,
  attrs: { ...node.attrs, origin: `n2:7.${clock}` },
})
const DRAFT = [
  from(heading(2, 'Topic'), 1),
  from(minute('decision', 'Merge it'), 2),
  paragraph(),
  bullets(from(item('see'), 3)),
]

const writers: Writer[] = []
afterEach(() => {
  for (const { editor } of writers.splice(0)) editor.destroy()
})

/** Somebody with the summary open, and whether they were told that their draft gave way. */
class Writer {
  readonly editor = new HeadlessEditor(noteOf([]))
  isTold = false
  readonly #listeners = new Set<() => void>()

  constructor() {
    writers.push(this)
  }

  draft(): void {
    const { editor } = this
    const { tr } = editor.state
    insertBlocks(tr, DRAFT, { atCaret: false })
    editor.dispatch(tr)
    const on = (name: string, listener: () => void) => name === 'update' && this.#listeners.add(listener)
    const off = (_name: string, listener: () => void) => this.#listeners.delete(listener)
    keepOneDraft(
      {
        editor: {
          get state() {
            return editor.state
          },
          view: editor,
          on,
          off,
        } as unknown as DraftedText['editor'],
        live: {
          doc: editor.doc,
          sync: { pending: 0 },
          onSync: () => () => undefined,
        } as unknown as DraftedText['live'],
      },
      DRAFT,
      () => {
        this.isTold = true
      },
    )
  }

  hear(other: Writer): void {
    exchange(other.editor, this.editor)
    for (const listener of this.#listeners) listener()
  }

  get lines(): string[] {
    return outline((this.editor.state.doc.toJSON() as DocNode).content ?? [])
  }
}

it('[PULL-8] of two who draft at the same moment one keeps the draft, whoever hears of the other first', () => {
  for (const isSwapped of [false, true]) {
    const one = new Writer()
    const other = new Writer()
    one.draft()
    other.draft()
    const order = isSwapped ? [other, one] : [one, other]
    for (let round = 0; round < 3; round++) {
      order[0]!.hear(order[1]!)
      order[1]!.hear(order[0]!)
    }
    expect(one.lines.filter((line) => line !== 'paragraph: ')).toEqual([
      'h2*: Topic',
      'decision*: Merge it',
      'bulletList[listItem*[paragraph: see]]',
    ])
    expect(other.lines).toEqual(one.lines)
    expect([one.isTold, other.isTold].filter(Boolean)).toHaveLength(1)
  }
})

it('[PULL-8] what somebody changed by then stays', () => {
  const one = new Writer()
  const other = new Writer()
  const late = one.editor.doc.clientID > other.editor.doc.clientID ? one : other
  one.draft()
  other.draft()
  late.editor.select('Merge it|')
  late.editor.type(' now')
  for (let round = 0; round < 3; round++) {
    one.hear(other)
    other.hear(one)
  }
  expect(late.isTold).toBe(true)
  expect(one.lines.filter((line) => line.startsWith('decision'))).toHaveLength(2)
  expect(one.lines.filter((line) => line.startsWith('h2'))).toHaveLength(1)
})

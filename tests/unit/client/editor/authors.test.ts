import type { Node } from '@tiptap/pm/model'
import { yXmlFragmentToProseMirrorRootNode } from '@tiptap/y-tiptap'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { followEdit } from '../../../../client/editor/authors/author-marks.ts'
import { authorRuns } from '../../../../client/editor/authors/author-runs.ts'
import { Writers } from '../../../../client/editor/authors/writers.ts'
import type { NoteWriters } from '../../../../shared/contracts/history.ts'
import { FRAGMENT } from '../../../../shared/protocol/messages.ts'
import { documentSchema } from '../../../../shared/schema/extensions.ts'
import { readUpdate } from '../../../../server/lib/read-update.ts'
import { createRandom } from '../../../support/random-doc.ts'

const MINUTE = '2019-09-09T10:00:00.000Z'

/** One who types nothing but one letter, so that the text says who wrote it. */
class Typist {
  readonly letter: string
  readonly doc = new Y.Doc()
  readonly #made: Uint8Array[] = []

  constructor(letter: string) {
    this.letter = letter
    this.doc.on('update', (update: Uint8Array, origin) => origin === null && this.#made.push(update))
  }

  /** What was made since the last call. */
  take(): readonly Uint8Array[] {
    return this.#made.splice(0)
  }

  editAtRandom(random: () => number): void {
    const below = (limit: number) => Math.floor(random() * limit)
    const root = this.doc.getXmlFragment(FRAGMENT)
    const texts = textsIn(root)
    const text = texts[below(texts.length)]
    const letters = this.letter.repeat(1 + below(4))
    if (!text || random() < 0.2) return addBlock(root, below(root.length + 1), letters, random() < 0.4)
    const at = below(text.length + 1)
    const length = Math.min(below(4), text.length - at)
    const choice = random()
    if (choice < 0.5) text.insert(at, letters)
    else if (choice < 0.7) text.delete(at, length)
    else if (choice < 0.85) text.format(at, length, { bold: {} })
    else if (root.length > 2) root.delete(below(root.length), 1)
  }
}

function textsIn(node: Y.XmlFragment): Y.XmlText[] {
  return node
    .toArray()
    .flatMap((child) =>
      child instanceof Y.XmlText ? [child] : child instanceof Y.XmlElement ? textsIn(child) : [],
    )
}

function addBlock(root: Y.XmlFragment, at: number, letters: string, isList: boolean): void {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(letters)])
  if (!isList) return root.insert(at, [paragraph])
  const item = new Y.XmlElement('listItem')
  item.insert(0, [paragraph])
  const list = new Y.XmlElement('bulletList')
  list.insert(0, [item])
  root.insert(at, [list])
}

const nodeOf = (doc: Y.Doc): Node =>
  yXmlFragmentToProseMirrorRootNode(doc.getXmlFragment(FRAGMENT), documentSchema)

/** An answer about rows of a log, each by one author. */
function answer(seq: number, rows: readonly { letter: string; update: Uint8Array }[]): NoteWriters {
  const letters = [...new Set(rows.map(({ letter }) => letter))]
  return {
    noteId: 'note',
    seq,
    authors: letters.map((name) => ({ name, color: '#112233' })),
    writings: letters.map((_, author) => ({ author, at: MINUTE })),
    runs: rows.flatMap(({ letter, update }) =>
      (readUpdate(update)?.clocks ?? []).map(([client, from, to]): NoteWriters['runs'][number] => [
        client,
        from,
        to,
        letters.indexOf(letter),
      ]),
    ),
  }
}

/** Two who write in one document, and what a server would have logged of it. */
function writeTogether(seed: number) {
  const random = createRandom(seed)
  const typists = [new Typist('a'), new Typist('b'), new Typist('c')]
  const writers = new Writers()
  let seq = 0
  const round = () => {
    const rows = typists.flatMap((typist) => {
      for (let edits = 1 + Math.floor(random() * 3); edits > 0; edits--) typist.editAtRandom(random)
      return typist.take().map((update) => ({ letter: typist.letter, update }))
    })
    for (const { doc } of typists) for (const { update } of rows) Y.applyUpdate(doc, update, 'elsewhere')
    seq += rows.length
    writers.add(answer(seq, rows))
  }
  const [{ doc } = new Typist('a')] = typists
  return { doc, writers, round }
}

describe('who wrote what', () => {
  it('[TOG-16] every letter is its author’s, wherever it stands, after any edits by three', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const { doc, writers, round } = writeTogether(seed)
      for (let rounds = 0; rounds < 15; rounds++) {
        round()
        const node = nodeOf(doc)
        const runs = authorRuns(doc.getXmlFragment(FRAGMENT), node, writers)
        const told = runs.map(({ from, to, author, at }) => {
          expect(at).toBe(MINUTE)
          const text = node.textBetween(from, to)
          expect([...new Set(text)], `seed ${seed}`).toEqual([writers.authors[author]?.name])
          return text
        })
        // The whole text, and nothing twice.
        expect(told.join(''), `seed ${seed}`).toBe(node.textContent)
      }
    }
  })

  it('[TOG-16] what the server has not told yet has no author', () => {
    const typist = new Typist('a')
    addBlock(typist.doc.getXmlFragment(FRAGMENT), 0, 'aaa', false)
    const writers = new Writers()
    writers.add(
      answer(
        1,
        typist.take().map((update) => ({ letter: 'a', update })),
      ),
    )
    textsIn(typist.doc.getXmlFragment(FRAGMENT))[0]?.insert(1, 'xx')
    const runs = authorRuns(typist.doc.getXmlFragment(FRAGMENT), nodeOf(typist.doc), writers)
    expect(runs.map(({ from, to }) => [from, to])).toEqual([
      [1, 2],
      [4, 6],
    ])
    expect(writers.seq).toBe(1)
  })

  it('[TOG-16] a block that differs from the shared document has none, and the others keep theirs', () => {
    const { doc } = new Typist('a')
    const root = doc.getXmlFragment(FRAGMENT)
    for (const letters of ['aaa', 'aaaa', 'aaa']) addBlock(root, root.length, letters, false)
    const writers = new Writers()
    writers.add(answer(1, [{ letter: 'a', update: Y.encodeStateAsUpdate(doc) }]))
    const node = nodeOf(doc)
    textsIn(root)[1]?.insert(0, 'a')
    expect(authorRuns(root, node, writers).map(({ from, to }) => [from, to])).toEqual([
      [1, 4],
      [12, 15],
    ])
  })

  it('[TOG-16] marks stay on their letters when others edit', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const { doc, writers, round } = writeTogether(seed)
      for (let rounds = 0; rounds < 8; rounds++) round()
      const before = nodeOf(doc)
      const marks = authorRuns(doc.getXmlFragment(FRAGMENT), before, writers).map(({ from, to, author }) => ({
        from,
        to,
        style: '',
        title: writers.authors[author]?.name ?? '',
      }))
      round()
      const after = nodeOf(doc)
      const followed = followEdit(marks, before, after)
      for (const { from, to, title } of followed) {
        expect(to, `seed ${seed}`).toBeGreaterThan(from)
        expect([...new Set(after.textBetween(from, to))], `seed ${seed}`).toEqual([title])
      }
    }
  })
})

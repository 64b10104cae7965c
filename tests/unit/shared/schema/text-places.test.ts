/** Passages of a note that comments are tied to, found again whatever is done to the text. */
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { FRAGMENT } from '../../../../shared/protocol/messages.ts'
import { documentSchema } from '../../../../shared/schema/extensions.ts'
import {
  anchorFromText,
  anchorsOf,
  anchorToText,
  findPassage,
  readText,
  TEXT_BLOCKS,
  wordsOf,
  type TextRange,
} from '../../../../shared/schema/text-places.ts'

function noteOf(...texts: readonly string[]): Y.XmlFragment {
  const fragment = new Y.Doc().getXmlFragment(FRAGMENT)
  fragment.push(texts.map((text) => paragraph(text)))
  return fragment
}

function paragraph(...parts: readonly (string | Y.XmlElement)[]): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(
    0,
    parts.map((part) => (typeof part === 'string' ? new Y.XmlText(part) : part)),
  )
  return element
}

const textAt = (fragment: Y.XmlFragment, block: number): Y.XmlText =>
  (fragment.get(block) as Y.XmlElement).get(0) as Y.XmlText

function range(block: number, from: number, to: number, lastBlock = block): TextRange {
  return { from: { block, offset: from }, to: { block: lastBlock, offset: to } }
}

/** What became of the passage after the change. */
function follow(fragment: Y.XmlFragment, passage: TextRange, change: () => void): string | null {
  const before = readText(fragment)
  const anchor = anchorsOf(before, passage)
  const quote = wordsOf(before, passage)
  change()
  const after = readText(fragment)
  const found = anchor && findPassage(after, anchor, quote)
  return found && wordsOf(after, found)
}

test('[REVIEW-1] every block of the schema that holds a line of text is known', () => {
  const blocks = Object.values(documentSchema.nodes).filter(({ isTextblock }) => isTextblock)
  expect([...TEXT_BLOCKS].sort()).toEqual(blocks.map(({ name }) => name).sort())
})

test('[REVIEW-1] a passage goes along with what is written and deleted around it and in it', () => {
  const changes: Record<string, [(note: Y.XmlFragment) => void, string | null]> = {
    'before it': [(note) => textAt(note, 0).insert(0, 'Well, '), 'brown fox'],
    'at its start': [(note) => textAt(note, 0).insert(4, 'big '), 'brown fox'],
    'at its end': [(note) => textAt(note, 0).insert(13, 'es'), 'brown fox'],
    'in it': [(note) => textAt(note, 0).insert(10, 'red '), 'brown red fox'],
    'a part of it goes': [(note) => textAt(note, 0).delete(2, 8), 'fox'],
    'a block before it': [(note) => note.insert(0, [paragraph('First')]), 'brown fox'],
    'all of it goes': [(note) => textAt(note, 0).delete(4, 9), null],
    'its block goes': [(note) => note.delete(0, 1), null],
  }
  for (const [what, [change, expected]] of Object.entries(changes)) {
    const note = noteOf('The brown fox jumps', 'over the dog')
    expect([what, follow(note, range(0, 4, 13), () => change(note))]).toEqual([what, expected])
  }
})

test('[REVIEW-1] where the editor makes the line anew the passage is where its words are, if that is one place', () => {
  const anew = (...texts: readonly string[]): string | null => {
    const note = noteOf('The brown fox jumps', 'over the dog')
    return follow(note, range(0, 4, 13), () => {
      note.delete(0, 1)
      note.insert(
        0,
        texts.map((text) => paragraph(text)),
      )
    })
  }
  expect(anew('The brown fox jumps')).toBe('brown fox')
  expect(anew('The', 'brown fox jumps')).toBe('brown fox')
  expect(anew('A brown fox, a brown fox')).toBeNull()
  expect(anew('The brown', 'fox jumps')).toBeNull()
})

test('[REVIEW-1] a passage over several blocks keeps what is left of it', () => {
  const note = () => noteOf('One two', 'three', 'four five')
  const passage = range(0, 4, 4, 2)
  const words = note()
  expect(wordsOf(readText(words), passage)).toBe('two\nthree\nfour')
  expect(follow(words, passage, () => words.delete(1, 1))).toBe('two\nfour')
  const withoutEnd = note()
  expect(follow(withoutEnd, passage, () => withoutEnd.delete(2, 1))).toBe('two')
  const withoutStart = note()
  expect(follow(withoutStart, passage, () => withoutStart.delete(0, 1))).toBe('four')
})

test('[REVIEW-1] names, times, gaps and line breaks are part of a passage, each as a whole', () => {
  const fragment = new Y.Doc().getXmlFragment(FRAGMENT)
  const name = new Y.XmlElement('personName')
  name.setAttribute('name', 'Ada')
  fragment.push([
    paragraph('ask ', name, ' about ', new Y.XmlElement('missed'), new Y.XmlElement('hardBreak')),
  ])
  const text = readText(fragment)
  const whole = range(0, 0, text.blocks[0]?.size ?? 0)
  expect(wordsOf(text, whole)).toBe('ask Ada about [missed]\n')
  expect(wordsOf(text, range(0, 4, 5))).toBe('Ada')
  expect(
    follow(fragment, range(0, 4, 5), () =>
      (fragment.get(0) as Y.XmlElement).insert(0, [new Y.XmlText('Please ')]),
    ),
  ).toBe('Ada')
})

test('[REVIEW-1] what is no place in a text is none', () => {
  for (const text of ['', '////', 'x', '!!!!', 'AQdkZWZhdWx0']) expect(anchorFromText(text)).toBeNull()
  const note = noteOf('one')
  const anchor = anchorsOf(readText(note), range(0, 0, 3))
  const again = anchor && anchorFromText(anchorToText(anchor.start))
  expect(again).toMatchObject({ item: anchor?.start.item })
  expect(anchorsOf(readText(note), range(3, 0, 1))).toBeNull()
  const foreign = anchor && findPassage(readText(noteOf('two')), anchor, null)
  expect(foreign).toBeNull()
})

/**
 * Documents to begin with, made by Yjs as Tiptap writes them: paragraphs (XmlElement) of text (XmlText) in the fragment
 * that it uses.
 */
import * as Y from 'yjs'
import { FRAGMENT } from '../../shared/protocol/messages.ts'
import { randomInteger, seededRandom, type Random } from './random.ts'

const AUTHORS = 12
const WORDS =
  'the scheduler latency is bounded by how long a task may hold the runqueue lock so we measured it on arm and x86 with tracing enabled question from the audience does this also hold for real time tasks answer yes but only when preemption is full action item send patches'.split(
    ' ',
  )
/** A paragraph above this length is split, as people do who take notes. */
const SPLIT_ABOVE_CHARACTERS = 400
/** After a word, how often its author goes on elsewhere, mends a typing error, or cuts some words. */
const MOVE_SHARE = 0.62
const TYPO_SHARE = 0.12
const CUT_SHARE = 0.01

export interface SeedDocument {
  readonly update: Uint8Array
  /** Characters of text in it. */
  readonly textLength: number
  /** How many of its last paragraphs are for writers, one each. */
  readonly writerParagraphs: number
}

/** A page with one paragraph per writer. */
export function makeShortDocument({ seed, writers }: { seed: number; writers: number }): SeedDocument {
  return makeTypedDocument({ seed, writers, textLength: 0 })
}

/**
 * A page that twelve people typed: words at many places, errors mended, paragraphs split. With such a history a
 * document is several times as large as its text.
 */
export function makeTypedDocument({
  seed,
  writers,
  textLength,
}: {
  seed: number
  writers: number
  textLength: number
}): SeedDocument {
  const random = seededRandom(seed)
  const doc = new Y.Doc()
  doc.clientID = 1 + randomInteger(random, 2 ** 31)
  const fragment = doc.getXmlFragment(FRAGMENT)
  if (textLength > 0) type(doc, fragment, textLength, random)
  doc.transact(() => {
    for (let i = 0; i < writers; i++) fragment.push([makeParagraph(`Notes of writer ${i}: `)])
  })
  const update = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return { update, textLength, writerParagraphs: writers }
}

/** A note of so many paragraphs, and one more per writer at its end. */
export function makeBlocksDocument({
  seed,
  blocks,
  writers,
}: {
  seed: number
  blocks: number
  writers: number
}): SeedDocument {
  const random = seededRandom(seed)
  const doc = new Y.Doc()
  doc.clientID = 1 + randomInteger(random, 2 ** 31)
  const fragment = doc.getXmlFragment(FRAGMENT)
  let textLength = 0
  doc.transact(() => {
    for (let i = 0; i < blocks; i++) {
      const words = Array.from({ length: 12 }, () => WORDS[randomInteger(random, WORDS.length)])
      const text = `Block ${i}: ${words.join(' ')}`
      fragment.push([makeParagraph(text)])
      textLength += text.length
    }
    for (let i = 0; i < writers; i++) fragment.push([makeParagraph(`Notes of writer ${i}: `)])
  })
  const update = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return { update, textLength, writerParagraphs: writers }
}

function makeParagraph(text: string): Y.XmlElement {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(text)])
  return paragraph
}

interface Author {
  readonly clientId: number
  text: Y.XmlText
  at: number
}

function type(doc: Y.Doc, fragment: Y.XmlFragment, textLength: number, random: Random): void {
  const texts: Y.XmlText[] = []
  const addParagraph = (index: number, content: string): void => {
    const paragraph = makeParagraph(content)
    fragment.insert(index, [paragraph])
    texts.splice(index, 0, paragraph.get(0) as Y.XmlText)
  }
  addParagraph(0, 'Notes')
  const authors: Author[] = Array.from({ length: AUTHORS }, () => ({
    clientId: 1 + randomInteger(random, 2 ** 31),
    text: texts[0] as Y.XmlText,
    at: 0,
  }))
  let length = 0
  while (length < textLength) {
    const author = authors[randomInteger(random, AUTHORS)] as Author
    // What everybody typed reached everybody before the next word, so that one document can stand for all.
    doc.clientID = author.clientId
    if (random() < MOVE_SHARE) {
      author.text = texts[randomInteger(random, texts.length)] as Y.XmlText
      author.at = randomInteger(random, author.text.length + 1)
    }
    const { text } = author
    author.at = Math.min(author.at, text.length)
    const word = `${WORDS[randomInteger(random, WORDS.length)]} `
    for (const character of word) text.insert(author.at++, character)
    length += word.length
    const chance = random()
    if (chance < TYPO_SHARE) {
      text.delete(author.at - 2, 1)
      text.insert(author.at - 2, 'e')
    } else if (chance < TYPO_SHARE + CUT_SHARE && text.length > 40) {
      text.delete(0, 20)
      length -= 20
    }
    if (text.length > SPLIT_ABOVE_CHARACTERS) {
      const half = text.length >> 1
      const tail = text.toJSON().slice(half)
      doc.transact(() => {
        text.delete(half, text.length - half)
        addParagraph(texts.indexOf(text) + 1, tail)
      })
    }
  }
}

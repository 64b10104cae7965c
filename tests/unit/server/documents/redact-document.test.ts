import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { openDoc } from '../../../../server/documents/open-doc.ts'
import { findNames, redactDocument } from '../../../../server/documents/redact-document.ts'
import { FRAGMENT } from '../../../../shared/protocol/messages.ts'
import { createRandom } from '../../../support/random-doc.ts'
import { editAtRandom } from '../../../support/random-editor.ts'
import { textIn } from '../../../support/note-text.ts'

const NAMES = ['Ada Lovelace']

function typing(): { readonly doc: Y.Doc; readonly updates: Uint8Array[]; readonly text: Y.XmlText } {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (bytes: Uint8Array) => updates.push(bytes))
  const [paragraph, text] = [new Y.XmlElement('paragraph'), new Y.XmlText()]
  paragraph.insert(0, [text])
  doc.getXmlFragment(FRAGMENT).insert(0, [paragraph])
  return { doc, updates, text }
}

const found = (updates: readonly Uint8Array[]) => findNames(openDoc(updates, { gc: false }).doc, NAMES)

test('[NAME-1] a name is found letter by letter, across marks, in attributes, and in what was deleted', () => {
  const letters = typing()
  for (const letter of 'by ada lovelace,') letters.text.insert(letters.text.length, letter)
  expect(found(letters.updates)).toEqual({ inText: true, inPast: true })
  letters.text.delete(0, 16)
  expect(found(letters.updates)).toEqual({ inText: false, inPast: true })

  const marked = typing()
  marked.text.insert(0, 'Ada ', { bold: {} })
  marked.text.insert(4, 'Lovelace', { bold: null })
  expect(found(marked.updates).inText).toBe(true)

  const mention = typing()
  const person = new Y.XmlElement('personName')
  person.setAttribute('name', 'Ada Lovelace')
  ;(mention.doc.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement).insert(1, [person])
  expect(found(mention.updates)).toEqual({ inText: true, inPast: true })
  ;(mention.doc.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement).delete(1, 1)
  expect(found(mention.updates)).toEqual({ inText: false, inPast: true })

  const other = typing()
  other.text.insert(0, 'Adas Lovelaces')
  expect(found(other.updates)).toEqual({ inText: false, inPast: false })
})

test('[NAME-4] the change takes the name out of the text and leaves all else, also what others type meanwhile', () => {
  let changes = 0
  for (let seed = 1; seed <= 20; seed++) {
    const random = createRandom(seed)
    const { doc, updates, text } = typing()
    text.insert(0, 'asked by Ada Lovelace again')
    for (let edit = 0; edit < 20; edit++) editAtRandom(doc, random)
    const before = textIn(doc.getXmlFragment(FRAGMENT))
    const change = redactDocument(openDoc(updates).doc, NAMES)
    // Where an edit broke the name, or made it a part of a longer word.
    if (!change) continue
    changes++
    Y.applyUpdate(doc, change)
    // A line that held a name is composed anew.
    expect([seed, textIn(doc.getXmlFragment(FRAGMENT)).normalize('NFC')]).toEqual([
      seed,
      before.replaceAll('Ada Lovelace', '[name removed]').normalize('NFC'),
    ])
    expect(redactDocument(openDoc([Y.encodeStateAsUpdate(doc)]).doc, NAMES)).toBeNull()
  }
  expect(changes).toBeGreaterThan(5)
})

import { afterAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { createDocuments } from '../../../../server/documents/documents.ts'
import { docOf, paragraphOf } from '../../../../shared/schema/doc-json.ts'
import { FRAGMENT } from '../../../../shared/protocol/messages.ts'
import {
  CONTRADICTION,
  deepNote,
  EMPTY_DELETION,
  forwardReference,
} from '../../../support/hostile-updates.ts'
import { textIn } from '../../../support/note-text.ts'
import { editAtRandom } from '../../../support/random-editor.ts'
import { createRandom } from '../../../support/random-doc.ts'

const documents = createDocuments()
afterAll(() => documents.close())

test('[HIST-7] any earlier state is restored exactly; doing it again changes nothing', async () => {
  for (let seed = 1; seed <= 15; seed++) {
    const random = createRandom(seed)
    const doc = new Y.Doc()
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    for (let edit = 0; edit < 60; edit++) editAtRandom(doc, random)
    const then = updates.slice(0, 1 + Math.floor(random() * (updates.length - 1)))
    const wanted = await documents.readState(then, null)
    const change = await documents.restore(updates, then)
    const restored = change ? [...updates, change] : updates
    expect([seed, await documents.readState(restored, null)]).toEqual([seed, wanted])
    expect([seed, await documents.restore(restored, then)]).toEqual([seed, null])
    expect(await documents.restore(updates, updates)).toBeNull()
  }
})

test('[HIST-3, HIST-7] whatever a client put into a note, its states are read and restored', async () => {
  const typed = await documents.seed(docOf([paragraphOf('typed')]))
  const written = { writings: [{ author: 0, at: '' }], items: new Map() }
  for (const hostile of [
    [deepNote(4_000, 'deep down')],
    CONTRADICTION,
    [forwardReference(5)],
    [EMPTY_DELETION],
  ]) {
    const updates = [typed, ...hostile]
    expect(JSON.stringify(await documents.readState(updates, written))).toContain('typed')
    for (const [now, earlier] of [
      [updates, [typed]],
      [[typed], updates],
    ] as const) {
      const change = await documents.restore(now, earlier)
      const restored = await documents.readState(change ? [...now, change] : now, null)
      expect(restored).toEqual(await documents.readState(earlier, null))
    }
  }
})

test('[HIST-7] what is in both stays where it is: who types there meanwhile goes on', async () => {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  const root = doc.getXmlFragment(FRAGMENT)
  const listOf = (texts: readonly string[]) => texts.map((text) => itemOf(text))
  const list = new Y.XmlElement('bulletList')
  doc.transact(() => {
    root.insert(0, [list])
    list.insert(0, listOf(['alpha', 'beta', 'gamma']))
  })
  const then = [...updates]
  list.insert(2, listOf(['between beta and gamma']))
  list.insert(1, listOf(['between alpha and beta']))
  list.delete(0, 1)
  const before = Y.encodeStateAsUpdate(doc)
  const [beta] = [textOf(list.get(1) as Y.XmlElement)]
  beta.insert(4, ', typed meanwhile')
  const change = await documents.restore([before], then)
  Y.applyUpdate(doc, change!)
  expect(textIn(root).match(/alpha|beta, typed meanwhile|gamma|between/g)).toEqual([
    'alpha',
    'beta, typed meanwhile',
    'gamma',
  ])
})

function itemOf(text: string): Y.XmlElement {
  const [item, paragraph] = [new Y.XmlElement('listItem'), new Y.XmlElement('paragraph')]
  item.insert(0, [paragraph])
  paragraph.insert(0, [new Y.XmlText(text)])
  return item
}

function textOf(item: Y.XmlElement): Y.XmlText {
  return (item.get(0) as Y.XmlElement).get(0) as Y.XmlText
}

import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { openDoc } from '../../../../server/documents/open-doc.ts'
import { rollBack } from '../../../../server/documents/roll-back.ts'
import { FRAGMENT } from '../../../../shared/protocol/messages.ts'
import { textIn } from '../../../support/note-text.ts'
import { editAtRandom } from '../../../support/random-editor.ts'
import { createRandom } from '../../../support/random-doc.ts'
import { charactersIn, participantLog, RivalWriters, type RivalRow } from '../../../support/rival-writers.ts'

const ROUNDS = Number(process.env['ROLL_BACK_ROUNDS'] ?? 25)
/** Writes as none of the others. */
const REMOVER = 99

const replayed = (rows: readonly RivalRow[]): Y.Doc =>
  openDoc(
    rows.map(({ bytes }) => bytes),
    { gc: false },
  ).doc

test('[GUEST-6, GUEST-7] nothing of the one remains, everything of the others that they did not delete is there once', () => {
  for (let seed = 1; seed <= ROUNDS; seed++) {
    const random = createRandom(seed)
    const writers = new RivalWriters(2 + Math.floor(random() * 3), random)
    for (let step = 0; step < 120; step++) writers.step()
    writers.settle()
    const change = rollBack(replayed(writers.rows), writers.logOf(0))
    if (change) writers.add({ writer: REMOVER, bytes: change })
    const present = charactersIn(writers.docs[0] as Y.Doc)
    expect([seed, present.toSorted()]).toEqual([seed, [...writers.rightful(0)].toSorted()])
    expect([seed, rollBack(replayed(writers.rows), writers.logOf(0))]).toEqual([seed, null])
  }
})

test('[GUEST-8] who was away while it was done comes back to the same text as everybody, and loses nothing that had come in', () => {
  for (let seed = 1; seed <= ROUNDS; seed++) {
    const random = createRandom(500 + seed)
    const writers = new RivalWriters(3, random)
    for (let step = 0; step < 100; step++) writers.step()
    const hadCome = new Set(
      writers.rows.flatMap(({ bytes }) => [...new TextDecoder().decode(bytes)].filter((one) => one >= '一')),
    )
    const change = rollBack(replayed(writers.rows), writers.logOf(0))
    if (change) writers.add({ writer: REMOVER, bytes: change })
    writers.settle()
    // Those who are removed send nothing more; here they did.
    const again = rollBack(replayed(writers.rows), writers.logOf(0))
    if (again) writers.add({ writer: REMOVER, bytes: again })
    const texts = writers.docs.map((doc) => textIn(doc.getXmlFragment(FRAGMENT)))
    expect([seed, new Set(texts).size]).toEqual([seed, 1])
    const present = charactersIn(writers.docs[0] as Y.Doc)
    expect([seed, present.length]).toEqual([seed, new Set(present).size])
    const [rightful, theirs] = [writers.rightful(0), writers.writtenBy(0)]
    expect([seed, present.filter((one) => theirs.has(one))]).toEqual([seed, []])
    const there = new Set(present)
    expect([seed, [...rightful].filter((one) => hadCome.has(one) && !there.has(one))]).toEqual([seed, []])
  }
})

test('[GUEST-7] what others typed into a paragraph of theirs stays, in that paragraph', () => {
  const [guest, other] = [new Y.Doc(), new Y.Doc()]
  const rows: RivalRow[] = []
  guest.on('update', (bytes: Uint8Array, origin: unknown) => {
    if (origin !== 'log') rows.push({ writer: 0, bytes })
    Y.applyUpdate(other, bytes, 'log')
  })
  other.on('update', (bytes: Uint8Array, origin: unknown) => {
    if (origin !== 'log') rows.push({ writer: 1, bytes })
    Y.applyUpdate(guest, bytes, 'log')
  })
  const heading = new Y.XmlElement<{ level: number; id: string }>('heading')
  heading.setAttribute('level', 2)
  heading.setAttribute('id', 'rude words')
  heading.insert(0, [new Y.XmlText('spam spam')])
  guest.getXmlFragment(FRAGMENT).insert(0, [heading as unknown as Y.XmlElement])
  const text = (other.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement).get(0) as Y.XmlText
  text.insert(4, ' – no, see the patch')
  const change = rollBack(replayed(rows), participantLog(rows, 0))
  Y.applyUpdate(other, change as Uint8Array)
  const [left] = other.getXmlFragment(FRAGMENT).toArray() as Y.XmlElement[]
  expect(left?.toString()).toBe('<heading level="2"> – no, see the patch</heading>')
})

test('[GUEST-6] edits of every kind come back into a document that can be edited on', () => {
  for (let seed = 1; seed <= 15; seed++) {
    const random = createRandom(1_000 + seed)
    const docs = [new Y.Doc(), new Y.Doc()]
    const rows: RivalRow[] = []
    docs.forEach((doc, writer) => {
      doc.on('update', (bytes: Uint8Array, origin: unknown) => {
        if (origin === 'log') return
        rows.push({ writer, bytes })
        for (const other of docs) if (other !== doc) Y.applyUpdate(other, bytes, 'log')
      })
    })
    const [guest, other] = docs as [Y.Doc, Y.Doc]
    for (let edit = 0; edit < 20; edit++) editAtRandom(other, random)
    const before = textIn(other.getXmlFragment(FRAGMENT))
    for (let edit = 0; edit < 25; edit++) editAtRandom(guest, random)
    const change = rollBack(replayed(rows), participantLog(rows, 0))
    Y.applyUpdate(other, change as Uint8Array)
    expect([seed, textIn(other.getXmlFragment(FRAGMENT))]).toEqual([seed, before])
  }
})

test('[GUEST-6] a log that holds nothing of them gives no change', () => {
  const doc = new Y.Doc()
  const rows: RivalRow[] = []
  doc.on('update', (bytes: Uint8Array) => rows.push({ writer: 1, bytes }))
  editAtRandom(doc, createRandom(1))
  expect(rollBack(replayed(rows), participantLog(rows, 0))).toBeNull()
})

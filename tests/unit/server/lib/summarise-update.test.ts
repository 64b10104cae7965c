import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { summariseUpdate } from '../../../../server/lib/summarise-update.ts'
import { createRandom } from '../../../support/random-doc.ts'

test('[LOG-12] the summary of an update is the state vector of its document and what that does not tell', () => {
  const random = createRandom(7)
  const doc = new Y.Doc()
  for (let round = 0; round < 200; round++) {
    const writer = new Y.Doc()
    Y.applyUpdate(writer, Y.encodeStateAsUpdate(doc))
    writer.clientID = 1 + Math.floor(random() * 20)
    const text = writer.getText('default')
    if (text.length > 3 && random() < 0.4) text.delete(Math.floor(random() * (text.length - 2)), 2)
    else text.insert(Math.floor(random() * text.length), 'abc')
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(writer))
  }
  const stateVector = Y.encodeStateVector(doc)
  const summary = summariseUpdate(Y.encodeStateAsUpdate(doc))
  expect([...summary.stateVector]).toEqual([...stateVector])
  expect([...summary.rest]).toEqual([...Y.encodeStateAsUpdate(doc, stateVector)])
})

test('[LOG-12] an update that deletes nothing has an empty rest; one that is nothing an empty state vector', () => {
  const doc = new Y.Doc()
  doc.getText('default').insert(0, 'a')
  expect([...summariseUpdate(Y.encodeStateAsUpdate(doc)).rest]).toEqual([0, 0])
  const { stateVector, rest } = summariseUpdate(new Uint8Array([0, 0]))
  expect([[...stateVector], [...rest]]).toEqual([[0], [0, 0]])
})

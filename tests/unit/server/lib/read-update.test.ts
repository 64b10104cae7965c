import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { encodeDeletesUpdate, readUpdate, replaceDeletes } from '../../../../server/lib/read-update.ts'

/** Two people write and delete in one text; `doc` holds it all. */
function editedDoc(): Y.Doc {
  const [ada, ben] = [new Y.Doc(), new Y.Doc()]
  ada.getText('t').insert(0, 'Hello world')
  ada.getText('t').delete(2, 3)
  Y.applyUpdate(ben, Y.encodeStateAsUpdate(ada))
  ben.getText('t').insert(4, 'brave 🎉')
  ben.getText('t').delete(0, 1)
  ben.getText('t').delete(5, 2)
  return ben
}

test('[RECV-1] an update is read with its items and its deletions', () => {
  const doc = editedDoc()
  const read = readUpdate(Y.encodeStateAsUpdate(doc))
  expect(new Map(read?.clocks.map(([client, , to]) => [client, to]))).toEqual(
    Y.decodeStateVector(Y.encodeStateVector(doc)),
  )
  expect(read?.deletes.size).toBeGreaterThan(0)
})

test('[ROOM-14] an update keeps its items when its deletions are replaced', () => {
  const update = Y.encodeStateAsUpdate(editedDoc())
  const read = readUpdate(update)!
  const none = replaceDeletes(update, read, new Map())!
  expect(readUpdate(none)).toMatchObject({ clocks: read.clocks, deletes: new Map() })
  const [client, runs] = [...read.deletes][0]!
  const some = new Map([[client, runs.slice(0, 1)]])
  expect(readUpdate(replaceDeletes(update, read, some)!)?.deletes).toEqual(some)
  expect(replaceDeletes(update, read, read.deletes)?.byteLength).toBe(update.byteLength)
})

test('[ROOM-14] an update whose numbers are not in their shortest form is left as it is', () => {
  const doc = new Y.Doc()
  doc.getText('t').insert(0, 'a')
  doc.getText('t').delete(0, 1)
  const update = Y.encodeStateAsUpdate(doc)
  const read = readUpdate(update)!
  // The number of clients that deleted something, 1, written in two bytes.
  const stretched = Buffer.concat([
    update.subarray(0, read.itemsEnd!),
    Buffer.from([0x81, 0x00]),
    update.subarray(read.itemsEnd! + 1),
  ])
  const again = readUpdate(stretched)!
  expect(again.deletes).toEqual(read.deletes)
  expect(replaceDeletes(stretched, again, new Map())).toBeNull()
})

test('[ROOM-14] deletions alone are an update that Yjs takes', () => {
  const doc = editedDoc()
  const whole = new Y.Doc()
  const read = readUpdate(Y.encodeStateAsUpdate(doc))!
  Y.applyUpdate(whole, replaceDeletes(Y.encodeStateAsUpdate(doc), read, new Map())!)
  Y.applyUpdate(whole, encodeDeletesUpdate(read.deletes))
  expect(whole.getText('t').toJSON()).toBe(doc.getText('t').toJSON())
})

import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { receive } from '../../../../server/collab/receive.ts'
import { CLOSE } from '../../../../shared/protocol/close-codes.ts'
import {
  encodeBarrier,
  encodePresence,
  encodeStep1,
  encodeStep2,
  encodeUpdate,
} from '../../../../shared/protocol/codec.ts'
import { MAX_FRAME_BYTES } from '../../../../shared/protocol/limits.ts'
import { EMPTY_DELETION, forwardReference } from '../../../support/hostile-updates.ts'

const WRITER = { mayWrite: true }
const READER = { mayWrite: false }

function updateOf(text: string): { bytes: Uint8Array; client: number } {
  const doc = new Y.Doc()
  doc.getText('default').insert(0, text)
  return { bytes: Y.encodeStateAsUpdate(doc), client: doc.clientID }
}

test('[RECV-1] an edit of a writer is staged with the clocks that it holds', () => {
  const { bytes, client } = updateOf('hello')
  expect(receive(encodeUpdate(bytes), WRITER)).toEqual({
    kind: 'stage',
    update: bytes,
    read: { clocks: [[client, 0, 5]], deletes: new Map(), itemsEnd: null },
    isAnswer: false,
  })
  expect(receive(encodeStep2(bytes), WRITER)).toMatchObject({ kind: 'stage', isAnswer: true })
})

test('[RECV-2] an edit of a reader closes the connection and nothing else', () => {
  expect(receive(encodeUpdate(updateOf('no').bytes), READER)).toEqual({
    kind: 'close',
    close: CLOSE.readOnly,
  })
  expect(receive(encodeStep2(updateOf('no').bytes), READER)).toEqual({ kind: 'close', close: CLOSE.readOnly })
})

test('[RECV-3] an update that holds nothing is ignored, also from a reader', () => {
  const empty = Y.encodeStateAsUpdate(new Y.Doc())
  expect(receive(encodeStep2(empty), WRITER)).toEqual({ kind: 'ignore' })
  expect(receive(encodeStep2(empty), READER)).toEqual({ kind: 'ignore' })
})

test('[RECV-4] an update cut off at any byte closes the connection', () => {
  const { bytes } = updateOf('cut me anywhere')
  for (let length = 0; length < bytes.length; length++) {
    const cut = receive(encodeUpdate(bytes.slice(0, length)), WRITER)
    expect(cut, `cut after ${length} bytes`).toEqual({ kind: 'close', close: CLOSE.badFrame })
  }
})

test('[RECV-7] an update that decodes and that no document could take closes the connection', () => {
  for (const update of [forwardReference(5), EMPTY_DELETION]) {
    expect(() => Y.decodeUpdate(update)).not.toThrow()
    expect(receive(encodeUpdate(update), WRITER)).toEqual({ kind: 'close', close: CLOSE.badFrame })
  }
})

test('[RECV-4] a frame cut off at any byte closes the connection or is ignored, and never throws', () => {
  const frames = [
    encodeUpdate(updateOf('abc').bytes),
    encodeStep1(Y.encodeStateVector(new Y.Doc())),
    encodePresence([{ clientId: 1, clock: 1, json: '{}' }]),
    encodeBarrier(300),
  ]
  for (const frame of frames) {
    for (let length = 0; length < frame.length; length++) {
      expect(['close', 'ignore']).toContain(receive(frame.slice(0, length), WRITER).kind)
    }
  }
})

test('[RECV-5] a frame above the size limit closes the connection before it is decoded', () => {
  expect(receive(new Uint8Array(MAX_FRAME_BYTES + 1), WRITER)).toEqual({
    kind: 'close',
    close: CLOSE.tooLarge,
  })
})

test('[RECV-6] a barrier of a reader is refused; presence of a reader and unknown messages are ignored', () => {
  expect(receive(encodeBarrier(7), WRITER)).toEqual({ kind: 'barrier', seq: 7 })
  expect(receive(encodeBarrier(7), READER)).toEqual({ kind: 'refuse-barrier', seq: 7 })
  expect(receive(encodePresence([]), READER)).toEqual({ kind: 'ignore' })
  expect(receive(new Uint8Array([99, 1, 2]), WRITER)).toEqual({ kind: 'ignore' })
})

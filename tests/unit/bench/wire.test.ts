import { describe, expect, it } from 'vitest'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { PayloadTable, readRanges } from '../../../bench/load/payload-table.ts'
import { makeTypedDocument } from '../../../bench/load/seed-documents.ts'
import { KIND, Wire } from '../../../bench/load/wire.ts'
import { makeWriterScript } from '../../../bench/load/writer-script.ts'
import {
  encodeBarrier,
  encodeDeflated,
  encodePresence,
  encodeStep1,
  encodeUpdate,
} from '../../../shared/protocol/codec.ts'

const read = (wire: Wire, message: Uint8Array) => {
  const bytes = Buffer.concat([Buffer.from([9, 9]), message, Buffer.from([9])])
  const { kind, start, end, seq } = wire.read(bytes, 2, 2 + message.length)
  return { kind, content: [...bytes.subarray(start, end)], seq }
}

describe('the messages of the servers', () => {
  it('are those of our own protocol', () => {
    const wire = new Wire('yjs', 'room')
    const content = Uint8Array.from({ length: 200 }, (_, i) => i)
    expect(wire.update(content)).toEqual(encodeUpdate(content))
    expect(wire.step1(content)).toEqual(encodeStep1(content))
    expect(wire.barrier(300)).toEqual(encodeBarrier(300))
    expect(read(wire, encodeUpdate(content))).toMatchObject({ kind: KIND.document, content: [...content] })
    expect(read(wire, encodeStep1(content))).toMatchObject({ kind: KIND.step1, content: [...content] })
    expect(read(wire, encodeDeflated(content))).toMatchObject({ kind: KIND.deflated, content: [...content] })
    expect(read(wire, encodePresence([])).kind).toBe(KIND.presence)
    expect(read(wire, encodeBarrier(300))).toMatchObject({ kind: KIND.barrier, seq: 300 })
    expect(read(wire, encodeBarrier(300, { refused: true })).kind).toBe(KIND.denied)
  })

  it('carry the document’s name for Hocuspocus', () => {
    const wire = new Wire('hocuspocus', 'note-1')
    const update = Uint8Array.of(1, 2, 3)
    expect(read(wire, wire.update(update))).toMatchObject({ kind: KIND.document, content: [1, 2, 3] })
    const reply = encoding.encode((encoder) => {
      encoding.writeVarString(encoder, 'note-1')
      encoding.writeVarUint(encoder, 4)
      encoding.writeVarUint(encoder, 0)
      encoding.writeVarUint8Array(encoder, update)
    })
    expect(read(wire, reply)).toMatchObject({ kind: KIND.step1, content: [1, 2, 3] })
  })

  it('are refused when they end early', () => {
    const wire = new Wire('yjs', 'room')
    const message = Buffer.from(wire.update(Uint8Array.of(1, 2, 3)))
    expect(() => wire.read(message, 0, message.length - 1)).toThrow('shorter')
  })
})

describe('payloads', () => {
  it('are told apart even when they differ in one byte', () => {
    const table = new PayloadTable()
    const long = Buffer.alloc(5_000, 1)
    const first = table.intern(long, 0, long.length)
    expect(table.intern(Buffer.from(long), 0, long.length)).toBe(first)
    for (let i = 0; i < long.length; i += 37) {
      const other = Buffer.from(long)
      other[i] = 2
      expect(table.intern(other, 0, other.length)).not.toBe(first)
    }
  })

  it('are not seen as more than they hold when an update skips clocks', () => {
    const doc = new Y.Doc()
    doc.clientID = 5
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    const text = doc.getText('t')
    for (const character of 'abc') text.insert(0, character)
    const [first, , third] = updates as [Uint8Array, Uint8Array, Uint8Array]
    expect(readRanges(Y.mergeUpdates([first, third]))).toEqual([5, 0, 1, 5, 2, 3])
  })
})

describe('what writers send', () => {
  const seed = makeTypedDocument({ seed: 3, writers: 2, textLength: 2_000 })

  it('is one clock per edit, and types into the writer’s own paragraph', () => {
    const wire = new Wire('yjs', 'room')
    const script = makeWriterScript({ clientId: 77, seed, paragraph: 1, edits: 12, wire })
    const doc = new Y.Doc()
    Y.applyUpdate(doc, seed.update)
    for (const [k, frames] of script.edits.entries()) {
      // Both frames are short: two bytes and the mask before the message.
      const length = (frames[1] as number) & 0x7f
      const message = wire.read(frames, 6, 6 + length)
      const update = frames.subarray(message.start, message.end)
      expect(readRanges(update)).toEqual([77, k, k + 1])
      Y.applyUpdate(doc, update)
    }
    const fragment = doc.getXmlFragment('default')
    expect(fragment.get(fragment.length - 1).toString()).toContain('Notes of writer 1: and the main')
    expect(fragment.get(fragment.length - 2).toString()).toContain('Notes of writer 0: <')
  })

  it('begins with the same document for the same seed', () => {
    expect(makeTypedDocument({ seed: 3, writers: 2, textLength: 2_000 }).update).toEqual(seed.update)
  })
})

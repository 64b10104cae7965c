import { expect, test } from 'vitest'
import { packUpdates, unpackUpdates } from '../../../../server/lib/packed-updates.ts'

test('[DOCS-9] updates are the same after they were packed for a thread, empty ones too', () => {
  for (const updates of [[], [[]], [[1, 2, 3], [], [4], [5, 6]]]) {
    const packed = packUpdates(updates.map((bytes) => Uint8Array.from(bytes)))
    expect(unpackUpdates(packed).map((bytes) => [...bytes])).toEqual(updates)
    expect(packed.bytes.byteLength).toBe(packed.bytes.buffer.byteLength)
  }
})

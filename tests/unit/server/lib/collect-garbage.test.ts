import { expect, test } from 'vitest'
import { collectGarbage } from '../../../../server/lib/collect-garbage.ts'

test('[OPEN-6] what nobody refers to is collected, again and again, and the process goes on', async () => {
  for (let round = 0; round < 3; round++) {
    const forgotten = new WeakRef(makeLarge())
    // A reference lives on until the turn of the event loop in which it was made is over.
    await new Promise((resolve) => setImmediate(resolve))
    await collectGarbage()
    expect(forgotten.deref()).toBeUndefined()
  }
})

function makeLarge(): Uint8Array {
  return new Uint8Array(1_000_000)
}

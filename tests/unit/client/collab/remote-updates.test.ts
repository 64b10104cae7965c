import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { RemoteUpdates } from '../../../../client/collab/remote-updates.ts'

const ORIGIN = 'the line'

/** A document, others' changes for it, and how often the editor had to follow. */
function setUp() {
  const doc = new Y.Doc()
  const text = doc.getText('text')
  const updates = new RemoteUpdates(doc, () => ORIGIN)
  const origins: unknown[] = []
  doc.on('afterTransaction', ({ origin }: Y.Transaction) => origins.push(origin))
  return { updates, text, origins, change: (letter: string) => () => text.insert(text.length, letter) }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('others’ changes', () => {
  it('[TOG-15] the first after a pause is there at once', () => {
    const { updates, text, change } = setUp()
    updates.take(change('a'))
    expect(text.toJSON()).toBe('a')
    vi.advanceTimersByTime(1_000)
    updates.take(change('b'))
    expect(text.toJSON()).toBe('ab')
  })

  it('[TOG-15] what comes soon after comes together, in its order, as one change', () => {
    const { updates, text, origins, change } = setUp()
    for (const letter of 'abcdefgh') updates.take(change(letter))
    expect(text.toJSON()).toBe('a')
    vi.advanceTimersByTime(16)
    expect(text.toJSON()).toBe('abcdefgh')
    expect(origins).toEqual([ORIGIN, ORIGIN])
  })

  it('[TOG-15] on a slow device they take a quarter of the time, and wait at most half a second', () => {
    const { updates, text, origins, change } = setUp()
    let costMs = 20
    const take = (letter: string): void =>
      updates.take(() => {
        change(letter)()
        vi.advanceTimersByTime(costMs)
      })
    take('a')
    updates.take(change('b'))
    vi.advanceTimersByTime(59)
    expect(text.toJSON()).toBe('a')
    vi.advanceTimersByTime(1)
    expect(text.toJSON()).toBe('ab')

    vi.advanceTimersByTime(1_000)
    costMs = 400
    take('c')
    updates.take(change('d'))
    vi.advanceTimersByTime(99)
    expect(text.toJSON()).toBe('abc')
    vi.advanceTimersByTime(1)
    expect(text.toJSON()).toBe('abcd')
    expect(origins).toHaveLength(4)
  })

  it('[TOG-12] are held back for as long as asked, and then come as one change', () => {
    const { updates, text, origins, change } = setUp()
    updates.take(change('a'))
    updates.take(change('b'))
    updates.hold(true)
    updates.take(change('c'))
    vi.advanceTimersByTime(10_000)
    expect(text.toJSON()).toBe('a')
    updates.hold(false)
    expect(text.toJSON()).toBe('abc')
    expect(origins).toHaveLength(2)
  })

  it('[TOG-15] what waits when the note is closed is dropped', () => {
    const { updates, text, change } = setUp()
    updates.take(change('a'))
    updates.take(change('b'))
    updates.dispose()
    vi.advanceTimersByTime(1_000)
    expect(text.toJSON()).toBe('a')
  })
})

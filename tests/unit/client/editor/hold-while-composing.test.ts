import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { CompositionHold } from '../../../../client/editor/hold-while-composing.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('[TOG-12] others’ changes wait until a composition ends, pauses or has taken half a minute', () => {
  let isHeld = false
  const composition = new CompositionHold((held) => {
    isHeld = held
  })
  composition.step()
  vi.advanceTimersByTime(9_000)
  composition.step()
  vi.advanceTimersByTime(9_000)
  expect(isHeld).toBe(true)
  composition.end()
  expect(isHeld).toBe(true)
  vi.advanceTimersByTime(100)
  expect(isHeld).toBe(false)

  composition.step()
  vi.advanceTimersByTime(10_000)
  expect(isHeld).toBe(false)

  composition.end()
  for (let steps = 0; steps < 5; steps++) {
    composition.step()
    vi.advanceTimersByTime(5_000)
    expect(isHeld).toBe(true)
  }
  composition.step()
  vi.advanceTimersByTime(5_000)
  composition.step()
  expect(isHeld).toBe(false)
})

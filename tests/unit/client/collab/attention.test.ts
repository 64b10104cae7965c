import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { IDLE_AFTER_MS, watchAttention, type WatchedPage } from '../../../../client/collab/attention.ts'

class Page extends EventTarget implements WatchedPage {
  visibilityState: DocumentVisibilityState = 'visible'

  show(state: DocumentVisibilityState): void {
    this.visibilityState = state
    this.dispatchEvent(new Event('visibilitychange'))
  }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('[TOG-8] somebody is idle after two minutes without a sign of life, or when the page is hidden', () => {
  const page = new Page()
  const told: boolean[] = []
  const stop = watchAttention(page, (isIdle) => told.push(isIdle))
  vi.advanceTimersByTime(IDLE_AFTER_MS - 1_000)
  page.dispatchEvent(new Event('keydown'))
  vi.advanceTimersByTime(IDLE_AFTER_MS - 1_000)
  expect(told).toEqual([])
  vi.advanceTimersByTime(1_000)
  expect(told).toEqual([true])
  page.dispatchEvent(new Event('pointermove'))
  expect(told).toEqual([true, false])
  page.show('hidden')
  page.show('visible')
  expect(told).toEqual([true, false, true, false])
  vi.advanceTimersByTime(IDLE_AFTER_MS)
  expect(told.at(-1)).toBe(true)
  stop()
  page.dispatchEvent(new Event('keydown'))
  expect(told.length).toBe(5)
  expect(vi.getTimerCount()).toBe(0)
})

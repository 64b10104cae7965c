import { expect, it } from 'vitest'
import { watchTouch } from '../../../../client/editor/watch-touch.ts'

it('[FIND-17] a touch is told from a mouse and from keys', () => {
  const page = new EventTarget()
  const ended = new AbortController()
  const isTouch = watchTouch(page, ended.signal)
  const point = (type: string, pointerType: string) =>
    page.dispatchEvent(Object.assign(new Event(type), { pointerType }))
  expect(isTouch()).toBe(false)
  point('pointerover', 'touch')
  expect(isTouch()).toBe(true)
  point('pointerover', 'mouse')
  expect(isTouch()).toBe(false)
  point('pointerdown', 'touch')
  page.dispatchEvent(new Event('keydown'))
  expect(isTouch()).toBe(false)
  ended.abort()
  point('pointerdown', 'touch')
  expect(isTouch()).toBe(false)
})

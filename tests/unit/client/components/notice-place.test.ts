import { expect, it } from 'vitest'
import { placeNotice } from '../../../../client/components/notice-place.ts'

const VIEW = { height: 800, seen: 800 }
const button = (top: number) => ({ top, bottom: top + 36 })

it('[PAGE-38] a message appears away from the button that was used', () => {
  expect(placeNotice({ ...VIEW, controls: [button(60)] })).toBe('bottom-center')
  expect(placeNotice({ ...VIEW, controls: [button(740)] })).toBe('top-center')
  expect(placeNotice({ ...VIEW, controls: [] })).toBe('bottom-center')
})

it('[PAGE-38] the text one writes in is no button', () => {
  const text = { top: 300, bottom: 1500 }
  expect(placeNotice({ ...VIEW, controls: [text] })).toBe('bottom-center')
  expect(placeNotice({ ...VIEW, controls: [text, button(700)] })).toBe('top-center')
})

it('[PAGE-38] a message is not below the keyboard of a phone', () => {
  expect(placeNotice({ height: 800, seen: 450, controls: [button(60)] })).toBe('top-center')
})

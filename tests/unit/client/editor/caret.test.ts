import { expect, it } from 'vitest'
import { readableOn } from '../../../../client/editor/caret.ts'

function luminanceOf(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(color.slice(start, start + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrastOf(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

it('[CLIENT-31] names on carets have a contrast of at least 4.5 on every colour', () => {
  const steps = [0, 51, 102, 119, 128, 153, 204, 255]
  const colors = steps.flatMap((red) =>
    steps.flatMap((green) =>
      steps.map(
        (blue) => `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`,
      ),
    ),
  )
  const tooFaint = colors.filter((color) => contrastOf(color, readableOn(color)) < 4.5)
  expect(tooFaint).toEqual([])
})

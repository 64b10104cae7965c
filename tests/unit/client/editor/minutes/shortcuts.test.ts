import { expect, it } from 'vitest'
import { EDITOR_COMMANDS } from '../../../../../client/editor/commands.ts'
import { typesWithAltGraph } from '../../../../../client/editor/editor-keys.ts'
import { ariaShortcut, shortcutLabel } from '../../../../../client/editor/shortcut-label.ts'

const keyWith = (key: string, isAltGraph: boolean) => ({
  key,
  getModifierState: (name: string) => isAltGraph && name === 'AltGraph',
})

it('[EDIT-5] a character typed with AltGr is no shortcut; other keys with it, and characters without it, may be', () => {
  expect(typesWithAltGraph(keyWith('@', true))).toBe(true)
  expect(typesWithAltGraph(keyWith('𝛼', true))).toBe(true)
  expect(typesWithAltGraph(keyWith('Enter', true))).toBe(false)
  expect(typesWithAltGraph(keyWith('q', false))).toBe(false)
})

it('[EDIT-1] keys of minutes are with Control on every machine: with Command some quit the browser', () => {
  const keys = EDITOR_COMMANDS.filter(({ group }) => group === 'minutes').map(({ shortcut }) => shortcut)
  expect(keys).toHaveLength(8)
  for (const key of keys) expect(key).toMatch(/^Ctrl-Alt-[a-z]$/)
  expect(shortcutLabel('Ctrl-Alt-q', true)).toBe('⌃⌥Q')
  expect(shortcutLabel('Ctrl-Alt-q', false)).toBe('Ctrl+Alt+Q')
  expect(ariaShortcut('Ctrl-Alt-q', true)).toBe('Control+Alt+Q')
})

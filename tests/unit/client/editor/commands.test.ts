import { describe, expect, it } from 'vitest'
import { EDITOR_COMMANDS } from '../../../../client/editor/commands.ts'
import { ariaShortcut, shortcutLabel } from '../../../../client/editor/shortcut-label.ts'

describe('commands of the editor', () => {
  it('[CLIENT-27] every command and every shortcut is there once', () => {
    const ids = EDITOR_COMMANDS.map(({ id }) => id)
    const shortcuts = EDITOR_COMMANDS.flatMap(({ shortcut }) => shortcut ?? [])
    expect(new Set(ids).size).toBe(ids.length)
    expect(new Set(shortcuts).size).toBe(shortcuts.length)
  })

  it('[CLIENT-27] shortcuts leave the keys of the site and of assistive technology alone', () => {
    const shortcuts = EDITOR_COMMANDS.map(({ shortcut }) => shortcut)
    for (const taken of ['Mod-k', 'Mod-s', 'Alt-F10', 'Escape', 'Tab', 'F6', 'Mod-Alt-m']) {
      expect(shortcuts).not.toContain(taken)
    }
  })

  it('[CLIENT-27] commands of one group stand together', () => {
    const groups = EDITOR_COMMANDS.map(({ group }) => group)
    const changes = groups.filter((group, index) => group !== groups[index - 1])
    expect(new Set(changes).size).toBe(changes.length)
  })

  it('[CLIENT-28] shortcuts are written as each kind of machine writes them', () => {
    expect(shortcutLabel('Mod-Shift-s', false)).toBe('Ctrl+Shift+S')
    expect(shortcutLabel('Mod-Shift-s', true)).toBe('⇧⌘S')
    expect(shortcutLabel('Mod-Alt-1', true)).toBe('⌥⌘1')
    expect(ariaShortcut('Mod-Shift-s', false)).toBe('Control+Shift+S')
    expect(ariaShortcut('Mod-b', true)).toBe('Meta+B')
  })
})

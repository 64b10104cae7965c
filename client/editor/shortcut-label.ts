/** How shortcuts are written for people and for assistive technology. */

const MAC_KEYS: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Ctrl: '⌃' }
const OTHER_KEYS: Readonly<Record<string, string>> = { Mod: 'Ctrl' }
const MAC_ORDER = ['Ctrl', 'Alt', 'Shift', 'Mod']

/** Whether this is a machine with a Command key. */
export function hasCommandKey(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform)
}

/** `Mod-Shift-s` as `⇧⌘S` or `Ctrl+Shift+S`. */
export function shortcutLabel(shortcut: string, isMac: boolean): string {
  const keys = shortcut.split('-').map((key) => (key.length === 1 ? key.toUpperCase() : key))
  if (!isMac) return keys.map((key) => OTHER_KEYS[key] ?? key).join('+')
  const modifiers = MAC_ORDER.filter((key) => keys.includes(key))
  return [...modifiers, ...keys.filter((key) => !MAC_ORDER.includes(key))]
    .map((key) => MAC_KEYS[key] ?? key)
    .join('')
}

/** `Mod-Shift-s` as the `aria-keyshortcuts` attribute wants it. */
export function ariaShortcut(shortcut: string, isMac: boolean): string {
  const names: Readonly<Record<string, string>> = { Mod: isMac ? 'Meta' : 'Control', Ctrl: 'Control' }
  return shortcut
    .split('-')
    .map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key))
    .join('+')
}

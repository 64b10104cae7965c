/** The keys that work on every page, as data: the listener and the help read this one list. */
import { isShortcut, type KeyPress } from '../../editor/key-press.ts'

export type SiteKeyId = 'palette' | 'help'

export interface SiteKey {
  readonly id: SiteKeyId
  readonly label: string
  readonly shortcut: string
  /** Whether it also works while one types; a plain character must not. */
  readonly worksInText: boolean
}

export const SITE_KEYS: readonly SiteKey[] = [
  { id: 'palette', label: 'Search and commands', shortcut: 'Mod-k', worksInText: true },
  { id: 'help', label: 'Keyboard shortcuts', shortcut: 'Mod-/', worksInText: true },
  { id: 'help', label: 'Keyboard shortcuts', shortcut: '?', worksInText: false },
]

/** What a key press asks for; null: nothing here. */
export function siteKeyOf(
  press: KeyPress,
  { isInText, isMac }: { readonly isInText: boolean; readonly isMac: boolean },
): SiteKeyId | null {
  const found = SITE_KEYS.find(
    ({ shortcut, worksInText }) => (worksInText || !isInText) && isShortcut(press, shortcut, isMac),
  )
  return found?.id ?? null
}

/** Whether what has the focus takes letters. */
export function takesText(element: Element | null): boolean {
  if (!(element instanceof HTMLElement)) return false
  return element.isContentEditable || element.matches('input, textarea, select')
}

/** What stands in a field after this key was pressed at its end; null: the key writes nothing. */
export function typedText(text: string, { key, ctrlKey, metaKey, altKey }: KeyPress): string | null {
  if (ctrlKey || metaKey || altKey) return null
  if (key === 'Backspace') return [...text].slice(0, -1).join('')
  return [...key].length === 1 ? text + key : null
}

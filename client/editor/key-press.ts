/** Tells whether a key press is a shortcut as the lists of commands write them (`Mod-Shift-s`). */

export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

/** `isMac`: whether `Mod` is Command; Control then means something else there. */
export function isShortcut(press: KeyPress, shortcut: string, isMac: boolean): boolean {
  const parts = shortcut.split('-')
  const key = parts.at(-1) ?? ''
  const hasMod = isMac ? press.metaKey : press.ctrlKey
  const hasOther = isMac ? press.ctrlKey : press.metaKey
  // Which characters need Shift is a matter of the keyboard: `?` always does, `/` on many.
  const isSign = key.length === 1 && !/[a-z0-9]/i.test(key)
  return (
    press.key.toLowerCase() === key.toLowerCase() &&
    hasMod === parts.includes('Mod') &&
    !hasOther &&
    press.altKey === parts.includes('Alt') &&
    (isSign || press.shiftKey === parts.includes('Shift'))
  )
}

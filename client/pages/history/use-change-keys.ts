/** The keys [ and ] lead to the change before and the next one, wherever one is that does not take text. */
import { useLocalStorage } from '@mantine/hooks'
import { useEffect, useRef } from 'react'

export interface ChangeKeys {
  /** Who speaks to their computer may not want keys that do something on their own. */
  readonly enabled: boolean
  readonly setEnabled: (enabled: boolean) => void
}

export function useChangeKeys(move: (step: 1 | -1) => void): ChangeKeys {
  const [enabled, setEnabled] = useLocalStorage({
    key: 'rapporteur-history-keys',
    defaultValue: true,
    getInitialValueInEffect: false,
  })
  const latest = useRef(move)
  useEffect(() => {
    latest.current = move
  })
  useEffect(() => {
    if (!enabled) return undefined
    const handleKey = (event: KeyboardEvent) => {
      if (event.key !== '[' && event.key !== ']') return
      // On many keyboards these are typed with AltGr, which counts as Control and Alt.
      const isShortcut = event.metaKey || (event.ctrlKey && !event.altKey)
      if (event.defaultPrevented || isShortcut || takesText(event.target)) return
      latest.current(event.key === ']' ? 1 : -1)
    }
    window.addEventListener('keydown', handleKey)
    return () => window.removeEventListener('keydown', handleKey)
  }, [enabled])
  return { enabled, setEnabled }
}

const KEYLESS_INPUTS: ReadonlySet<string> = new Set(['range', 'checkbox', 'radio', 'button'])

function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return !KEYLESS_INPUTS.has(target.type)
  return target.isContentEditable || target.closest('textarea, select, [role="dialog"]') !== null
}

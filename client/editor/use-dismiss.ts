import { useEffect, useRef, type RefObject } from 'react'

/** Calls back when somebody turns away from what is open in an element: Escape, a click elsewhere, the focus elsewhere. */
export function useDismiss(
  rootRef: RefObject<HTMLElement | null>,
  isOpen: boolean,
  onDismiss: (isByKey: boolean) => void,
): void {
  const latest = useRef(onDismiss)
  useEffect(() => {
    latest.current = onDismiss
  })
  useEffect(() => {
    if (!isOpen) return undefined
    const turn = (event: Event): void => {
      if (event.target instanceof Node && !rootRef.current?.contains(event.target)) latest.current(false)
    }
    const press = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      latest.current(true)
    }
    document.addEventListener('pointerdown', turn, { capture: true })
    document.addEventListener('focusin', turn)
    document.addEventListener('keydown', press, { capture: true })
    return () => {
      document.removeEventListener('pointerdown', turn, { capture: true })
      document.removeEventListener('focusin', turn)
      document.removeEventListener('keydown', press, { capture: true })
    }
  }, [isOpen, rootRef])
}

import { useEffect, useRef, type RefObject } from 'react'

/**
 * Keeps `--keyboard-inset` on an element at the height that an on-screen keyboard covers of the page. Browsers that
 * shrink the page instead leave it at 0.
 */
export function useKeyboardInset(): RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const viewport = window.visualViewport
    if (!viewport) return undefined
    const update = (): void => {
      // Zooming in makes the viewport smaller as well; the bar then stays where it is.
      const isZoomed = viewport.scale > 1.01
      const inset = isZoomed ? 0 : Math.max(0, window.innerHeight - viewport.height - viewport.offsetTop)
      ref.current?.style.setProperty('--keyboard-inset', `${Math.round(inset)}px`)
    }
    update()
    viewport.addEventListener('resize', update)
    viewport.addEventListener('scroll', update)
    return () => {
      viewport.removeEventListener('resize', update)
      viewport.removeEventListener('scroll', update)
    }
  }, [])
  return ref
}

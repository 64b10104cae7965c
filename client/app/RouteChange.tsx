/** Does on a change of page what a browser does on its own for documents: focus and scroll start at the top. */
import { useEffect, useRef } from 'react'
import { useLocation } from 'wouter'

export const MAIN_ID = 'main'

export function RouteChange() {
  const [path] = useLocation()
  const shown = useRef(path)
  const cameBack = useRef(false)

  useEffect(() => {
    const handlePop = () => {
      cameBack.current = true
    }
    window.addEventListener('popstate', handlePop)
    return () => window.removeEventListener('popstate', handlePop)
  }, [])

  useEffect(() => {
    // The first page keeps the browser's own focus; queries and days in the address are not pages.
    if (shown.current === path) return
    shown.current = path
    document.getElementById(MAIN_ID)?.focus({ preventScroll: true })
    // After "back" the browser restores where the reader was.
    if (!cameBack.current) window.scrollTo(0, 0)
    cameBack.current = false
  }, [path])

  return null
}

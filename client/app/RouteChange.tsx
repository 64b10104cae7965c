/** Does on a change of page what a browser does on its own for documents: focus, and the place on the page. */
import { useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import { arriveAt } from './history-moves.ts'

export const MAIN_ID = 'main'

export function RouteChange() {
  const [path] = useLocation()
  const shown = useRef(path)
  /** How far each page was scrolled when it was last looked at. */
  const places = useRef(new Map<string, number>())

  useEffect(() => {
    const handleScroll = () => places.current.set(shown.current, window.scrollY)
    window.addEventListener('scroll', handleScroll, { passive: true })
    return () => window.removeEventListener('scroll', handleScroll)
  }, [])

  useEffect(() => {
    // The first page keeps the browser's own focus; queries and days in the address are not pages.
    if (shown.current === path) return
    shown.current = path
    const { byHistory } = arriveAt(path)
    document.getElementById(MAIN_ID)?.focus({ preventScroll: true })
    window.scrollTo(0, byHistory ? (places.current.get(path) ?? 0) : 0)
  }, [path])

  return null
}

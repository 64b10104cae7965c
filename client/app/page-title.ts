import { useEffect } from 'react'
import { announce } from '../components/announce.ts'

const SITE = 'Rapporteur'

/** Names the page in the tab and tells screen readers once it is there; null while its name is not known yet. */
export function usePageTitle(title: string | null): void {
  useEffect(() => {
    if (title === null) return
    document.title = title === SITE ? SITE : `${title} · ${SITE}`
    announce(title)
  }, [title])
}

import { useSyncExternalStore } from 'react'
import { onAnnouncement, readAnnouncement } from './announce.ts'

/** The live region of {@link announce}; in the page once, always. */
export function Announcer() {
  const message = useSyncExternalStore(onAnnouncement, readAnnouncement)
  return (
    <output className="visually-hidden" aria-live="polite">
      {message}
    </output>
  )
}

import { useEffect, useState } from 'react'
import { lazyPart, preloadSoon } from './lazy-part.tsx'
import { watchPresses } from './notice-place.ts'
import { onNotice, type Notice } from './notify.ts'

const NoticeStack = lazyPart(async () => (await import('./NoticeStack.tsx')).NoticeStack)
/** After what the page itself needs: without a connection there is the more to say. */
const PRELOAD_AFTER_MS = 4_000

/** Shows what {@link onNotice} hears; in the page once, always. */
export function Notices() {
  const [notices, setNotices] = useState<readonly Notice[]>([])
  useEffect(() => onNotice((notice) => setNotices((before) => [...before, notice])), [])
  useEffect(() => watchPresses(document), [])
  useEffect(() => preloadSoon([NoticeStack], PRELOAD_AFTER_MS), [])
  return notices.length > 0 && <NoticeStack notices={notices} />
}

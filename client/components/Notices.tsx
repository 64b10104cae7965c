import { lazy, Suspense, useEffect, useState } from 'react'
import { onNotice, type Notice } from './notify.ts'

const NoticeStack = lazy(async () => ({ default: (await import('./NoticeStack.tsx')).NoticeStack }))

/** Shows what {@link onNotice} hears; in the page once, always. */
export function Notices() {
  const [notices, setNotices] = useState<readonly Notice[]>([])
  useEffect(() => onNotice((notice) => setNotices((before) => [...before, notice])), [])
  return (
    notices.length > 0 && (
      <Suspense fallback={null}>
        <NoticeStack notices={notices} />
      </Suspense>
    )
  )
}

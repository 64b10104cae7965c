import { useEffect, useState } from 'react'
import { MINUTE_MS, SECOND_MS } from '../../shared/domain/time.ts'

/** The time in ms, renewed just after every full minute and when the page is looked at again. */
export function useClock(): number {
  const [nowMs, setNowMs] = useState(() => Date.now())
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const tick = () => {
      clearTimeout(timer)
      const current = Date.now()
      setNowMs(current)
      timer = setTimeout(tick, MINUTE_MS - (current % MINUTE_MS) + SECOND_MS / 10)
    }
    // Timers of a hidden page run late or not at all.
    const handleVisibility = () => {
      if (!document.hidden) tick()
    }
    tick()
    document.addEventListener('visibilitychange', handleVisibility)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', handleVisibility)
    }
  }, [])
  return nowMs
}

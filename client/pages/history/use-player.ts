/** Shows one stop after the other. It goes by time: when states load slowly it leaves some out instead of taking longer. */
import { useEffect, useRef, useState } from 'react'
import { stopMs, type Speed } from './stops.ts'

/** States are not drawn more often than this. */
const SHORTEST_TICK_MS = 60

export interface Player {
  readonly playing: boolean
  readonly speed: Speed
  readonly setSpeed: (speed: Speed) => void
  readonly toggle: () => void
  readonly stop: () => void
}

export function usePlayer(options: {
  readonly stops: number
  readonly index: number
  /** False while the state of `index` is still loading. */
  readonly ready: boolean
  readonly onIndex: (index: number) => void
}): Player {
  const { stops, index } = options
  const [playing, setPlaying] = useState(false)
  const [speed, setSpeed] = useState<Speed>(1)
  const latest = useRef(options)
  useEffect(() => {
    latest.current = options
  })

  useEffect(() => {
    if (!playing) return undefined
    const every = stopMs(stops, speed)
    const startedMs = performance.now()
    const first = latest.current.index
    const timer = setInterval(
      () => {
        const { ready, onIndex, index: shown } = latest.current
        if (!ready) return
        const target = Math.min(stops - 1, first + Math.floor((performance.now() - startedMs) / every))
        if (target !== shown) onIndex(target)
        if (target === stops - 1) setPlaying(false)
      },
      Math.max(SHORTEST_TICK_MS, every / 4),
    )
    const handleKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setPlaying(false)
    }
    window.addEventListener('keydown', handleKey)
    return () => {
      clearInterval(timer)
      window.removeEventListener('keydown', handleKey)
    }
  }, [playing, speed, stops])

  function toggle() {
    // At the end there is nothing left to play: it begins again.
    if (!playing && index >= stops - 1) options.onIndex(0)
    setPlaying(!playing)
  }
  return { playing, speed, setSpeed, toggle, stop: () => setPlaying(false) }
}

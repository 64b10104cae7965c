/** Tells whether somebody is at a page: it is in front, and something was done in it in the last two minutes. */

export const IDLE_AFTER_MS = 120_000

const SIGNS_OF_LIFE = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart'] as const

/** A document, as far as it is needed. */
export interface WatchedPage extends EventTarget {
  readonly visibilityState: DocumentVisibilityState
}

/** Calls back whenever somebody goes away or comes back; returns the function that ends it. */
export function watchAttention(page: WatchedPage, onChange: (isIdle: boolean) => void): () => void {
  let isIdle = false
  let seenAt = Date.now()
  let timer: ReturnType<typeof setTimeout> | undefined

  const tell = (idle: boolean): void => {
    if (idle === isIdle) return
    isIdle = idle
    onChange(idle)
  }
  const check = (): void => {
    const left = seenAt + IDLE_AFTER_MS - Date.now()
    if (left > 0) timer = setTimeout(check, left)
    else tell(true)
  }
  const wake = (): void => {
    seenAt = Date.now()
    if (!isIdle) return
    tell(false)
    clearTimeout(timer)
    check()
  }
  const show = (): void => {
    if (page.visibilityState === 'visible') wake()
    else tell(true)
  }

  for (const sign of SIGNS_OF_LIFE) page.addEventListener(sign, wake, { passive: true })
  page.addEventListener('visibilitychange', show)
  check()
  show()
  return () => {
    clearTimeout(timer)
    for (const sign of SIGNS_OF_LIFE) page.removeEventListener(sign, wake)
    page.removeEventListener('visibilitychange', show)
  }
}

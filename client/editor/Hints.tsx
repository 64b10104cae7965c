/**
 * Says what the buttons of a note are for, where the pointer rests or the keyboard's focus stands: one tooltip for all
 * that have a `data-hint`. Loaded a moment after the note, since nobody needs it to begin.
 */
import { Tooltip } from '@mantine/core'
import { watchTouch } from './watch-touch.ts'
import '@mantine/core/styles/Tooltip.layer.css'
import { useEffect, useRef, useState, type RefObject } from 'react'

/** The pointer rests so long before the first one; the next ones come at once. */
const OPEN_AFTER_MS = 500
const CLOSE_AFTER_MS = 100

export function Hints({
  within,
}: {
  readonly within: RefObject<HTMLElement | null>
}): React.JSX.Element | null {
  const [hinted, setHinted] = useState<HTMLElement | null>(null)
  /** What is shown or about to be. */
  const wanted = useRef<HTMLElement | null>(null)
  useEffect(() => {
    const root = within.current
    if (!root) return undefined
    let timer = 0
    let isOpen = false
    const want = (element: HTMLElement | null, afterMs: number): void => {
      if (element === wanted.current) return
      wanted.current = element
      clearTimeout(timer)
      timer = window.setTimeout(() => {
        isOpen = element !== null
        setHinted(element)
      }, afterMs)
    }
    const hide = (): void => want(null, 0)
    const listeners = new AbortController()
    const { signal } = listeners
    const on = <Type extends keyof HTMLElementEventMap>(
      type: Type,
      listener: (event: HTMLElementEventMap[Type]) => void,
    ): void => root.addEventListener(type, listener, { signal })
    const isTouch = watchTouch(root.ownerDocument, signal)
    // The pointer or the focus is why this was loaded.
    want(root.querySelector<HTMLElement>('[data-hint]:is(:hover, :focus-visible)'), OPEN_AFTER_MS)
    on('pointerover', ({ target }) => {
      if (isTouch()) return
      const element = hintedAt(target)
      want(element, element && !isOpen ? OPEN_AFTER_MS : CLOSE_AFTER_MS)
    })
    on('pointerleave', () => want(null, CLOSE_AFTER_MS))
    on('pointerdown', hide)
    on('focusin', ({ target }) => {
      const element = hintedAt(target)
      if (!isTouch() && element?.matches(':focus-visible')) want(element, 0)
    })
    on('focusout', hide)
    root.ownerDocument.addEventListener('keydown', ({ key }) => key === 'Escape' && hide(), { signal })
    return () => {
      listeners.abort()
      clearTimeout(timer)
    }
  }, [within])
  // What it belongs to may be gone by now.
  if (!hinted?.isConnected) return null
  return (
    <Tooltip key={hinted.dataset['hint']} target={hinted} label={hinted.dataset['hint']} opened withArrow />
  )
}

function hintedAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-hint]') : null
}

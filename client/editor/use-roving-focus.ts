import { useCallback, useState, type FocusEvent, type KeyboardEvent } from 'react'

export interface RovingFocus {
  /** Goes onto the toolbar. */
  readonly containerProps: {
    readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
    readonly onFocus: (event: FocusEvent<HTMLElement>) => void
  }
  /** Goes onto each item: only one of them is in the page's Tab order. */
  readonly itemProps: (id: string) => { readonly 'data-roving': string; readonly tabIndex: 0 | -1 }
}

/** One Tab stop for a row of controls; arrows, Home and End move among them (ARIA toolbar pattern). */
export function useRovingFocus(firstId: string): RovingFocus {
  const [currentId, setCurrentId] = useState(firstId)

  const onFocus = useCallback((event: FocusEvent<HTMLElement>) => {
    const id = event.target.dataset['roving']
    if (id !== undefined) setCurrentId(id)
  }, [])

  const onKeyDown = useCallback((event: KeyboardEvent<HTMLElement>) => {
    const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-roving]')]
    const at = items.indexOf(event.target as HTMLElement)
    if (at === -1 || event.altKey || event.ctrlKey || event.metaKey) return
    const next = nextIndex(event, { at, count: items.length })
    if (next === null) return
    event.preventDefault()
    items[next]?.focus()
  }, [])

  const itemProps = (id: string) => ({ 'data-roving': id, tabIndex: id === currentId ? 0 : -1 }) as const

  return { containerProps: { onKeyDown, onFocus }, itemProps }
}

function nextIndex(
  event: KeyboardEvent<HTMLElement>,
  { at, count }: { readonly at: number; readonly count: number },
): number | null {
  const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
  const backward = forward === 'ArrowRight' ? 'ArrowLeft' : 'ArrowRight'
  switch (event.key) {
    case forward:
      return (at + 1) % count
    case backward:
      return (at - 1 + count) % count
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}

/** Leads through the changes of what is shown: which one is looked at, and how to get to the next. */
import { useEffect, useState, type RefObject } from 'react'
import { announce } from '../../components/announce.ts'
import type { DocChange } from './number-changes.ts'
import type { ShownState } from './use-comparison.ts'

const SPOKEN_CHARACTERS = 120

export interface Changes {
  /** From 1; 0 while none was chosen. */
  readonly current: number
  readonly count: number
  readonly move: (step: 1 | -1) => void
}

export function useChanges({
  frame,
  shown,
  scrolls,
}: {
  /** What the document scrolls in. */
  readonly frame: RefObject<HTMLElement | null>
  readonly shown: ShownState | null
  /** False: what is new is shown where it is, and nothing moves. */
  readonly scrolls: boolean
}): Changes {
  const [current, setCurrent] = useState(0)
  const [known, setKnown] = useState(shown)
  if (known !== shown) {
    setKnown(shown)
    setCurrent(0)
  }
  const count = shown?.changes.length ?? 0

  useEffect(() => {
    const parts = partsOf(frame.current, Math.max(1, current))
    if (parts[0] && frame.current && (current > 0 || scrolls)) bringIntoView(frame.current, parts[0])
    if (current === 0) return undefined
    for (const part of parts) part.dataset['current'] = ''
    return () => {
      for (const part of parts) delete part.dataset['current']
    }
    // A choice to scroll or not says nothing about what is on screen already.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [frame, shown, current])

  function move(step: 1 | -1) {
    if (count === 0) {
      announce('Nothing changed here.')
      return
    }
    const next = current === 0 ? (step === 1 ? 1 : count) : ((current - 1 + step + count) % count) + 1
    setCurrent(next)
    announce(`Change ${next} of ${count}${describeChange(shown?.changes[next - 1])}`)
  }
  return { current, count, move }
}

function partsOf(frame: HTMLElement | null, number: number): readonly HTMLElement[] {
  return [...(frame?.querySelectorAll<HTMLElement>(`[data-change-number="${number}"]`) ?? [])]
}

/** Scrolls the frame alone: the page around it stays where it is. */
function bringIntoView(frame: HTMLElement, part: HTMLElement): void {
  const [outer, inner] = [frame.getBoundingClientRect(), part.getBoundingClientRect()]
  if (inner.top >= outer.top && inner.bottom <= outer.bottom) return
  frame.scrollTop += inner.top - outer.top - outer.height / 3
}

/** `: added “…”, deleted “…”` */
function describeChange(change: DocChange | undefined): string {
  const parts = [
    ...(change?.inserted.trim() ? [`added “${shorten(change.inserted)}”`] : []),
    ...(change?.deleted.trim() ? [`deleted “${shorten(change.deleted)}”`] : []),
  ]
  return parts.length > 0 ? `: ${parts.join(', ')}` : ''
}

function shorten(text: string): string {
  const trimmed = text.trim()
  return trimmed.length > SPOKEN_CHARACTERS ? `${trimmed.slice(0, SPOKEN_CHARACTERS)}…` : trimmed
}

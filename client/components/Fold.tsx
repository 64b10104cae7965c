import { useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import classes from './Fold.module.css'

/** Long content, cut to a few lines until it is asked for; short content is just there. */
export function Fold({
  what,
  lines = 4,
  children,
}: {
  /** Completes "Show all of …", e.g. "the abstract". */
  readonly what: string
  readonly lines?: number
  readonly children: ReactNode
}) {
  const id = useId()
  const body = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)
  const [tooLong, setTooLong] = useState(false)

  useLayoutEffect(() => {
    const element = body.current
    if (!element) return undefined
    const measure = () => {
      // Only the closed state tells; an open one is never cut.
      if (!open) setTooLong(element.scrollHeight > element.clientHeight + 4)
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [open])

  return (
    <div>
      <div
        ref={body}
        id={id}
        className={classes.body}
        data-open={open || undefined}
        data-cut={(!open && tooLong) || undefined}
        style={{ '--fold-lines': lines } as React.CSSProperties}
        // Links in the part that cannot be seen must not take focus; opening comes first.
        onFocus={() => setOpen(true)}
      >
        {children}
      </div>
      {tooLong && (
        <button
          type="button"
          className={classes.toggle}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          {open ? 'Show less' : `Show all of ${what}`}
        </button>
      )}
    </div>
  )
}

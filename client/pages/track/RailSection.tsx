import { useState, type ReactNode } from 'react'
import classes from './RailSection.module.css'

/** A part of what is said about a track, which can be folded away. */
export function RailSection({
  title,
  count,
  startsClosed = false,
  children,
}: {
  readonly title: string
  readonly count?: number
  readonly startsClosed?: boolean
  readonly children: ReactNode
}) {
  // On phones the documents come below, so everything starts folded there.
  const [open, setOpen] = useState(() => !startsClosed && window.matchMedia('(min-width: 64rem)').matches)
  return (
    <details className={classes.section} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={classes.summary}>
        <h2 className={classes.title}>{title}</h2>
        {count !== undefined && <span className={classes.count}>{count}</span>}
      </summary>
      <div className={classes.body}>{children}</div>
    </details>
  )
}

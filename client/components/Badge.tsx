import type { ReactNode } from 'react'
import classes from './Badge.module.css'

/** A word or two about a thing's state. The tone repeats what the words say, never replaces them. */
export function Badge({
  tone = 'plain',
  children,
}: {
  readonly tone?: 'plain' | 'now' | 'good' | 'warn' | 'danger' | 'accent'
  readonly children: ReactNode
}) {
  return (
    <span className={classes.badge} data-tone={tone}>
      {children}
    </span>
  )
}

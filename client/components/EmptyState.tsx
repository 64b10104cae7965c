import type { ReactNode } from 'react'
import classes from './MessageState.module.css'

/** In place of a list that has nothing in it: why, and what to do about it. */
export function EmptyState({
  title,
  children,
  actions,
}: {
  readonly title: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
}) {
  return (
    <div className={classes.state}>
      <h2 className={classes.title}>{title}</h2>
      {children !== undefined && <div className={classes.detail}>{children}</div>}
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
    </div>
  )
}

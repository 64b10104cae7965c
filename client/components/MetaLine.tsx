import type { ReactNode } from 'react'
import classes from './MetaLine.module.css'

/** One labelled fact below a title; the label is for screen readers and the icon for everybody else. */
export function MetaLine({
  icon,
  label,
  children,
}: {
  readonly icon: ReactNode
  readonly label: string
  readonly children: ReactNode
}) {
  return (
    <p className={classes.line}>
      <span className={classes.icon} aria-hidden="true">
        {icon}
      </span>
      <span className={classes.text}>
        <span className="visually-hidden">{label}: </span>
        {children}
      </span>
    </p>
  )
}

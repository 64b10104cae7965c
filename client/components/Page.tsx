import type { ReactNode } from 'react'
import classes from './Page.module.css'

/** The frame of a page's content. `text` is for reading and forms, `list` for programmes, `full` for documents. */
export function Page({
  width = 'list',
  children,
}: {
  readonly width?: 'text' | 'list' | 'full'
  readonly children: ReactNode
}) {
  return (
    <div className={classes.page} data-width={width}>
      {children}
    </div>
  )
}

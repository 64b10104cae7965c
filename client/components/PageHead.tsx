import type { ReactNode } from 'react'
import { Link } from 'wouter'
import classes from './PageHead.module.css'

export interface Crumb {
  readonly title: string
  readonly href: string
}

const NO_CRUMBS: readonly Crumb[] = []

/** The top of a page: where it is, its title, what is said about it in a line or two, what one can do with it. */
export function PageHead({
  crumbs = NO_CRUMBS,
  title,
  badge,
  children,
  actions,
}: {
  readonly crumbs?: readonly Crumb[]
  readonly title: string
  readonly badge?: ReactNode
  /** Lines below the title. */
  readonly children?: ReactNode
  readonly actions?: ReactNode
}) {
  return (
    <div className={classes.head}>
      <div className={classes.text}>
        {crumbs.length > 0 && (
          <nav aria-label="You are in">
            <ol className={classes.crumbs}>
              {crumbs.map(({ title: name, href }) => (
                <li key={href}>
                  <Link href={href}>{name}</Link>
                </li>
              ))}
            </ol>
          </nav>
        )}
        <h1 className={classes.title}>
          {title}
          {badge !== undefined && <> {badge}</>}
        </h1>
        {children !== undefined && <div className={classes.lines}>{children}</div>}
      </div>
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
    </div>
  )
}

import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react'
import { Link } from 'wouter'
import classes from './Neighbours.module.css'
import type { SessionNeighbours } from './find-neighbours.ts'

/** The way on to the session before and the one after in the same track. */
export function Neighbours({ slug, previous, next }: SessionNeighbours & { readonly slug: string }) {
  if (!previous && !next) return null
  return (
    <nav className={classes.nav} aria-label="Sessions of this track">
      {previous && (
        <Link href={`/e/${slug}/s/${previous.id}`} className={classes.link}>
          <IconArrowLeft size={18} aria-hidden="true" />
          <span className={classes.text}>
            <span className={classes.which}>Before this</span>
            <span className={classes.title}>{previous.title}</span>
          </span>
        </Link>
      )}
      {next && (
        <Link href={`/e/${slug}/s/${next.id}`} className={`${classes.link} ${classes.next}`}>
          <span className={classes.text}>
            <span className={classes.which}>After this</span>
            <span className={classes.title}>{next.title}</span>
          </span>
          <IconArrowRight size={18} aria-hidden="true" />
        </Link>
      )}
    </nav>
  )
}

import { Skeleton } from '@mantine/core'
import classes from './PageSkeleton.module.css'

/** The shape of a page before its content is there. */
export function PageSkeleton({ rows = 6 }: { readonly rows?: number }) {
  return (
    <section className={classes.page} aria-busy="true" aria-label="Loading">
      <Skeleton height={14} width="12rem" />
      <Skeleton height={30} width="min(28rem, 80%)" />
      <Skeleton height={14} width="min(20rem, 60%)" />
      <div className={classes.rows}>
        {Array.from({ length: rows }, (_, index) => (
          <Skeleton key={index} height={56} />
        ))}
      </div>
    </section>
  )
}

import type { ExportProgress } from '../../shared/contracts/publishing.ts'
import classes from './FileWarnings.module.css'
import { withKeys } from './unique-keys.ts'

/** More of a kind than this say the same again. */
const MAX_SHOWN = 50

/** What a file shows with a mark instead of as it is. */
export function FileWarnings({
  title = 'not as in the notes',
  warnings,
}: {
  /** What the things are, behind their number. */
  readonly title?: string
  readonly warnings: ExportProgress['warnings']
}) {
  if (warnings.length === 0) return null
  const more = warnings.length - MAX_SHOWN
  return (
    <section className={classes.warnings} aria-label="What to look at">
      <p>
        {warnings.length === 1 ? 'One thing is' : `${warnings.length} things are`} {title}:
      </p>
      <ul>
        {withKeys(warnings.slice(0, MAX_SHOWN), ({ message }) => message).map(({ key, item }) => (
          <li key={key}>{item.message}</li>
        ))}
      </ul>
      {more > 0 && <p>And {more} more.</p>}
    </section>
  )
}

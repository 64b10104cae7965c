import { Button } from '@mantine/core'
import type { ExportProgress } from '../../shared/contracts/publishing.ts'
import classes from './JobProgress.module.css'

/** How far work on the server is, and the button that ends it. */
export function JobProgress({
  progress,
  onCancel,
}: {
  readonly progress: ExportProgress | null
  /** Null: it cannot be ended. */
  readonly onCancel: (() => void) | null
}) {
  const { state = 'waiting', step = '', done = 0, total = 0 } = progress ?? {}
  const text = state === 'waiting' || step === '' ? 'Waiting for its turn' : step
  return (
    <div className={classes.job}>
      <output>{text} …</output>
      <progress
        className={classes.bar}
        aria-label={text}
        {...(total > 0 ? { value: done, max: total } : {})}
      />
      {onCancel && (
        <Button variant="default" size="xs" onClick={onCancel} className={classes.cancel}>
          Cancel
        </Button>
      )}
    </div>
  )
}

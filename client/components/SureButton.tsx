import { Button } from '@mantine/core'
import { useState } from 'react'
import classes from './SureButton.module.css'

/** A button for what cannot be taken back: asks once more, in its own place. */
export function SureButton({
  label,
  name,
  sure,
  pending,
  onSure,
}: {
  readonly label: string
  /** Says for screen readers what it is about. */
  readonly name: string
  /** What the second button says. */
  readonly sure: string
  readonly pending: boolean
  readonly onSure: () => void
}) {
  const [asking, setAsking] = useState(false)
  if (!asking) {
    return (
      <Button variant="default" size="compact-sm" aria-label={name} onClick={() => setAsking(true)}>
        {label}
      </Button>
    )
  }
  return (
    // In this order a double click ends on "Keep".
    <div className={classes.sure}>
      <Button color="red" size="compact-sm" loading={pending} onClick={onSure}>
        {sure}
      </Button>
      <Button variant="default" size="compact-sm" onClick={() => setAsking(false)} ref={focusAtOnce}>
        Keep
      </Button>
    </div>
  )
}

/** The button that had focus is gone; the harmless one takes it. */
function focusAtOnce(button: HTMLButtonElement | null): void {
  button?.focus()
}

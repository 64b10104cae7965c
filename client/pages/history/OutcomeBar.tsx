import { Button, CloseButton } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { notifyProblem } from '../../components/notify.ts'
import classes from './OutcomeBar.module.css'

/** What was done, and how to take it back. */
export interface Outcome {
  readonly text: string
  readonly undo?: () => Promise<string>
}

/** Stays until it is closed or something else was done: what can be taken back must not hurry anybody. */
export function OutcomeBar({
  outcome,
  onChange,
}: {
  readonly outcome: Outcome | null
  readonly onChange: (outcome: Outcome | null) => void
}) {
  const undoing = useMutation({
    mutationFn: (undo: () => Promise<string>) => undo(),
    onSuccess: (text) => onChange({ text }),
    onError: (error) => notifyProblem('It was not undone.', error),
  })
  const undo = outcome?.undo
  return (
    <output className={classes.frame}>
      {outcome && (
        <span className={classes.bar}>
          <span className={classes.text}>{outcome.text}</span>
          {undo && (
            <Button
              size="compact-sm"
              variant="default"
              loading={undoing.isPending}
              onClick={() => undoing.mutate(undo)}
            >
              Undo
            </Button>
          )}
          <CloseButton size="sm" aria-label="Close this message" onClick={() => onChange(null)} />
        </span>
      )}
    </output>
  )
}

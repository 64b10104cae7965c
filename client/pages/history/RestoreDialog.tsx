import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { restoreNote } from '../../api/history.ts'
import { timelineQuery } from './queries.ts'
import { Dialog } from '../../components/Dialog.tsx'
import form from '../../components/Form.module.css'
import { FormMessage } from '../../components/FormMessage.tsx'
import { explainError } from '../../components/explain-error.ts'
import { notifyDone } from '../../components/notify.ts'
import type { Outcome } from './OutcomeBar.tsx'
import type { TimeLineState } from './use-time-line.ts'

/** Makes the document say again what it said at the chosen place, after telling what that means. */
export function RestoreDialog({
  line,
  onDone,
  onClosed,
}: {
  readonly line: TimeLineState
  readonly onDone: (outcome: Outcome) => void
  readonly onClosed: () => void
}) {
  const client = useQueryClient()
  // The time line may go on behind the dialog; what was asked for stays.
  const [{ at, name, newest }] = useState(() => ({
    at: line.at,
    name: line.nameOf(line.at),
    newest: line.timeline.seq,
  }))
  const noteId = line.note.id

  async function restore(seq: number): Promise<number> {
    const restored = await restoreNote(noteId, seq)
    line.go({ at: null, other: null })
    await client.invalidateQueries({ queryKey: timelineQuery(noteId).queryKey })
    return restored.seq
  }

  const restoring = useMutation({
    mutationFn: () => restore(at),
    onSuccess: (seq) => {
      // A restore is one change; what is before it is what everybody had.
      const before = seq - 1
      if (seq <= newest) {
        onDone({ text: `Nothing had to change: the document says what it said at ${name}.` })
        return
      }
      notifyDone('The state is restored.')
      onDone({
        text: `The document says again what it said at ${name}. Nothing is lost: what it said before is one step back.`,
        undo: async () => {
          await restore(before)
          return 'The document says again what it said before the restore.'
        },
      })
    },
  })

  return (
    <Dialog title="Restore this state?" size="sm" onClosed={onClosed}>
      {(close) => (
        <form
          className={form.form}
          onSubmit={(event) => {
            event.preventDefault()
            restoring.mutate(undefined, { onSuccess: close })
          }}
        >
          <p>
            The document will say again what it said at <strong>{name}</strong>, for everybody.
          </p>
          <p>
            This is a new change on top of all others. Nothing is lost: everything written since stays in the
            time line. People who write now go on writing, and what they type from then on stays.
          </p>
          <FormMessage message={restoring.isError ? explainError(restoring.error).detail : undefined} />
          <div className={form.actions}>
            <Button variant="default" onClick={close}>
              Leave it
            </Button>
            <Button type="submit" loading={restoring.isPending} data-autofocus>
              Restore
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  )
}

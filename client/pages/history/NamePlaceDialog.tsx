import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { nameVersion } from '../../api/history.ts'
import { timelineQuery } from './queries.ts'
import { Dialog } from '../../components/Dialog.tsx'
import form from '../../components/Form.module.css'
import { FormMessage } from '../../components/FormMessage.tsx'
import { explainError } from '../../components/explain-error.ts'
import type { Outcome } from './OutcomeBar.tsx'
import type { TimeLineState } from './use-time-line.ts'

const LONGEST_NAME = 120

/** Gives the chosen place a name, under which everybody who writes finds it. */
export function NamePlaceDialog({
  line,
  onDone,
  onClosed,
}: {
  readonly line: TimeLineState
  readonly onDone: (outcome: Outcome) => void
  readonly onClosed: () => void
}) {
  const client = useQueryClient()
  const [seq] = useState(line.at)
  const [label] = useState(() => line.words.labelOf(line.stop))
  const [name, setName] = useState('')
  const noteId = line.note.id
  const naming = useMutation({
    mutationFn: () => nameVersion(noteId, { name: name.trim(), seq }),
    onSuccess: async (version) => {
      onDone({ text: `This place is called “${version.name}” now.` })
      await client.invalidateQueries({ queryKey: timelineQuery(noteId).queryKey })
    },
  })
  return (
    <Dialog title="Name this place" size="sm" onClosed={onClosed}>
      {(close) => (
        <form
          className={form.form}
          onSubmit={(event) => {
            event.preventDefault()
            if (name.trim() !== '') naming.mutate(undefined, { onSuccess: close })
          }}
        >
          <TextInput
            label="Name"
            description={`The document as it was at ${label}. Everybody who writes here sees the name.`}
            placeholder="Before the summary was edited"
            value={name}
            maxLength={LONGEST_NAME}
            autoComplete="off"
            required
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <FormMessage message={naming.isError ? explainError(naming.error).detail : undefined} />
          <div className={form.actions}>
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={naming.isPending} disabled={name.trim() === ''}>
              Name it
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  )
}

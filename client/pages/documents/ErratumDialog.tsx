import { Button, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { addErratum } from '../../api/notes.ts'
import { noteQuery } from '../../app/queries.ts'
import { Dialog } from '../../components/Dialog.tsx'
import form from '../../components/Form.module.css'
import { FormMessage } from '../../components/FormMessage.tsx'
import { explainError } from '../../components/explain-error.ts'
import { notifyDone } from '../../components/notify.ts'

const MAX_CHARS = 2_000

/** Adds a correction below a summary that is final, which stays as it is. */
export function ErratumDialog({
  noteId,
  onClosed,
}: {
  readonly noteId: string
  readonly onClosed: () => void
}) {
  const client = useQueryClient()
  const [text, setText] = useState('')
  const adding = useMutation({
    mutationFn: () => addErratum(noteId, { text }),
    onSuccess: ({ errata }) => {
      client.setQueryData(noteQuery(noteId).queryKey, (info) => info && { ...info, errata })
      notifyDone('Readers see the correction with the summary now.')
    },
  })
  return (
    <Dialog title="Add a correction" onClosed={onClosed}>
      {(close) => (
        <form
          className={form.form}
          onSubmit={(event) => {
            event.preventDefault()
            adding.mutate(undefined, { onSuccess: close })
          }}
        >
          <p className={form.hint}>
            The summary stays as it is. Readers see the correction below it, with today’s date; it cannot be
            taken away again. To change the text itself, reopen the summary.
          </p>
          <Textarea
            label="Correction"
            value={text}
            maxLength={MAX_CHARS}
            autosize
            minRows={3}
            maxRows={10}
            required
            data-autofocus
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <FormMessage message={adding.isError ? explainError(adding.error).detail : undefined} />
          <div className={form.actions}>
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" disabled={text.trim() === ''} loading={adding.isPending}>
              Add
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  )
}

import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { deleteEvent } from '../../api/events.ts'
import { deleteSession } from '../../api/sessions.ts'
import { deleteTrack } from '../../api/tracks.ts'
import { refreshProgramme } from '../../app/queries.ts'
import { Dialog } from '../../components/Dialog.tsx'
import form from '../../components/Form.module.css'
import { FormMessage } from '../../components/FormMessage.tsx'
import { explainError } from '../../components/explain-error.ts'
import { notifyDone } from '../../components/notify.ts'

/** An event goes by its slug. */
export interface DeleteTarget {
  readonly type: 'event' | 'track' | 'session'
  readonly id: string
  readonly title: string
}

const DELETE = { event: deleteEvent, track: deleteTrack, session: deleteSession } as const

const CONSEQUENCES = {
  event:
    'Its tracks, its sessions and everything written in them go with it. Export it first if you may need it.',
  track: 'Its notes and its summary go with it. Its sessions stay, outside any track.',
  session: 'Its notes and its summary go with it.',
} as const

/** Deletes after a confirmation; for an event, after its title was typed. */
export function DeleteDialog({
  target,
  onDeleted,
  onClosed,
}: {
  readonly target: DeleteTarget
  readonly onDeleted: () => void
  readonly onClosed: () => void
}) {
  const client = useQueryClient()
  const [typed, setTyped] = useState('')
  const confirmed = target.type !== 'event' || typed.trim() === target.title
  const deleting = useMutation({
    mutationFn: () => DELETE[target.type](target.id),
    onSuccess: async () => {
      notifyDone(`“${target.title}” is deleted.`)
      // Leaving comes first: the page of what is gone must not ask for it again.
      onDeleted()
      await refreshProgramme(client)
    },
  })
  return (
    <Dialog title={`Delete this ${target.type}?`} size="sm" onClosed={onClosed}>
      {(close) => (
        <form
          className={form.form}
          onSubmit={(event) => {
            event.preventDefault()
            if (confirmed) deleting.mutate()
          }}
        >
          <p>
            <strong>{target.title}</strong> will be deleted for everybody. {CONSEQUENCES[target.type]}
          </p>
          {target.type === 'event' && (
            <TextInput
              label="Type the event’s title to confirm"
              value={typed}
              autoComplete="off"
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          )}
          <FormMessage message={deleting.isError ? explainError(deleting.error).detail : undefined} />
          <div className={form.actions}>
            <Button variant="default" onClick={close} data-autofocus>
              Keep it
            </Button>
            <Button type="submit" color="red" disabled={!confirmed} loading={deleting.isPending}>
              Delete
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  )
}

import { NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useMemo, useState, type ChangeEvent } from 'react'
import { useLocation } from 'wouter'
import {
  SessionCreate,
  SessionPatch,
  type EventDetail,
  type SessionSummary,
} from '../../../shared/contracts/programme.ts'
import { createSession } from '../../api/events.ts'
import { updateSession } from '../../api/sessions.ts'
import { refreshProgramme, sessionQuery } from '../../app/queries.ts'
import { Dialog } from '../../components/Dialog.tsx'
import form from '../../components/Form.module.css'
import { checkForm, errorsOfAnswer, type FieldErrors } from '../../components/field-errors.ts'
import { notifyDone } from '../../components/notify.ts'
import { compareHalls } from '../../components/programme/plan-days.ts'
import { formatZone } from '../../components/times.ts'
import { EditForm } from '../edit/EditForm.tsx'
import { LinksEditor } from '../edit/LinksEditor.tsx'
import { PeopleEditor } from '../edit/PeopleEditor.tsx'
import { changedFields } from '../edit/changed-fields.ts'
import { sessionFieldsOf, sessionValuesOf } from './session-values.ts'

const FIELDS = ['title', 'trackId', 'hall', 'start', 'end', 'speakers', 'links', 'url'] as const

/** Makes a session (`session` null) or changes what is said about one. Times are those of the event's place. */
export function SessionDialog({
  event,
  session,
  seeEmails,
  onClosed,
}: {
  readonly event: EventDetail
  readonly session: SessionSummary | null
  readonly seeEmails: boolean
  readonly onClosed: () => void
}) {
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const hallsId = useId()
  const halls = [...new Set(event.sessions.map(({ hall }) => hall))]
    .filter((hall) => hall !== null)
    .sort(compareHalls)
  const before = useMemo(() => sessionValuesOf(session, event), [session, event])
  const [values, setValues] = useState(before)
  const [errors, setErrors] = useState<FieldErrors<(typeof FIELDS)[number]>>({})
  const saving = useMutation({
    mutationFn: (patch: SessionPatch) =>
      session ? updateSession(session.id, patch) : createSession(event.slug, SessionCreate.parse(patch)),
    onError: (error) => setErrors(errorsOfAnswer(error, FIELDS)),
  })

  function save(close: () => void) {
    const fields = sessionFieldsOf(values, event.timeZone)
    const changes = session ? changedFields(sessionFieldsOf(before, event.timeZone), fields) : fields
    if (session && Object.keys(changes).length === 0) return close()
    const checked = checkForm(session ? SessionPatch : SessionCreate, changes, FIELDS)
    setErrors('errors' in checked ? checked.errors : {})
    if (!('value' in checked)) return
    saving.mutate(checked.value, {
      onSuccess: (saved) => {
        client.setQueryData(sessionQuery(saved.id).queryKey, saved)
        notifyDone(session ? 'The session is saved.' : 'The session is there.')
        close()
        if (!session) navigate(`/e/${event.slug}/s/${saved.id}`)
        void refreshProgramme(client)
      },
    })
  }

  const field = (name: 'title' | 'hall' | 'start' | 'end' | 'url') => ({
    name,
    value: values[name],
    error: errors[name],
    onChange: (change: ChangeEvent<HTMLInputElement>) =>
      setValues({ ...values, [name]: change.currentTarget.value }),
  })
  return (
    <Dialog title={session ? 'Edit the session' : 'New session'} size="lg" onClosed={onClosed}>
      {(close) => (
        <EditForm
          submitLabel={session ? 'Save' : 'Add the session'}
          message={errors.form}
          saving={saving.isPending}
          onSubmit={() => save(close)}
          onCancel={close}
        >
          <TextInput label="Title" {...field('title')} data-autofocus required />
          <div className={form.pair}>
            <NativeSelect
              label="Track"
              value={values.trackId}
              data={[
                { value: '', label: 'Outside the tracks' },
                ...event.tracks.map(({ id, title }) => ({ value: id, label: title })),
              ]}
              error={errors.trackId}
              onChange={(change) => setValues({ ...values, trackId: change.currentTarget.value })}
            />
            <TextInput label="Hall" list={hallsId} {...field('hall')} />
          </div>
          <datalist id={hallsId}>
            {halls.map((hall) => (
              <option key={hall} value={hall}>
                {hall}
              </option>
            ))}
          </datalist>
          <div className={form.pair}>
            <TextInput
              type="datetime-local"
              label={`Start (${formatZone(event.timeZone)})`}
              {...field('start')}
            />
            <TextInput
              type="datetime-local"
              label={`End (${formatZone(event.timeZone)})`}
              {...field('end')}
            />
          </div>
          <PeopleEditor
            legend="Speakers"
            people={values.speakers}
            withEmail={seeEmails}
            error={errors.speakers}
            onChange={(speakers) => setValues({ ...values, speakers })}
          />
          <LinksEditor
            links={values.links}
            error={errors.links}
            onChange={(links) => setValues({ ...values, links })}
          />
          <TextInput type="url" label="Page in the programme" placeholder="https://…" {...field('url')} />
        </EditForm>
      )}
    </Dialog>
  )
}

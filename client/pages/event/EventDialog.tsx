import { TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useMemo, useState, type ChangeEvent } from 'react'
import { useLocation } from 'wouter'
import { EventCreate, EventPatch, type EventDetail } from '../../../shared/contracts/programme.ts'
import { createEvent, updateEvent } from '../../api/events.ts'
import { eventQuery, meQuery, refreshProgramme } from '../../app/queries.ts'
import { Dialog } from '../../components/Dialog.tsx'
import form from '../../components/Form.module.css'
import { checkForm, errorsOfAnswer, type FieldErrors } from '../../components/field-errors.ts'
import { notifyDone } from '../../components/notify.ts'
import { deviceZone } from '../../components/times.ts'
import { EditForm } from '../edit/EditForm.tsx'
import { changedFields, textOrNull } from '../edit/changed-fields.ts'

const FIELDS = [
  'title',
  'slug',
  'startDate',
  'endDate',
  'timeZone',
  'location',
  'url',
  'reviewDue',
  'finalDue',
] as const
type Values = Readonly<Record<(typeof FIELDS)[number], string>> & { readonly reminders: boolean }

/** Makes an event (`event` null) or changes what is said about one. */
export function EventDialog({
  event,
  onClosed,
}: {
  readonly event: EventDetail | null
  readonly onClosed: () => void
}) {
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const zonesId = useId()
  const { data: me } = useQuery(meQuery)
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone'), [])
  const before = useMemo(() => valuesOf(event), [event])
  const [values, setValues] = useState(before)
  const [errors, setErrors] = useState<FieldErrors<(typeof FIELDS)[number]>>({})
  const saving = useMutation({
    mutationFn: (patch: EventPatch) =>
      event ? updateEvent(event.slug, patch) : createEvent(EventCreate.parse(patch)),
    onError: (error) => setErrors(errorsOfAnswer(error, FIELDS)),
  })

  function save(close: () => void) {
    const changes = event ? changedFields(fieldsOf(before), fieldsOf(values)) : givenFields(values)
    if (event && Object.keys(changes).length === 0) return close()
    const checked = checkForm(event ? EventPatch : EventCreate, changes, FIELDS)
    setErrors('errors' in checked ? checked.errors : {})
    if (!('value' in checked)) return
    saving.mutate(checked.value, {
      onSuccess: (saved) => {
        client.setQueryData(eventQuery(saved.slug).queryKey, saved)
        notifyDone(event ? 'The event is saved.' : 'The event is there.')
        close()
        if (saved.slug !== event?.slug) navigate(`/e/${saved.slug}`, { replace: event !== null })
        void refreshProgramme(client)
      },
    })
  }

  const field = (name: (typeof FIELDS)[number]) => ({
    name,
    value: values[name],
    error: errors[name],
    onChange: (change: ChangeEvent<HTMLInputElement>) =>
      setValues({ ...values, [name]: change.currentTarget.value }),
  })
  return (
    <Dialog title={event ? 'Edit the event' : 'New event'} onClosed={onClosed}>
      {(close) => (
        <EditForm
          submitLabel={event ? 'Save' : 'Make the event'}
          message={errors.form}
          saving={saving.isPending}
          onSubmit={() => save(close)}
          onCancel={close}
        >
          <TextInput label="Title" {...field('title')} data-autofocus required />
          <TextInput
            label="Short name in addresses"
            description={
              event
                ? 'Links that people already have use the old one'
                : 'Lower case, digits and hyphens; empty: made from the title'
            }
            placeholder="plumbers-2026"
            {...field('slug')}
          />
          <div className={form.pair}>
            <TextInput type="date" label="First day" {...field('startDate')} />
            <TextInput type="date" label="Last day" {...field('endDate')} />
          </div>
          <div className={form.pair}>
            <TextInput
              label="Time zone"
              description="Of the place; all times are shown in it"
              list={zonesId}
              {...field('timeZone')}
            />
            <TextInput label="Place" description="City or venue" {...field('location')} />
          </div>
          <datalist id={zonesId}>
            {zones.map((zone) => (
              <option key={zone} value={zone}>
                {zone}
              </option>
            ))}
          </datalist>
          <TextInput type="url" label="Website" placeholder="https://…" {...field('url')} />
          <div className={form.pair}>
            <TextInput type="date" label="Summaries in review by" {...field('reviewDue')} />
            <TextInput type="date" label="Summaries final by" {...field('finalDue')} />
          </div>
          {me?.sendsMail && (
            <RemindersChoice
              checked={values.reminders}
              onChange={(reminders) => setValues({ ...values, reminders })}
            />
          )}
        </EditForm>
      )}
    </Dialog>
  )
}

/** Only where the server can send mail. */
function RemindersChoice({
  checked,
  onChange,
}: {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}) {
  const hintId = useId()
  return (
    <div>
      <label className={form.check}>
        <input
          type="checkbox"
          checked={checked}
          aria-describedby={hintId}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        Remind leads by mail
      </label>
      <p id={hintId} className={form.hint}>
        A week before, the day before and the day after each of these days, leads with an e-mail address get a
        list of the summaries of their tracks that are not there yet, with a link to get no more of it.
      </p>
    </div>
  )
}

function valuesOf(event: EventDetail | null): Values {
  return {
    title: event?.title ?? '',
    slug: event?.slug ?? '',
    startDate: event?.startDate ?? '',
    endDate: event?.endDate ?? '',
    timeZone: event?.timeZone ?? deviceZone(),
    location: event?.location ?? '',
    url: event?.url ?? '',
    reviewDue: event?.reviewDue ?? '',
    finalDue: event?.finalDue ?? '',
    reminders: event?.reminders ?? false,
  }
}

function fieldsOf(values: Values) {
  const { title, slug, startDate, endDate, timeZone, location, url, reviewDue, finalDue } = values
  return {
    title: title.trim(),
    slug: slug.trim(),
    startDate: textOrNull(startDate),
    endDate: textOrNull(endDate),
    timeZone: timeZone.trim(),
    location: textOrNull(location),
    url: textOrNull(url),
    reviewDue: textOrNull(reviewDue),
    finalDue: textOrNull(finalDue),
    reminders: values.reminders,
  }
}

/** For a new event: what was filled in; the rest is the server's to choose. The title is always there, to be checked. */
function givenFields(values: Values) {
  const { title, ...rest } = fieldsOf(values)
  return {
    title,
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null && value !== '')),
  }
}

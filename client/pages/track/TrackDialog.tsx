import { NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { TrackCreate, TrackPatch, type TrackDetail } from '../../../shared/contracts/programme.ts'
import { SESSION_STYLES } from '../../../shared/domain/session-style.ts'
import { createTrack } from '../../api/events.ts'
import { updateTrack } from '../../api/tracks.ts'
import { refreshProgramme, trackQuery } from '../../app/queries.ts'
import { Dialog } from '../../components/Dialog.tsx'
import { checkForm, errorsOfAnswer, type FieldErrors } from '../../components/field-errors.ts'
import { notifyDone } from '../../components/notify.ts'
import { STYLE_NAMES } from '../../components/style-words.ts'
import { EditForm } from '../edit/EditForm.tsx'
import { LinksEditor } from '../edit/LinksEditor.tsx'
import { PeopleEditor } from '../edit/PeopleEditor.tsx'
import { changedFields } from '../edit/changed-fields.ts'
import { namedLinks, namedPeople } from '../edit/filled-rows.ts'

const FIELDS = ['title', 'leads', 'links'] as const

/** Makes a track (`track` null) or changes what is said about one. */
export function TrackDialog({
  slug,
  track,
  seeEmails,
  onClosed,
}: {
  readonly slug: string
  readonly track: TrackDetail | null
  readonly seeEmails: boolean
  readonly onClosed: () => void
}) {
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const before = useMemo(
    () => ({
      title: track?.title ?? '',
      leads: track?.leads ?? [],
      links: track?.links ?? [],
      sessionStyle: track?.sessionStyle ?? null,
    }),
    [track],
  )
  const [values, setValues] = useState(before)
  const [errors, setErrors] = useState<FieldErrors<(typeof FIELDS)[number]>>({})
  const saving = useMutation({
    mutationFn: (patch: TrackPatch) =>
      track ? updateTrack(track.id, patch) : createTrack(slug, TrackCreate.parse(patch)),
    onError: (error) => setErrors(errorsOfAnswer(error, FIELDS)),
  })

  function save(close: () => void) {
    const fields = fieldsOf(values)
    const changes = track ? changedFields(fieldsOf(before), fields) : fields
    if (track && Object.keys(changes).length === 0) return close()
    const checked = checkForm(track ? TrackPatch : TrackCreate, changes, FIELDS)
    setErrors('errors' in checked ? checked.errors : {})
    if (!('value' in checked)) return
    saving.mutate(checked.value, {
      onSuccess: (saved) => {
        client.setQueryData(trackQuery(saved.id).queryKey, saved)
        notifyDone(track ? 'The track is saved.' : 'The track is there.')
        close()
        if (!track) navigate(`/e/${slug}/t/${saved.id}`)
        void refreshProgramme(client)
      },
    })
  }

  return (
    <Dialog title={track ? 'Edit the track' : 'New track'} size="lg" onClosed={onClosed}>
      {(close) => (
        <EditForm
          submitLabel={track ? 'Save' : 'Add the track'}
          message={errors.form}
          saving={saving.isPending}
          onSubmit={() => save(close)}
          onCancel={close}
        >
          <TextInput
            label="Title"
            value={values.title}
            onChange={(event) => setValues({ ...values, title: event.currentTarget.value })}
            error={errors.title}
            data-autofocus
            required
          />
          <PeopleEditor
            legend="Leads"
            people={values.leads}
            withEmail={seeEmails}
            error={errors.leads}
            onChange={(leads) => setValues({ ...values, leads: [...leads] })}
          />
          <LinksEditor
            links={values.links}
            error={errors.links}
            onChange={(links) => setValues({ ...values, links: [...links] })}
          />
          <NativeSelect
            label="How sessions are set in files and publications"
            value={values.sessionStyle ?? ''}
            data={[
              { value: '', label: 'As the event says' },
              ...SESSION_STYLES.map((value) => ({ value, label: STYLE_NAMES[value] })),
            ]}
            onChange={(event) => {
              const { value } = event.currentTarget
              setValues({ ...values, sessionStyle: SESSION_STYLES.find((style) => style === value) ?? null })
            }}
          />
        </EditForm>
      )}
    </Dialog>
  )
}

function fieldsOf({
  title,
  leads,
  links,
  sessionStyle,
}: Pick<TrackDetail, 'title' | 'leads' | 'links' | 'sessionStyle'>) {
  return { title: title.trim(), leads: namedPeople(leads), links: namedLinks(links), sessionStyle }
}

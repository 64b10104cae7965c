import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { EventPatch, type EventDetail } from '../../../shared/contracts/programme.ts'
import { DEFAULT_SESSION_STYLE, SESSION_STYLES } from '../../../shared/domain/session-style.ts'
import { updateEvent } from '../../api/events.ts'
import { eventQuery, refreshProgramme } from '../../app/queries.ts'
import form from '../../components/Form.module.css'
import { FormMessage } from '../../components/FormMessage.tsx'
import { checkForm, errorsOfAnswer, type FieldErrors } from '../../components/field-errors.ts'
import { notifyDone } from '../../components/notify.ts'
import { STYLE_NAMES } from '../../components/style-words.ts'
import { changedFields } from '../edit/changed-fields.ts'
import { settingFields, settingValues, type SettingValues } from './setting-values.ts'
import classes from './Publish.module.css'

const FIELDS = ['licence', 'sessionStyle', 'redactedNames'] as const

/** Terms of use, how sessions are set, and names that are taken out: for exports too. */
export function PublishSettings({
  event,
  onUnsaved,
}: {
  readonly event: EventDetail
  readonly onUnsaved: (isUnsaved: boolean) => void
}) {
  const client = useQueryClient()
  const before = useMemo(() => settingValues(event), [event])
  const [values, setValues] = useState(before)
  const [errors, setErrors] = useState<FieldErrors<(typeof FIELDS)[number]>>({})
  const saving = useMutation({
    mutationFn: (patch: EventPatch) => updateEvent(event.slug, patch),
    onError: (error) => setErrors(errorsOfAnswer(error, FIELDS)),
    onSuccess: (saved) => {
      client.setQueryData(eventQuery(saved.slug).queryKey, saved)
      notifyDone('Saved. What is public stays as it is until you publish again.')
      void refreshProgramme(client)
    },
  })
  const changes = changedFields(settingFields(before), settingFields(values))
  const isChanged = Object.keys(changes).length > 0

  useEffect(() => onUnsaved(isChanged), [onUnsaved, isChanged])

  function save() {
    const checked = checkForm(EventPatch, changes, FIELDS)
    setErrors('errors' in checked ? checked.errors : {})
    if ('value' in checked) saving.mutate(checked.value)
  }

  const set = (change: Partial<SettingValues>) => setValues({ ...values, ...change })
  return (
    <section className={classes.section} aria-labelledby="publish-settings">
      <h2 id="publish-settings">In every file and publication</h2>
      <form
        className={form.form}
        noValidate
        onSubmit={(submit) => {
          submit.preventDefault()
          save()
        }}
      >
        <TextInput
          label="Terms of use"
          description="One line, e.g. CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"
          value={values.licence}
          error={errors.licence}
          onChange={(change) => set({ licence: change.currentTarget.value })}
        />
        <NativeSelect
          label="How sessions are set"
          description="A track can have its own"
          value={values.sessionStyle}
          data={SESSION_STYLES.map((value) => ({ value, label: STYLE_NAMES[value] }))}
          onChange={(change) =>
            set({
              sessionStyle:
                SESSION_STYLES.find((style) => style === change.currentTarget.value) ?? DEFAULT_SESSION_STYLE,
            })
          }
        />
        <Textarea
          label="Names to take out"
          description="One on a line; taken out of texts, people, titles and links"
          value={values.redactedNames}
          error={errors.redactedNames}
          autosize
          minRows={2}
          maxRows={8}
          onChange={(change) => set({ redactedNames: change.currentTarget.value })}
        />
        <FormMessage message={errors.form} />
        <div className={form.actions}>
          <Button type="submit" variant="default" disabled={!isChanged} loading={saving.isPending}>
            Save
          </Button>
        </div>
      </form>
    </section>
  )
}

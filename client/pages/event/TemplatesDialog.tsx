import { Button, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { EventPatch, type EventDetail } from '../../../shared/contracts/programme.ts'
import { updateEvent } from '../../api/events.ts'
import { eventQuery } from '../../app/queries.ts'
import { Dialog } from '../../components/Dialog.tsx'
import form from '../../components/Form.module.css'
import { checkForm, errorsOfAnswer, type FieldErrors } from '../../components/field-errors.ts'
import { notifyDone } from '../../components/notify.ts'
import { EditForm } from '../edit/EditForm.tsx'
import { changedFields } from '../edit/changed-fields.ts'
import classes from './TemplatesDialog.module.css'
import {
  DEFAULT_TEXTS,
  isDefaultTemplate,
  templateFieldsOf,
  templateTextsOf,
  type TemplateField,
} from './template-values.ts'

const FIELDS = ['notesTemplate', 'summaryTemplate'] as const

/** Changes what the event's notes and summaries begin with. */
export function TemplatesDialog({
  event,
  onClosed,
}: {
  readonly event: EventDetail
  readonly onClosed: () => void
}) {
  const client = useQueryClient()
  const [before] = useState(() => templateTextsOf(event))
  const [texts, setTexts] = useState(before)
  const [errors, setErrors] = useState<FieldErrors<TemplateField>>({})
  const saving = useMutation({
    mutationFn: (patch: EventPatch) => updateEvent(event.slug, patch),
    onError: (error) => setErrors(errorsOfAnswer(error, FIELDS)),
  })

  function save(close: () => void) {
    const changes = changedFields(templateFieldsOf(before), templateFieldsOf(texts))
    if (Object.keys(changes).length === 0) return close()
    const checked = checkForm(EventPatch, changes, FIELDS)
    setErrors('errors' in checked ? checked.errors : {})
    if (!('value' in checked)) return
    saving.mutate(checked.value, {
      onSuccess: (saved) => {
        client.setQueryData(eventQuery(saved.slug).queryKey, saved)
        notifyDone('New notes begin with this.')
        close()
      },
    })
  }

  const field = (name: TemplateField, words: { readonly label: string; readonly reset: string }) => {
    const isDefault = isDefaultTemplate(name, texts)
    return (
      <div className={classes.template}>
        <Textarea
          name={name}
          label={words.label}
          rows={name === 'notesTemplate' ? 8 : 4}
          classNames={{ input: classes.text }}
          placeholder="A blank page"
          spellCheck={false}
          value={texts[name]}
          error={errors[name]}
          onChange={(change) => setTexts({ ...texts, [name]: change.currentTarget.value })}
          {...(name === 'notesTemplate' ? { 'data-autofocus': true } : {})}
        />
        {/* Not disabled when there is nothing to do: it would lose the focus that it was pressed with. */}
        <Button
          variant="default"
          size="compact-sm"
          aria-label={words.reset}
          {...(isDefault ? { 'aria-disabled': true, 'data-disabled': true } : {})}
          onClick={() => setTexts({ ...texts, [name]: DEFAULT_TEXTS[name] })}
        >
          Use the default
        </Button>
      </div>
    )
  }
  return (
    <Dialog title="What notes begin with" size="lg" onClosed={onClosed}>
      {(close) => (
        <EditForm
          submitLabel="Save"
          message={errors.form}
          saving={saving.isPending}
          onSubmit={() => save(close)}
          onCancel={close}
        >
          <p className={form.hint}>
            Markdown, for notes that nobody has opened to write yet; all others stay as they are.{' '}
            <code>{'{{title}}'}</code>, <code>{'{{speakers}}'}</code> and <code>{'{{date}}'}</code> become
            those of the session or track.
          </p>
          {field('notesTemplate', { label: 'Notes', reset: 'Use the default for notes' })}
          {field('summaryTemplate', { label: 'Summaries', reset: 'Use the default for summaries' })}
        </EditForm>
      )}
    </Dialog>
  )
}

import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent, type ReactNode } from 'react'
import { MePatch } from '../../../shared/contracts/people.ts'
import { updateMe } from '../../api/people.ts'
import { meQuery } from '../../app/queries.ts'
import form from '../../components/Form.module.css'
import { FormMessage } from '../../components/FormMessage.tsx'
import { checkForm, errorsOfAnswer, type FieldErrors } from '../../components/field-errors.ts'

const FIELDS = ['name'] as const

/** Asks for the name that others see beside one's caret. */
export function NameForm({
  submitLabel,
  otherAction,
  onDone,
}: {
  readonly submitLabel: string
  readonly otherAction?: ReactNode
  readonly onDone: () => void
}) {
  const client = useQueryClient()
  const me = useQuery(meQuery)
  const [errors, setErrors] = useState<FieldErrors<(typeof FIELDS)[number]>>({})
  const saving = useMutation({
    mutationFn: updateMe,
    onSuccess: (answer) => {
      client.setQueryData(meQuery.queryKey, answer)
      onDone()
    },
    onError: (error) => setErrors(errorsOfAnswer(error, FIELDS)),
  })

  function handleSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const checked = checkForm(MePatch, Object.fromEntries(new FormData(event.currentTarget)), FIELDS)
    setErrors('errors' in checked ? checked.errors : {})
    if ('value' in checked) saving.mutate(checked.value)
  }

  return (
    <form className={form.form} onSubmit={handleSubmit} noValidate>
      <TextInput
        name="name"
        label="Display name"
        description="Shown to everybody who has the document open, and in its history."
        autoComplete="name"
        defaultValue={me.data?.name ?? ''}
        error={errors.name}
        data-autofocus
        required
      />
      <FormMessage message={errors.form} />
      <div className={form.actions}>
        {otherAction}
        <Button type="submit" loading={saving.isPending}>
          {submitLabel}
        </Button>
      </div>
    </form>
  )
}

import { Button, PasswordInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState, type FormEvent } from 'react'
import { PasswordChange } from '../../../shared/contracts/account.ts'
import { MIN_PASSWORD_LENGTH } from '../../../shared/contracts/people.ts'
import { changePassword } from '../../api/people.ts'
import { accountQuery } from '../../app/queries.ts'
import form from '../../components/Form.module.css'
import { FormMessage } from '../../components/FormMessage.tsx'
import { checkForm, errorsOfAnswer, type FieldErrors } from '../../components/field-errors.ts'
import { notifyDone } from '../../components/notify.ts'

const FIELDS = ['present', 'password'] as const
const TOGGLE = { 'aria-label': 'Show or hide what you typed' }

/** Changes the password of one who knows it, which signs out all other browsers. */
export function PasswordForm({ email }: { readonly email: string }) {
  const client = useQueryClient()
  const fields = useRef<HTMLFormElement>(null)
  const [errors, setErrors] = useState<FieldErrors<(typeof FIELDS)[number]>>({})
  const changing = useMutation({
    mutationFn: changePassword,
    onSuccess: async () => {
      fields.current?.reset()
      notifyDone('Your password is changed. You are signed out everywhere else.')
      await client.invalidateQueries(accountQuery)
    },
    onError: (error) => setErrors(errorsOfAnswer(error, FIELDS)),
  })

  function handleSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const { present, password } = Object.fromEntries(new FormData(event.currentTarget))
    const checked = checkForm(PasswordChange, { present, password }, FIELDS)
    setErrors('errors' in checked ? checked.errors : {})
    if ('value' in checked) changing.mutate(checked.value)
  }

  return (
    <form ref={fields} className={`${form.form} ${form.card}`} onSubmit={handleSubmit} noValidate>
      {/* For password stores, which keep both together. */}
      <input type="text" name="username" value={email} autoComplete="username" readOnly hidden />
      <PasswordInput
        name="present"
        label="Present password"
        autoComplete="current-password"
        error={errors.present}
        visibilityToggleButtonProps={TOGGLE}
        required
      />
      <PasswordInput
        name="password"
        label="New password"
        description={`At least ${MIN_PASSWORD_LENGTH} characters. All other browsers are signed out.`}
        autoComplete="new-password"
        error={errors.password}
        visibilityToggleButtonProps={TOGGLE}
        required
      />
      <FormMessage message={errors.form} />
      <div className={form.actions}>
        <Button type="submit" loading={changing.isPending}>
          Change the password
        </Button>
      </div>
    </form>
  )
}

import { Button, PasswordInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { IdentityRequest } from '../../../shared/contracts/account.ts'
import { beginConnecting, disconnectIdentity } from '../../api/people.ts'
import { accountQuery } from '../../app/queries.ts'
import form from '../../components/Form.module.css'
import { FormMessage } from '../../components/FormMessage.tsx'
import { SureButton } from '../../components/SureButton.tsx'
import { checkForm, errorsOfAnswer, type FieldErrors } from '../../components/field-errors.ts'
import { notifyDone, notifyProblem } from '../../components/notify.ts'
import classes from './Account.module.css'

const FIELDS = ['present'] as const
const TOGGLE = { 'aria-label': 'Show or hide what you typed' }

/** Whether one can sign in to the account through the provider, and the way to change that. */
export function ConnectionPart({
  provider,
  isConnected,
  hasPassword,
}: {
  readonly provider: string
  readonly isConnected: boolean
  readonly hasPassword: boolean
}) {
  if (isConnected) return <Connected provider={provider} hasPassword={hasPassword} />
  if (hasPassword) return <ConnectForm provider={provider} />
  return (
    <p className={form.hint}>
      To connect this account with {provider}, set a password first: it shows that the account is yours.
    </p>
  )
}

function Connected({ provider, hasPassword }: { readonly provider: string; readonly hasPassword: boolean }) {
  const client = useQueryClient()
  const disconnecting = useMutation({
    mutationFn: disconnectIdentity,
    onSuccess: () => notifyDone('Your account is disconnected. You are signed out everywhere else.'),
    onError: (error) => notifyProblem('Your account was not disconnected.', error),
    onSettled: () => client.invalidateQueries(accountQuery),
  })
  return (
    <div className={`${form.card} ${classes.connection}`}>
      <p className={classes.what}>
        Your account is connected: you can sign in through {provider}.{' '}
        {!hasPassword && 'It is the only way in, so it stays connected until you have set a password.'}
      </p>
      {hasPassword && (
        <SureButton
          label="Disconnect"
          name={`Disconnect from ${provider}`}
          sure="Disconnect, and sign out elsewhere"
          pending={disconnecting.isPending}
          onSure={() => disconnecting.mutate()}
        />
      )}
    </div>
  )
}

function ConnectForm({ provider }: { readonly provider: string }) {
  const [errors, setErrors] = useState<FieldErrors<(typeof FIELDS)[number]>>({})
  const beginning = useMutation({
    mutationFn: beginConnecting,
    onSuccess: ({ url }) => location.assign(url),
    onError: (error) => setErrors(errorsOfAnswer(error, FIELDS)),
  })

  function handleSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const { own } = Object.fromEntries(new FormData(event.currentTarget))
    const checked = checkForm(IdentityRequest, { present: own }, FIELDS)
    setErrors('errors' in checked ? checked.errors : {})
    if ('value' in checked) beginning.mutate(checked.value)
  }

  return (
    <form className={`${form.form} ${form.card}`} onSubmit={handleSubmit} noValidate>
      <PasswordInput
        name="own"
        label="Your password here"
        description={`Shows that the account is yours. You then go to ${provider}, and come back.`}
        autoComplete="current-password"
        error={errors.present}
        visibilityToggleButtonProps={TOGGLE}
        required
      />
      <FormMessage message={errors.form} />
      <div className={form.actions}>
        <Button type="submit" variant="default" loading={beginning.isPending}>
          Connect with {provider}
        </Button>
      </div>
    </form>
  )
}

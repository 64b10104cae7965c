import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { Link, useParams } from 'wouter'
import { MIN_PASSWORD_LENGTH, SetupRequest } from '../../../shared/contracts/people.ts'
import { setUp } from '../../api/people.ts'
import { usePageTitle } from '../../app/page-title.ts'
import { forgetEverything, meQuery, setupQuery } from '../../app/queries.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorState } from '../../components/ErrorState.tsx'
import form from '../../components/Form.module.css'
import { FormMessage } from '../../components/FormMessage.tsx'
import { Page } from '../../components/Page.tsx'
import { PageHead } from '../../components/PageHead.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { checkForm, errorsOfAnswer, type FieldErrors } from '../../components/field-errors.ts'
import { FirstSteps } from '../home/FirstSteps.tsx'

const FIELDS = ['name', 'email', 'password'] as const

/** Makes the first organiser; the address holds the secret that the server printed when it started. */
export function SetupPage() {
  const { secret } = useParams<'/setup/:secret'>()
  const client = useQueryClient()
  const setup = useQuery({ ...setupQuery, staleTime: Infinity })
  const [errors, setErrors] = useState<FieldErrors<(typeof FIELDS)[number]>>({})
  const settingUp = useMutation({
    mutationFn: setUp,
    onSuccess: async (me) => {
      await forgetEverything(client)
      client.setQueryData(meQuery.queryKey, me)
    },
    onError: (error) => setErrors(errorsOfAnswer(error, FIELDS)),
  })
  usePageTitle(settingUp.isSuccess ? 'Ready' : 'Set up Rapporteur')

  function handleSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = Object.fromEntries(new FormData(event.currentTarget))
    const checked = checkForm(SetupRequest, { ...fields, secret }, FIELDS)
    setErrors('errors' in checked ? checked.errors : {})
    if ('value' in checked) settingUp.mutate(checked.value)
  }

  if (settingUp.isSuccess) {
    return (
      <Page width="text">
        <PageHead title={`Welcome, ${settingUp.data.name ?? 'organiser'}`}>
          <p>You are signed in as the organiser of this server. What would you like to begin with?</p>
        </PageHead>
        <FirstSteps />
      </Page>
    )
  }
  if (setup.isPending) return <PageSkeleton rows={3} />
  if (setup.isError)
    return <ErrorState error={setup.error} headingLevel={1} onRetry={() => void setup.refetch()} />
  if (!setup.data.needed) {
    return (
      <Page width="text">
        <PageHead title="Set-up is done" />
        <EmptyState
          title="This server has its organiser"
          actions={
            <Button component={Link} href="/sign-in">
              Sign in
            </Button>
          }
        >
          The set-up link works once. Sign in with the account that was made then.
        </EmptyState>
      </Page>
    )
  }
  return (
    <Page width="text">
      <PageHead title="Set up Rapporteur">
        <p>Make the first organiser’s account. Everybody else can come by links that you hand out.</p>
      </PageHead>
      <form className={`${form.form} ${form.card}`} onSubmit={handleSubmit} noValidate>
        <TextInput name="name" label="Your name" autoComplete="name" error={errors.name} required />
        <TextInput
          name="email"
          type="email"
          label="E-mail address"
          description="You sign in with it. It is not shown to readers."
          autoComplete="username"
          error={errors.email}
          required
        />
        <PasswordInput
          name="password"
          label="Password"
          description={`At least ${MIN_PASSWORD_LENGTH} characters`}
          autoComplete="new-password"
          error={errors.password}
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide what you typed' }}
          required
        />
        <FormMessage message={errors.form} />
        <div className={form.actions}>
          <Button type="submit" loading={settingUp.isPending}>
            Make the account
          </Button>
        </div>
      </form>
    </Page>
  )
}

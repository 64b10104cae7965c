import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { Link } from 'wouter'
import { PasswordMailRequest } from '../../../shared/contracts/account.ts'
import { askForPasswordMail } from '../../api/people.ts'
import { usePageTitle } from '../../app/page-title.ts'
import { meQuery } from '../../app/queries.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorState } from '../../components/ErrorState.tsx'
import form from '../../components/Form.module.css'
import { FormMessage } from '../../components/FormMessage.tsx'
import { Page } from '../../components/Page.tsx'
import { PageHead } from '../../components/PageHead.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { checkForm, errorsOfAnswer, type FieldErrors } from '../../components/field-errors.ts'

const FIELDS = ['email'] as const

/** For who cannot sign in: a link by mail, or whom to ask where the server sends none. */
export function ForgotPasswordPage() {
  usePageTitle('Forgot your password?')
  const me = useQuery(meQuery)
  const [errors, setErrors] = useState<FieldErrors<(typeof FIELDS)[number]>>({})
  const asking = useMutation({
    mutationFn: askForPasswordMail,
    onError: (error) => setErrors(errorsOfAnswer(error, FIELDS)),
  })

  function handleSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const checked = checkForm(
      PasswordMailRequest,
      Object.fromEntries(new FormData(event.currentTarget)),
      FIELDS,
    )
    setErrors('errors' in checked ? checked.errors : {})
    if ('value' in checked) asking.mutate(checked.value)
  }

  if (me.isPending) return <PageSkeleton rows={2} />
  if (me.isError) return <ErrorState error={me.error} headingLevel={1} onRetry={() => void me.refetch()} />
  return (
    <Page width="text">
      <PageHead crumbs={[{ title: 'Sign in', href: '/sign-in' }]} title="Forgot your password?" />
      {!me.data.sendsMail ? (
        <EmptyState title="Ask an organiser">
          This server sends no mail. An organiser of the site can make a link for you that sets a new
          password. Whoever runs the server can, too, with the command <code>user password-link</code>.
        </EmptyState>
      ) : asking.isSuccess ? (
        <EmptyState title="Look into your mail">
          If {asking.variables.email} has an account here, a link that sets a new password is on its way to
          it. It is good for 24 hours at least. Nothing there after some minutes? Look among the spam, and
          make sure that it is the address of your account; an organiser can tell you.
        </EmptyState>
      ) : (
        <form className={`${form.form} ${form.card}`} onSubmit={handleSubmit} noValidate>
          <TextInput
            name="email"
            type="email"
            label="E-mail address"
            description="Of your account. You get a link that sets a new password."
            autoComplete="username"
            error={errors.email}
            required
          />
          <FormMessage message={errors.form} />
          <div className={form.actions}>
            <Button component={Link} href="/sign-in" variant="default">
              Back
            </Button>
            <Button type="submit" loading={asking.isPending}>
              Send me a link
            </Button>
          </div>
        </form>
      )}
    </Page>
  )
}

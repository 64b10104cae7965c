import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { Link, useLocation, useSearchParams } from 'wouter'
import { LoginRequest } from '../../../shared/contracts/people.ts'
import { signIn } from '../../api/people.ts'
import { usePageTitle } from '../../app/page-title.ts'
import { forgetEverything, meQuery } from '../../app/queries.ts'
import form from '../../components/Form.module.css'
import { FormMessage } from '../../components/FormMessage.tsx'
import { Page } from '../../components/Page.tsx'
import { PageHead } from '../../components/PageHead.tsx'
import classes from './Account.module.css'
import { checkForm, errorsOfAnswer, type FieldErrors } from '../../components/field-errors.ts'
import { pathInside } from '../../../shared/domain/path-inside.ts'

const FIELDS = ['email', 'password'] as const

export function SignInPage() {
  usePageTitle('Sign in')
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const [search] = useSearchParams()
  const next = pathInside(search.get('next'))
  const provider = useQuery(meQuery).data?.signsInThrough ?? null
  const [errors, setErrors] = useState<FieldErrors<(typeof FIELDS)[number]>>({})
  const signingIn = useMutation({
    mutationFn: signIn,
    onSuccess: async (me) => {
      await forgetEverything(client)
      client.setQueryData(meQuery.queryKey, me)
      navigate(next, { replace: true })
    },
    onError: (error) => setErrors(errorsOfAnswer(error, FIELDS)),
  })

  function handleSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const checked = checkForm(LoginRequest, Object.fromEntries(new FormData(event.currentTarget)), FIELDS)
    setErrors('errors' in checked ? checked.errors : {})
    if ('value' in checked) signingIn.mutate(checked.value)
  }

  return (
    <Page width="text">
      <PageHead title="Sign in">
        <p>
          For organisers and others with an account. With an access link, just open the link: no account
          needed.
        </p>
      </PageHead>
      <form className={`${form.form} ${form.card}`} onSubmit={handleSubmit} noValidate>
        {provider !== null && (
          <>
            {/* A link, not a form: the server leads on to another site, where forms may not go. */}
            <Button component="a" href={`/login/oidc?next=${encodeURIComponent(next)}`} fullWidth>
              Sign in with {provider}
            </Button>
            <div className={classes.or}>or with a password</div>
          </>
        )}
        <TextInput
          name="email"
          type="email"
          label="E-mail address"
          autoComplete="username"
          error={errors.email}
          required
        />
        <PasswordInput
          name="password"
          label="Password"
          autoComplete="current-password"
          error={errors.password}
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide what you typed' }}
          required
        />
        <FormMessage message={errors.form} />
        <div className={form.actions}>
          <Button component={Link} href="/forgot-password" variant="subtle">
            Forgot your password?
          </Button>
          <Button
            type="submit"
            variant={provider === null ? 'filled' : 'default'}
            loading={signingIn.isPending}
          >
            Sign in
          </Button>
        </div>
      </form>
    </Page>
  )
}

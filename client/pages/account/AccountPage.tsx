import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'wouter'
import type { Me } from '../../../shared/contracts/people.ts'
import { usePageTitle } from '../../app/page-title.ts'
import { accountQuery, meQuery } from '../../app/queries.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorState } from '../../components/ErrorState.tsx'
import form from '../../components/Form.module.css'
import { Page } from '../../components/Page.tsx'
import { PageHead } from '../../components/PageHead.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import classes from './Account.module.css'
import { ConnectionPart } from './ConnectionPart.tsx'
import { LoginList } from './LoginList.tsx'
import { PasswordForm } from './PasswordForm.tsx'

/** What the holder of an account sees of it: password, and where it is signed in. */
export function AccountPage() {
  usePageTitle('Your account')
  const me = useQuery(meQuery)
  if (me.isPending) return <PageSkeleton rows={4} />
  if (me.isError) return <ErrorState error={me.error} headingLevel={1} onRetry={() => void me.refetch()} />
  return me.data.kind === 'user' ? <OwnAccount me={me.data} /> : <NoAccount me={me.data} />
}

function OwnAccount({ me }: { readonly me: Me }) {
  const account = useQuery(accountQuery)
  const [search] = useSearchParams()
  if (account.isPending) return <PageSkeleton rows={4} />
  if (account.isError) {
    return <ErrorState error={account.error} headingLevel={1} onRetry={() => void account.refetch()} />
  }
  const { hasPassword, isConnected, logins } = account.data
  return (
    <Page width="text">
      <PageHead title="Your account">
        <p>
          {me.name} · {me.email}
        </p>
      </PageHead>
      {search.has('welcome') && (
        <p className={classes.notice}>
          <strong>You have an account now, but no role yet.</strong> An organiser has to give it one before
          you see an event: tell them that it is there. If you were given an access link, just open it.
        </p>
      )}
      {search.get('password') === 'set' && (
        <p className={classes.notice}>
          <strong>Your password is set.</strong> You are signed in here, and signed out in every other
          browser.
        </p>
      )}
      {search.get('password') === 'dropped' && (
        <p className={classes.notice}>
          <strong>This account had a password, which does not hold any more.</strong> It was set before it was
          known that the address is yours, so perhaps by somebody else; whoever was signed in with it is
          signed out. If it was you, set a new one.
        </p>
      )}
      {search.has('connected') && isConnected && me.signsInThrough !== null && (
        <p className={classes.notice}>
          <strong>Your account is connected.</strong> From now on you can sign in through {me.signsInThrough},
          too.
        </p>
      )}
      <section className={classes.part} aria-labelledby="logins">
        <h2 id="logins">Where you are signed in</h2>
        <LoginList logins={logins} />
      </section>
      <section className={classes.part} aria-labelledby="password">
        <h2 id="password">Password</h2>
        {hasPassword ? (
          <PasswordForm email={me.email ?? ''} />
        ) : (
          <p className={form.hint}>
            This account has no password.{' '}
            {me.sendsMail ? (
              <>
                To set one, <Link href="/forgot-password">have a link mailed to you</Link>.
              </>
            ) : (
              'To set one, ask an organiser for a link that does.'
            )}
          </p>
        )}
      </section>
      {me.signsInThrough !== null && (
        <section className={classes.part} aria-labelledby="connection">
          <h2 id="connection">Sign in through {me.signsInThrough}</h2>
          <ConnectionPart provider={me.signsInThrough} {...{ isConnected, hasPassword }} />
        </section>
      )}
    </Page>
  )
}

function NoAccount({ me }: { readonly me: Me }) {
  return (
    <Page width="text">
      <PageHead title="Your account" />
      <EmptyState
        title={me.kind === 'anonymous' ? 'You are not signed in' : 'You are here without an account'}
        actions={
          <Button component={Link} href="/sign-in?next=/account">
            Sign in
          </Button>
        }
      >
        {me.kind === 'anonymous'
          ? 'Sign in to see your account.'
          : 'An access link needs none. If you have an account, sign in: what you opened comes along.'}
      </EmptyState>
    </Page>
  )
}

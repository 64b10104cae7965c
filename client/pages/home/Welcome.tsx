import { Button, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { Link } from 'wouter'
import { EmptyState } from '../../components/EmptyState.tsx'
import form from '../../components/Form.module.css'
import { Page } from '../../components/Page.tsx'
import { PageHead } from '../../components/PageHead.tsx'
import classes from './Welcome.module.css'
import { accessLinkPath } from './access-link-path.ts'

/** For somebody whom the server does not know: the two ways in. */
export function Welcome({ setupNeeded }: { readonly setupNeeded: boolean }) {
  const [error, setError] = useState<string | null>(null)

  function handleOpen(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const pasted = new FormData(event.currentTarget).get('link')
    const path = accessLinkPath(typeof pasted === 'string' ? pasted : '', window.location.origin)
    if (path === null) {
      setError(`Expected a link that begins with ${window.location.origin}/l/`)
      return
    }
    // The server answers this address itself: it takes the link in and sends on.
    window.location.assign(path)
  }

  return (
    <Page width="text">
      <PageHead title="Notes for every session, written together">
        <p className={classes.lead}>
          Take notes live with others during a session, turn them into a summary afterwards, and let everybody
          read along.
        </p>
      </PageHead>
      {setupNeeded ? (
        <EmptyState title="This server is new">
          It has no organiser yet. Open the set-up link that the server printed when it started; it looks like{' '}
          <code>{window.location.origin}/setup/…</code>
        </EmptyState>
      ) : (
        <div className={classes.ways}>
          <section className={form.card} aria-labelledby="by-link">
            <h2 id="by-link">You were given a link</h2>
            <p className={form.hint}>Open it from where you got it, or paste it here. No account needed.</p>
            <form className={form.form} onSubmit={handleOpen} noValidate>
              <TextInput
                name="link"
                label="Access link"
                placeholder={`${window.location.origin}/l/…`}
                autoComplete="off"
                inputMode="url"
                error={error}
              />
              <div>
                <Button type="submit">Open the link</Button>
              </div>
            </form>
          </section>
          <section className={form.card} aria-labelledby="by-account">
            <h2 id="by-account">You have an account</h2>
            <p className={form.hint}>Organisers sign in with their e-mail address and password.</p>
            <div>
              <Button component={Link} href="/sign-in" variant="default">
                Sign in
              </Button>
            </div>
          </section>
        </div>
      )}
    </Page>
  )
}

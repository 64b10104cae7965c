import { Button } from '@mantine/core'
import { Link, useLocation } from 'wouter'
import classes from './MessageState.module.css'
import { explainError } from './explain-error.ts'

/** In place of content that did not load: what happened, and the one step that helps most. */
export function ErrorState({
  error,
  headingLevel = 2,
  onRetry,
}: {
  readonly error: unknown
  readonly headingLevel?: 1 | 2
  readonly onRetry?: () => void
}) {
  const [path] = useLocation()
  const { title, detail, code, place, requestId, remedy } = explainError(error)
  const Heading = headingLevel === 1 ? 'h1' : 'h2'
  return (
    <div className={classes.state} role="alert">
      <Heading className={classes.title}>{title}</Heading>
      <p className={classes.detail}>{detail}</p>
      {place !== null && <p className={classes.small}>Where: {place}</p>}
      <div className={classes.actions}>
        {remedy === 'retry' && onRetry && <Button onClick={onRetry}>Try again</Button>}
        {(remedy === 'reload' || (remedy === 'retry' && !onRetry)) && (
          <Button onClick={() => window.location.reload()}>Reload the page</Button>
        )}
        {remedy === 'sign-in' && (
          <Button component={Link} href={`/sign-in?next=${encodeURIComponent(path)}`}>
            Sign in
          </Button>
        )}
        <Button component={Link} href="/" variant="default">
          Go to your events
        </Button>
      </div>
      {remedy === 'sign-in' && (
        <p className={classes.small}>
          No account? Ask a lead or an organiser of the event for an access link.
        </p>
      )}
      {code === 'internal' && requestId !== null && (
        <p className={classes.small}>
          If you report this, name the request <code>{requestId}</code>.
        </p>
      )}
    </div>
  )
}

import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { AccountLogin } from '../../../shared/contracts/account.ts'
import { endLogin } from '../../api/people.ts'
import { accountQuery } from '../../app/queries.ts'
import { Badge } from '../../components/Badge.tsx'
import { notifyDone, notifyProblem } from '../../components/notify.ts'
import { formatDistance, formatMoment } from '../../components/times.ts'
import { useClock } from '../../components/use-clock.ts'
import classes from './Account.module.css'

/** Every browser that is signed in to the account, and the way to end that. */
export function LoginList({ logins }: { readonly logins: readonly AccountLogin[] }) {
  const ending = useEndLogin()
  return (
    <>
      <ul className={classes.logins}>
        {logins.map((login) => (
          <LoginRow key={login.id} login={login} />
        ))}
      </ul>
      {logins.length > 1 && (
        <div className={classes.others}>
          <Button variant="default" loading={ending.isPending} onClick={() => ending.mutate(null)}>
            Sign out everywhere else
          </Button>
        </div>
      )}
    </>
  )
}

function LoginRow({ login }: { readonly login: AccountLogin }) {
  const ending = useEndLogin()
  const nowMs = useClock()
  const name = login.browser ?? 'A browser'
  return (
    <li className={classes.login}>
      <div className={classes.what}>
        <div className={classes.browser}>
          {name} {login.isThis && <Badge tone="accent">This browser</Badge>}
        </div>
        <p className={classes.facts}>
          {login.isThis ? 'Here now' : `Last seen ${formatDistance(nowMs, Date.parse(login.lastSeenAt))}`} ·
          signed in {formatMoment(login.firstSeenAt)}
        </p>
      </div>
      {!login.isThis && (
        <Button
          variant="default"
          size="compact-sm"
          aria-label={`Sign out ${name}, signed in ${formatMoment(login.firstSeenAt)}`}
          loading={ending.isPending}
          onClick={() => ending.mutate(login.id)}
        >
          Sign out
        </Button>
      )}
    </li>
  )
}

function useEndLogin() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: endLogin,
    onSuccess: (_answer, id) =>
      notifyDone(id === null ? 'You are signed out everywhere else.' : 'That browser is signed out.'),
    onError: (error) => notifyProblem('Nothing was signed out.', error),
    onSettled: () => client.invalidateQueries(accountQuery),
  })
}

import { Skeleton } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AccessLink } from '../../../shared/contracts/people.ts'
import { revokeLink } from '../../api/links.ts'
import { linksQuery } from '../../app/queries.ts'
import { Badge } from '../../components/Badge.tsx'
import { ErrorState } from '../../components/ErrorState.tsx'
import form from '../../components/Form.module.css'
import { SureButton } from '../../components/SureButton.tsx'
import { notifyDone, notifyProblem } from '../../components/notify.ts'
import { ROLE_WORDS } from '../../components/role-words.ts'
import { formatDistance, formatMoment } from '../../components/times.ts'
import { useClock } from '../../components/use-clock.ts'
import classes from './ShareDialog.module.css'
import { linkState } from './link-state.ts'

/** Every link of an event that the asker may manage: who could come in, by what. */
export function LinkTable({ eventSlug }: { readonly eventSlug: string }) {
  const links = useQuery(linksQuery(eventSlug))
  if (links.isPending) return <Skeleton height={120} />
  if (links.isError) return <ErrorState error={links.error} onRetry={() => void links.refetch()} />
  if (links.data.links.length === 0)
    return <p className={form.hint}>Nobody made a link for this event yet.</p>
  return (
    <ul className={classes.links}>
      {links.data.links.map((link) => (
        <LinkRow key={link.id} link={link} eventSlug={eventSlug} />
      ))}
    </ul>
  )
}

function LinkRow({ link, eventSlug }: { readonly link: AccessLink; readonly eventSlug: string }) {
  const client = useQueryClient()
  const nowMs = useClock()
  const revoking = useMutation({
    mutationFn: () => revokeLink(link.id),
    onSuccess: async () => {
      notifyDone('The link is revoked. Who came by it is out.')
      await client.invalidateQueries(linksQuery(eventSlug))
    },
    onError: (error) => notifyProblem('The link was not revoked.', error),
  })
  const state = linkState(link, nowMs)
  const facts = [
    `${link.scopeTitle} (${link.scope.type})`,
    link.hasPassword ? 'with a password' : null,
    link.uses === 0 ? 'never used' : `used ${link.uses} ${link.uses === 1 ? 'time' : 'times'}`,
    link.lastUsedAt === null ? null : `last ${formatDistance(nowMs, Date.parse(link.lastUsedAt))}`,
  ].filter((fact) => fact !== null)
  return (
    <li className={classes.link} data-dead={state !== 'live' || undefined}>
      <div className={classes.name}>
        <span>{link.label ?? 'No label'}</span>
        <Badge tone={state === 'live' ? 'accent' : 'plain'}>{ROLE_WORDS[link.role].name}</Badge>
        {state === 'revoked' && <Badge tone="danger">Revoked</Badge>}
        {state === 'expired' && <Badge tone="warn">Expired</Badge>}
      </div>
      <p className={classes.facts}>
        {facts.join(' · ')}
        <br />
        {link.expiresAt === null
          ? 'No end'
          : `${state === 'expired' ? 'Ended' : 'Ends'} ${formatMoment(link.expiresAt)}`}
        {' · '}made {formatMoment(link.createdAt)}
        {link.createdBy !== null && ` by ${link.createdBy}`}
      </p>
      {state === 'live' && (
        <div className={classes.revoke}>
          <SureButton
            label="Revoke"
            name={`Revoke ${link.label ?? `the ${ROLE_WORDS[link.role].name} link to ${link.scopeTitle}`}`}
            sure="Revoke for good"
            pending={revoking.isPending}
            onSure={() => revoking.mutate()}
          />
        </div>
      )}
    </li>
  )
}

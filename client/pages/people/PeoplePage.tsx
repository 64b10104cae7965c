import { Button } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams } from 'wouter'
import type { EventDetail } from '../../../shared/contracts/programme.ts'
import type { PersonWithRole } from '../../../shared/contracts/roles.ts'
import { ROLES } from '../../../shared/domain/access.ts'
import { takeRole } from '../../api/roles.ts'
import { usePageTitle } from '../../app/page-title.ts'
import { eventQuery, peopleQuery } from '../../app/queries.ts'
import { Badge } from '../../components/Badge.tsx'
import { ErrorState } from '../../components/ErrorState.tsx'
import form from '../../components/Form.module.css'
import list from '../../components/GroupedRows.module.css'
import { Page } from '../../components/Page.tsx'
import { PageHead } from '../../components/PageHead.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { SureButton } from '../../components/SureButton.tsx'
import { notifyDone, notifyProblem } from '../../components/notify.ts'
import { ROLE_WORDS } from '../../components/role-words.ts'
import { LinkTable } from '../share/LinkTable.tsx'
import { PasswordLinkDialog } from './PasswordLinkDialog.tsx'
import { PersonDialog } from './PersonDialog.tsx'
import classes from './PeoplePage.module.css'
import { groupPeople } from './group-people.ts'
import { describeHeld } from './held-words.ts'

/** Who may do what in an event: the accounts with their roles, the links, and what each role means. */
export function PeoplePage() {
  const { event: slug } = useParams<'/e/:event/people'>()
  const event = useQuery(eventQuery(slug))
  const people = useQuery(peopleQuery(slug))
  usePageTitle(event.data ? `People: ${event.data.title}` : null)
  if (event.isError || people.isError) {
    const { error, refetch } = event.isError ? event : people
    return <ErrorState error={error} headingLevel={1} onRetry={() => void refetch()} />
  }
  if (event.isPending || people.isPending) return <PageSkeleton rows={8} />
  return <People event={event.data} {...people.data} />
}

function People({
  event,
  people,
}: {
  readonly event: EventDetail
  readonly people: readonly PersonWithRole[]
}) {
  const [adding, setAdding] = useState(false)
  return (
    <Page>
      <PageHead
        crumbs={[{ title: event.title, href: `/e/${event.slug}` }]}
        title="People"
        actions={
          <Button leftSection={<IconUserPlus size={16} />} onClick={() => setAdding(true)}>
            Add a person
          </Button>
        }
      >
        <p>Accounts with a role here, and the links that let others in</p>
      </PageHead>
      {groupPeople(event, people).map(({ key, title, people: own }) => (
        <section key={key} className={list.group} aria-labelledby={`people-${key}`}>
          <h2 id={`people-${key}`} className={list.title}>
            {title}
          </h2>
          {key === 'site' && (
            <p className={`${form.hint} ${classes.hint}`}>
              These roles hold in every event. Organisers of the site change them under “Accounts”.
            </p>
          )}
          <ul className={list.rows}>
            {own.map((person) => (
              <PersonRow key={person.userId} person={person} slug={event.slug} />
            ))}
          </ul>
        </section>
      ))}
      <section className={list.group} aria-labelledby="people-links">
        <h2 id="people-links" className={list.title}>
          Access links
        </h2>
        <p className={`${form.hint} ${classes.hint}`}>
          Whoever has one comes in without an account. “Share” makes them.
        </p>
        <LinkTable eventSlug={event.slug} />
      </section>
      <section className={list.group} aria-labelledby="people-roles">
        <h2 id="people-roles" className={list.title}>
          What the roles mean
        </h2>
        <dl className={classes.roles}>
          {ROLES.map((role) => (
            <div key={role}>
              <dt>{ROLE_WORDS[role].name}</dt>
              <dd>May {ROLE_WORDS[role].can}.</dd>
            </div>
          ))}
        </dl>
        <p className={form.hint}>
          A role on the event holds in all its tracks, one on a track in all its sessions. Of several the
          strongest counts.
        </p>
      </section>
      {adding && <PersonDialog event={event} onClosed={() => setAdding(false)} />}
    </Page>
  )
}

function PersonRow({ person, slug }: { readonly person: PersonWithRole; readonly slug: string }) {
  const client = useQueryClient()
  const { userId, name, email, scope, mayTake, mayRenewLink } = person
  const [renewing, setRenewing] = useState(false)
  const taking = useMutation({
    mutationFn: () => takeRole(userId, scope),
    onSuccess: async () => {
      notifyDone(`${name} is no longer ${describeHeld(person)}.`)
      await client.invalidateQueries(peopleQuery(slug))
    },
    onError: (error) => notifyProblem('The role was not taken away.', error),
  })
  return (
    <li className={`${list.row} ${classes.person}`}>
      <div className={classes.text}>
        <p>
          <strong>{name}</strong> is {describeHeld(person)}{' '}
          {mayRenewLink && <Badge tone="warn">No password yet</Badge>}
        </p>
        {email !== null && <p className={list.facts}>{email}</p>}
      </div>
      <div className={classes.buttons}>
        {mayRenewLink && (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={`New link to set a password for ${name}`}
            onClick={() => setRenewing(true)}
          >
            New link
          </Button>
        )}
        {mayTake && (
          <SureButton
            label="Remove"
            name={`Remove ${name} as ${describeHeld(person)}`}
            sure="Take the role away"
            pending={taking.isPending}
            onSure={() => taking.mutate()}
          />
        )}
      </div>
      {renewing && <PasswordLinkDialog person={person} onClosed={() => setRenewing(false)} />}
    </li>
  )
}

import { Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { LinkCreated } from '../../../shared/contracts/people.ts'
import type { EventSummary } from '../../../shared/contracts/programme.ts'
import type { Role } from '../../../shared/domain/access.ts'
import { linksQuery } from '../../app/queries.ts'
import { Dialog } from '../../components/Dialog.tsx'
import { rolesToGrant } from '../../components/rights.ts'
import { LinkCreatedView } from './LinkCreatedView.tsx'
import { LinkForm } from './LinkForm.tsx'
import { LinkTable } from './LinkTable.tsx'
import classes from './ShareDialog.module.css'
import type { ShareScope } from './link-terms.ts'

/** Something that a link can be made for, and what the asker holds on it. */
export interface ShareChoice {
  readonly type: ShareScope
  readonly id: string
  readonly title: string
  readonly role: Role | null
}

/** Makes access links and shows those that exist. `choices`: the nearest thing first. */
export function ShareDialog({
  event,
  choices,
  onClosed,
}: {
  readonly event: EventSummary
  readonly choices: readonly ShareChoice[]
  readonly onClosed: () => void
}) {
  const [tab, setTab] = useState<string | null>('new')
  const [created, setCreated] = useState<LinkCreated | null>(null)
  const links = useQuery(linksQuery(event.slug))
  const possible = choices.filter(({ role }) => rolesToGrant(role).length > 0)
  const live = links.data?.links.filter(({ revokedAt }) => revokedAt === null).length
  return (
    <Dialog title="Share by link" size="lg" onClosed={onClosed}>
      {(close) => (
        <Tabs value={tab} onChange={setTab} keepMounted={false}>
          <Tabs.List className={classes.tabs}>
            <Tabs.Tab value="new">New link</Tabs.Tab>
            <Tabs.Tab value="list">All links{live === undefined ? '' : ` (${live})`}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="new">
            {created ? (
              <LinkCreatedView link={created} onAnother={() => setCreated(null)} onDone={close} />
            ) : (
              <LinkForm event={event} choices={possible} onCreated={setCreated} onCancel={close} />
            )}
          </Tabs.Panel>
          <Tabs.Panel value="list">
            <LinkTable eventSlug={event.slug} />
          </Tabs.Panel>
        </Tabs>
      )}
    </Dialog>
  )
}

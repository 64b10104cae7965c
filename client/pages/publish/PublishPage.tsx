import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams } from 'wouter'
import type { EventDetail } from '../../../shared/contracts/programme.ts'
import type { Publication } from '../../../shared/contracts/publishing.ts'
import { usePageTitle } from '../../app/page-title.ts'
import { eventQuery, publicationsQuery } from '../../app/queries.ts'
import { ErrorState } from '../../components/ErrorState.tsx'
import { Page } from '../../components/Page.tsx'
import { PageHead } from '../../components/PageHead.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { PublicationRows } from './PublicationRows.tsx'
import { PublishForm } from './PublishForm.tsx'
import { PublishSettings } from './PublishSettings.tsx'

/** What of an event becomes public, and what is. */
export function PublishPage() {
  const { event: slug } = useParams<'/e/:event/publish'>()
  const event = useQuery(eventQuery(slug))
  usePageTitle(event.data ? `Publish: ${event.data.title}` : null)
  if (event.isError) {
    return <ErrorState error={event.error} headingLevel={1} onRetry={() => void event.refetch()} />
  }
  if (event.isPending) return <PageSkeleton rows={6} />
  return <Publish event={event.data} />
}

function Publish({ event }: { readonly event: EventDetail }) {
  const publications = useQuery(publicationsQuery(event.slug))
  if (publications.isError) {
    const { error, refetch } = publications
    return <ErrorState error={error} headingLevel={1} onRetry={() => void refetch()} />
  }
  if (publications.isPending) return <PageSkeleton rows={6} />
  return <Parts event={event} publications={publications.data.publications} />
}

function Parts({
  event,
  publications,
}: {
  readonly event: EventDetail
  readonly publications: readonly Publication[]
}) {
  /** What is typed above and not saved is in no publication. */
  const [isUnsaved, setUnsaved] = useState(false)
  const live = publications.find(({ state }) => state === 'live')
  return (
    <Page width="text">
      <PageHead crumbs={[{ title: event.title, href: `/e/${event.slug}` }]} title="Publish">
        <p>
          {live ? (
            <>
              Public at{' '}
              <a href={live.path}>
                {location.origin}
                {live.path}
              </a>
            </>
          ) : (
            'Nothing of this event is public.'
          )}
        </p>
      </PageHead>
      <PublishSettings event={event} onUnsaved={setUnsaved} />
      <PublishForm event={event} isPublic={live !== undefined} isUnsaved={isUnsaved} />
      <PublicationRows slug={event.slug} publications={publications} />
    </Page>
  )
}

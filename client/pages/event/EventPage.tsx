import { useQuery } from '@tanstack/react-query'
import { useParams } from 'wouter'
import { usePageTitle } from '../../app/page-title.ts'
import { eventQuery } from '../../app/queries.ts'
import { DueLine } from '../../components/DueLine.tsx'
import { DocView } from '../../components/DocView.tsx'
import { ErrorState } from '../../components/ErrorState.tsx'
import { Fold } from '../../components/Fold.tsx'
import { Page } from '../../components/Page.tsx'
import { PageHead } from '../../components/PageHead.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { rightsOnEvent } from '../../components/rights.ts'
import { stagesToWrite } from '../../components/stages-to-write.ts'
import { formatDayRange, formatZone } from '../../components/times.ts'
import { isEmptyDoc } from '../../../shared/schema/doc-json.ts'
import { EventActions } from './EventActions.tsx'
import { ProgrammeView } from './ProgrammeView.tsx'
import { readDoc } from '../../components/read-doc.ts'

/** An event: what it is, and its whole programme. */
export function EventPage() {
  const { event: slug } = useParams<'/e/:event'>()
  const event = useQuery(eventQuery(slug))
  usePageTitle(event.data?.title ?? null)
  if (event.isPending) return <PageSkeleton rows={8} />
  if (event.isError)
    return <ErrorState error={event.error} headingLevel={1} onRetry={() => void event.refetch()} />

  const { title, startDate, endDate, location, timeZone, url, sessions } = event.data
  const description = readDoc(event.data.description)
  const timed = sessions.some(({ start }) => start !== null)
  const facts = [
    formatDayRange(startDate, endDate),
    location,
    timed ? `times in ${formatZone(timeZone)}` : null,
  ].filter((fact) => fact !== null)
  return (
    <Page>
      <PageHead
        title={title}
        actions={<EventActions event={event.data} rights={rightsOnEvent(event.data)} />}
      >
        <p>
          {facts.join(' · ')}
          {url !== null && (
            <>
              {facts.length > 0 && ' · '}
              <a href={url} rel="noopener noreferrer">
                Website
              </a>
            </>
          )}
        </p>
        <DueLine event={event.data} stages={stagesToWrite(event.data)} />
      </PageHead>
      {!isEmptyDoc(description) && description !== null && (
        <Fold what="the description" lines={3}>
          <DocView doc={description} topHeading={2} />
        </Fold>
      )}
      <ProgrammeView event={event.data} />
    </Page>
  )
}

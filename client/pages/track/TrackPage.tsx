import { IconUsers } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from 'wouter'
import { isEmptyDoc } from '../../../shared/schema/doc-json.ts'
import { usePageTitle } from '../../app/page-title.ts'
import { eventQuery, trackQuery } from '../../app/queries.ts'
import { DueLine } from '../../components/DueLine.tsx'
import { DocView } from '../../components/DocView.tsx'
import { ErrorState } from '../../components/ErrorState.tsx'
import { LinkChips } from '../../components/LinkChips.tsx'
import { MetaLine } from '../../components/MetaLine.tsx'
import { Page } from '../../components/Page.tsx'
import { PageHead } from '../../components/PageHead.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { People } from '../../components/People.tsx'
import { readDoc } from '../../components/read-doc.ts'
import { rightsOnPart } from '../../components/rights.ts'
import { stagesToWrite } from '../../components/stages-to-write.ts'
import { Documents } from '../documents/Documents.tsx'
import { RailSection } from './RailSection.tsx'
import { TopicList } from './TopicList.tsx'
import { TrackActions } from './TrackActions.tsx'
import { TrackSessions } from './TrackSessions.tsx'
import classes from './TrackPage.module.css'

/** One track: its sessions and what is said about it beside its two documents. */
export function TrackPage() {
  const { event: slug, track: id } = useParams<'/e/:event/t/:track'>()
  const track = useQuery(trackQuery(id))
  const event = useQuery(eventQuery(slug))
  usePageTitle(track.data?.title ?? null)
  if (track.isPending) return <PageSkeleton rows={4} />
  // A refresh that failed takes nothing off the screen: somebody may be writing without a connection.
  if (track.isLoadingError)
    return <ErrorState error={track.error} headingLevel={1} onRetry={() => void track.refetch()} />

  const { title, leads, links, topics, role } = track.data
  const rights = rightsOnPart(role)
  const description = readDoc(track.data.description)
  const sessions = event.data?.sessions.filter(({ trackId }) => trackId === id) ?? []
  return (
    <Page width="full">
      <PageHead
        crumbs={[{ title: track.data.event.title, href: `/e/${track.data.event.slug}` }]}
        title={title}
        actions={<TrackActions track={track.data} event={event.data ?? null} rights={rights} />}
      >
        {leads.length > 0 && (
          <MetaLine icon={<IconUsers size={16} />} label="Leads">
            Led by <People people={leads} withEmail={rights.seeEmails} />
          </MetaLine>
        )}
        <LinkChips links={links} label="Links of this track" />
        {event.data && (
          <DueLine
            event={track.data.event}
            stages={stagesToWrite({ tracks: [track.data], sessions: event.data.sessions }, id)}
          />
        )}
      </PageHead>
      <div className={classes.columns}>
        <div className={classes.rail}>
          <RailSection title="Sessions" count={sessions.length}>
            <TrackSessions
              slug={slug}
              sessions={sessions}
              zone={track.data.event.timeZone}
              loading={event.isPending}
            />
          </RailSection>
          {description !== null && !isEmptyDoc(description) && (
            <RailSection title="About" startsClosed>
              <DocView doc={description} />
            </RailSection>
          )}
          {topics.length > 0 && (
            <RailSection title="Topics" count={topics.length} startsClosed>
              <TopicList topics={topics} />
            </RailSection>
          )}
        </div>
        <Documents
          key={id}
          notesId={track.data.notesId}
          summaryId={track.data.summaryId}
          label={title}
          isPartial={role === null}
        />
      </div>
    </Page>
  )
}

import { IconClock, IconMapPin, IconUser } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from 'wouter'
import { isEmptyDoc } from '../../../shared/schema/doc-json.ts'
import { usePageTitle } from '../../app/page-title.ts'
import { eventQuery, sessionQuery } from '../../app/queries.ts'
import { Badge } from '../../components/Badge.tsx'
import { DueLine } from '../../components/DueLine.tsx'
import { DocView } from '../../components/DocView.tsx'
import { ErrorState } from '../../components/ErrorState.tsx'
import { Fold } from '../../components/Fold.tsx'
import { LinkChips } from '../../components/LinkChips.tsx'
import { MetaLine } from '../../components/MetaLine.tsx'
import { Page } from '../../components/Page.tsx'
import { PageHead } from '../../components/PageHead.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { People } from '../../components/People.tsx'
import { SessionTime } from '../../components/SessionTime.tsx'
import { isRunning } from '../../components/programme/now-and-next.ts'
import { planSessions } from '../../components/programme/plan-days.ts'
import { readDoc } from '../../components/read-doc.ts'
import { rightsOnPart } from '../../components/rights.ts'
import { stagesToWrite } from '../../components/stages-to-write.ts'
import { useClock } from '../../components/use-clock.ts'
import { Documents } from '../documents/Documents.tsx'
import { Neighbours } from './Neighbours.tsx'
import { SessionActions } from './SessionActions.tsx'
import { findNeighbours } from './find-neighbours.ts'
import classes from './SessionPage.module.css'

/** One session: what the programme says about it, and its two documents. */
export function SessionPage() {
  const { event: slug, session: id } = useParams<'/e/:event/s/:session'>()
  const session = useQuery(sessionQuery(id))
  const event = useQuery(eventQuery(slug))
  const nowMs = useClock()
  usePageTitle(session.data?.title ?? null)
  if (session.isPending) return <PageSkeleton rows={3} />
  // A refresh that failed takes nothing off the screen: somebody may be writing without a connection.
  if (session.isLoadingError)
    return <ErrorState error={session.error} headingLevel={1} onRetry={() => void session.refetch()} />

  const { title, speakers, hall, language, links, url, cancelledAt, track, role } = session.data
  const zone = session.data.event.timeZone
  const abstract = readDoc(session.data.abstract)
  const rights = rightsOnPart(role)
  const running = planSessions(event.data?.sessions ?? [session.data]).some(
    (planned) => planned.session.id === id && isRunning(planned, nowMs),
  )
  const base = `/e/${session.data.event.slug}`
  return (
    <Page width="full">
      <PageHead
        crumbs={[
          { title: session.data.event.title, href: base },
          ...(track ? [{ title: track.title, href: `${base}/t/${track.id}` }] : []),
        ]}
        title={title}
        badge={
          cancelledAt !== null ? (
            <Badge tone="danger">Cancelled</Badge>
          ) : running ? (
            <Badge tone="now">On now</Badge>
          ) : undefined
        }
        actions={<SessionActions session={session.data} event={event.data ?? null} rights={rights} />}
      >
        <div className={classes.facts}>
          {speakers.length > 0 && (
            <MetaLine icon={<IconUser size={16} />} label="Speakers">
              <People people={speakers} withEmail={rights.seeEmails} />
            </MetaLine>
          )}
          <MetaLine icon={<IconClock size={16} />} label="Time">
            <SessionTime session={session.data} zone={zone} />
          </MetaLine>
          {hall !== null && (
            <MetaLine icon={<IconMapPin size={16} />} label="Hall">
              {hall}
            </MetaLine>
          )}
          {language !== null && <span>Held in {languageName(language)}</span>}
        </div>
        <LinkChips
          links={url === null ? links : [...links, { kind: 'details', title: 'Programme page', url }]}
          label="Links of this session"
        />
        <DueLine
          event={session.data.event}
          stages={stagesToWrite({ tracks: [], sessions: [session.data] })}
          isOne
        />
      </PageHead>
      {abstract !== null && !isEmptyDoc(abstract) && (
        <Fold what="the abstract" lines={2}>
          <DocView doc={abstract} topHeading={2} />
        </Fold>
      )}
      <Documents
        key={id}
        notesId={session.data.notesId}
        summaryId={session.data.summaryId}
        label={title}
        isPartial={role === null}
      />
      {event.data && <Neighbours slug={slug} {...findNeighbours(event.data, id)} />}
    </Page>
  )
}

/** `German` for `de`; the code itself where the browser knows no name. */
function languageName(code: string): string {
  try {
    return new Intl.DisplayNames('en', { type: 'language' }).of(code) ?? code
  } catch {
    return code
  }
}

import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Link, useParams } from 'wouter'
import type { EventDetail } from '../../../shared/contracts/programme.ts'
import { MINUTE_MS } from '../../../shared/domain/time.ts'
import { usePageTitle } from '../../app/page-title.ts'
import { eventQuery } from '../../app/queries.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorState } from '../../components/ErrorState.tsx'
import { Page } from '../../components/Page.tsx'
import { PageHead } from '../../components/PageHead.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { describeMoment } from '../../components/programme/now-and-next.ts'
import { trackContext } from '../../components/programme/track-context.ts'
import { dayOf, formatClock, formatDay, formatDistance, formatZone } from '../../components/times.ts'
import { useClock } from '../../components/use-clock.ts'
import { HallsNow } from './HallsNow.tsx'

/** What runs in each hall and what comes next, for somebody who stands in the corridor. */
export function NowPage() {
  const { event: slug } = useParams<'/e/:event/now'>()
  // The programme may move during the event.
  const event = useQuery({ ...eventQuery(slug), refetchInterval: 2 * MINUTE_MS })
  usePageTitle(event.data ? `On now: ${event.data.title}` : null)
  if (event.isPending) return <PageSkeleton rows={5} />
  if (event.isError)
    return <ErrorState error={event.error} headingLevel={1} onRetry={() => void event.refetch()} />
  return <Now event={event.data} />
}

function Now({ event }: { readonly event: EventDetail }) {
  const { slug, timeZone: zone, tracks, sessions } = event
  const nowMs = useClock()
  const moment = useMemo(() => describeMoment(sessions, nowMs), [sessions, nowMs])
  const context = useMemo(() => trackContext({ slug, zone, nowMs, tracks }), [slug, zone, nowMs, tracks])
  const now = new Date(nowMs).toISOString()
  const whole = (
    <Button component={Link} href={`/e/${slug}`} variant="default">
      Whole programme
    </Button>
  )
  return (
    <Page>
      <PageHead crumbs={[{ title: event.title, href: `/e/${slug}` }]} title="On now" actions={whole}>
        <p>
          {formatDay(dayOf(now, zone), 'long')}, {formatClock(now, zone)} {formatZone(zone)}
        </p>
      </PageHead>
      {moment.state === 'unscheduled' && (
        <EmptyState title="This programme has no times" actions={whole}>
          Without times nobody can tell what is on. Look for the session in the programme, by track or by
          name.
        </EmptyState>
      )}
      {moment.state === 'over' && (
        <EmptyState title="The event is over" actions={whole}>
          The last session ended {formatDistance(nowMs, moment.last.endMs)}. Its notes and summaries are in
          the programme.
        </EmptyState>
      )}
      {(moment.state === 'before' || moment.state === 'between') && (
        <>
          <p>
            {moment.state === 'before' ? 'The event has not begun.' : 'Nothing more today.'} It goes on{' '}
            {formatDistance(nowMs, moment.first[0]?.startMs ?? nowMs)} with:
          </p>
          <HallsNow
            halls={moment.first.map((planned) => ({ hall: planned.hall, running: [], next: planned }))}
            context={context}
          />
        </>
      )}
      {moment.state === 'break' && <p>Nothing is running at this moment. Next in each hall:</p>}
      {(moment.state === 'running' || moment.state === 'break') && (
        <HallsNow halls={moment.halls} context={context} />
      )}
    </Page>
  )
}

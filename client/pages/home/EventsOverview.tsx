import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { EventSummary } from '../../../shared/contracts/programme.ts'
import { eventsQuery } from '../../app/queries.ts'
import { Badge } from '../../components/Badge.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorState } from '../../components/ErrorState.tsx'
import { Page } from '../../components/Page.tsx'
import { PageHead } from '../../components/PageHead.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { ROLE_WORDS } from '../../components/role-words.ts'
import { formatDayRange } from '../../components/times.ts'
import { useClock } from '../../components/use-clock.ts'
import classes from './EventsOverview.module.css'
import { FirstSteps } from './FirstSteps.tsx'
import { eventPhase, sortEvents } from './sort-events.ts'

/** The events of somebody whom the server knows. */
export function EventsOverview({ mayCreate }: { readonly mayCreate: boolean }) {
  const events = useQuery(eventsQuery)
  const now = new Date(useClock())
  if (events.isPending) return <PageSkeleton rows={4} />
  if (events.isError) {
    return <ErrorState error={events.error} headingLevel={1} onRetry={() => void events.refetch()} />
  }
  const list = sortEvents(events.data.events, now)
  return (
    <Page>
      <PageHead title="Your events" />
      {list.length > 0 && (
        <ul className={classes.list}>
          {list.map((event) => (
            <EventRow key={event.id} event={event} now={now} />
          ))}
        </ul>
      )}
      {list.length === 0 && !mayCreate && (
        <EmptyState title="No events yet">
          You see an event here once you opened an access link to it, or an organiser gave your account a
          role. If you had a link, open it again; it may have expired.
        </EmptyState>
      )}
      {mayCreate && (
        <section aria-labelledby="begin" className={classes.begin}>
          <h2 id="begin">{list.length === 0 ? 'Begin with an event' : 'Add an event'}</h2>
          <FirstSteps />
        </section>
      )}
    </Page>
  )
}

function EventRow({ event, now }: { readonly event: EventSummary; readonly now: Date }) {
  const dates = formatDayRange(event.startDate, event.endDate)
  const phase = eventPhase(event, now)
  return (
    <li className={classes.row}>
      <div className={classes.text}>
        <h2 className={classes.title}>
          <Link href={`/e/${event.slug}`}>{event.title}</Link>
        </h2>
        <p className={classes.meta}>
          {[dates, event.location].filter((part) => part !== null).join(' · ') || 'No dates yet'}
        </p>
      </div>
      <div className={classes.state}>
        {phase === 'now' && <Badge tone="now">On now</Badge>}
        {event.role !== null && <Badge>{ROLE_WORDS[event.role].name}</Badge>}
      </div>
    </li>
  )
}

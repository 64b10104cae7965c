import { IconClockPlay } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useRoute } from 'wouter'
import { describeMoment } from '../components/programme/now-and-next.ts'
import { useClock } from '../components/use-clock.ts'
import classes from './EventNav.module.css'
import { eventQuery } from './queries.ts'

/** Where one is, and the two places most needed during an event: its programme and what is on now. */
export function EventNav({ slug }: { readonly slug: string }) {
  const event = useQuery(eventQuery(slug))
  const nowMs = useClock()
  const [atEvent] = useRoute('/e/:event')
  const [atNow] = useRoute('/e/:event/now')
  const state = event.data ? describeMoment(event.data.sessions, nowMs).state : 'unscheduled'
  return (
    <nav className={classes.nav} aria-label="Event">
      <Link href={`/e/${slug}`} className={classes.event} aria-current={atEvent ? 'page' : undefined}>
        {event.data?.title ?? slug}
      </Link>
      {state !== 'unscheduled' && state !== 'over' && (
        <Link
          href={`/e/${slug}/now`}
          className={classes.now}
          data-running={state === 'running' || undefined}
          aria-current={atNow ? 'page' : undefined}
        >
          <IconClockPlay size={17} aria-hidden="true" />
          <span>{state === 'running' ? 'On now' : 'Up next'}</span>
        </Link>
      )}
    </nav>
  )
}

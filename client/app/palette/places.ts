/** The places of the site as commands: events, and of the event one is in its programme, tracks and sessions. */
import { IconCalendarEvent, IconClockPlay, IconHash, IconHome, IconMicrophone2 } from '@tabler/icons-react'
import type { EventDetail, EventSummary } from '../../../shared/contracts/programme.ts'
import type { SiteCommand } from '../../components/commands/site-commands.ts'
import { dayOf, formatClock, formatDay } from '../../components/times.ts'

type Navigate = (href: string) => void

export function placesOfSite(events: readonly EventSummary[], navigate: Navigate): readonly SiteCommand[] {
  return [
    { id: 'go: home', group: 'places', label: 'Your events', icon: IconHome, run: () => navigate('/') },
    ...events.map(({ slug, title }): SiteCommand => ({
      id: `event: ${slug}`,
      group: 'places',
      label: title,
      detail: 'event',
      icon: IconCalendarEvent,
      run: () => navigate(`/e/${slug}`),
    })),
  ]
}

export function placesOfEvent(event: EventDetail, navigate: Navigate): readonly SiteCommand[] {
  const { slug, title, tracks, sessions, timeZone } = event
  const trackTitles = new Map(tracks.map((track) => [track.id, track.title]))
  return [
    {
      id: `event: ${slug}`,
      group: 'places',
      label: `Programme: ${title}`,
      icon: IconCalendarEvent,
      run: () => navigate(`/e/${slug}`),
    },
    {
      id: `now: ${slug}`,
      group: 'places',
      label: 'On now',
      detail: 'what runs in each hall, and what comes next',
      icon: IconClockPlay,
      run: () => navigate(`/e/${slug}/now`),
    },
    ...sessions.map(({ id, title: label, trackId, speakers, start, hall }): SiteCommand => ({
      id: `session: ${id}`,
      group: 'sessions',
      label,
      detail: [
        start === null ? null : `${formatDay(dayOf(start, timeZone))} ${formatClock(start, timeZone)}`,
        hall,
        trackId === null ? null : trackTitles.get(trackId),
        speakers.map(({ name }) => name).join(', '),
      ]
        .filter(Boolean)
        .join(' · '),
      icon: IconMicrophone2,
      run: () => navigate(`/e/${slug}/s/${id}`),
    })),
    ...tracks.map(({ id, title: label, leads }): SiteCommand => ({
      id: `track: ${id}`,
      group: 'tracks',
      label,
      detail: leads.map(({ name }) => name).join(', '),
      icon: IconHash,
      run: () => navigate(`/e/${slug}/t/${id}`),
    })),
  ]
}

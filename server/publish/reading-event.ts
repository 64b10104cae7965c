/** The reading page of an event: what is on now, then every track with its sessions and what there is to read. */
import type { EventDetail, TrackSummary } from '../../shared/contracts/programme.ts'
import { HOUR_MS } from '../../shared/domain/time.ts'
import { formatClock, formatDayRange, formatZone, knownZone } from '../lib/event-time.ts'
import { html, type Markup } from '../lib/html-template.ts'
import { renderPage, type PageRequest } from './reading-layout.ts'
import { isLively, isOnNow, timesOf } from './reading-liveliness.ts'
import {
  externalLink,
  factRow,
  peopleNames,
  richText,
  sessionList,
  sessionRows,
  type SessionRow,
} from './reading-programme.ts'
import { readingPath } from './reading-paths.ts'

const REFRESH_SECONDS = 60
/** Over lunch, but not into another day. */
const NEXT_WITHIN_MS = 12 * HOUR_MS
/** A list of tracks at the top is worth its space from this many on. */
const MIN_TRACK_LINKS = 4

export interface EventPage {
  readonly event: EventDetail
  /** Ids of the notes that something was ever written to. */
  readonly written: ReadonlySet<string>
  readonly now: number
  readonly request: PageRequest
}

export function renderEventPage({ event, written, now, request }: EventPage): string {
  const rows = sessionRows({ sessions: event.sessions, eventSlug: event.slug, written })
  const known = new Set(event.tracks.map(({ id }) => id))
  const rest = rows.filter(({ session }) => session.trackId === null || !known.has(session.trackId))
  const list = (some: readonly SessionRow[]) =>
    some.length > 0 && sessionList({ rows: some, zone: event.timeZone, now, withDay: true })

  const body = html`<div class="head">
      <h1>${event.title}</h1>
      <dl class="facts-list">
        ${factRow('When', formatDayRange(event.startDate, event.endDate))} ${factRow('Where', event.location)}
        ${factRow('Web', event.url === null ? null : externalLink(event.url, event.url))}
      </dl>
      ${about(event)}
    </div>
    ${onNow(rows, event.timeZone, now)} ${event.tracks.length >= MIN_TRACK_LINKS && trackLinks(event.tracks)}
    ${event.tracks.map((track) => {
      const own = rows.filter(({ session }) => session.trackId === track.id)
      return html`<section class="track" aria-labelledby="track-${track.id}">
        <h2 id="track-${track.id}">
          <a href="${readingPath(event.slug, { track: track.id })}">${track.title}</a>
        </h2>
        ${track.leads.length > 0 && html`<p class="facts">Led by ${peopleNames(track.leads)}</p>`}
        ${trackMarks(track, event.slug, written)}
        ${list(own) || html`<p class="nothing">No sessions in the programme.</p>`}
      </section>`
    })}
    ${
      rest.length > 0 &&
      html`<section class="track" aria-labelledby="other-sessions">
        <h2 id="other-sessions">${event.tracks.length > 0 ? 'Other sessions' : 'Sessions'}</h2>
        ${list(rest)}
      </section>`
    }
    ${event.tracks.length + rows.length === 0 && html`<p class="nothing">There is nothing in the programme yet.</p>`}`

  const lively = isLively({ sessions: event.sessions, changedAt: null, now })
  return renderPage({
    title: event.title,
    eventTitle: event.title,
    crumbs: [],
    skipTo: { id: 'main', label: 'Skip to the programme' },
    body,
    freshness: html`<span>All times are ${formatZone(event.timeZone)}.</span>`,
    following: {
      stream: null,
      refreshSeconds: lively ? REFRESH_SECONDS : null,
      zone: knownZone(event.timeZone),
    },
    request,
  })
}

function about({ description }: EventDetail): Markup | null {
  const text = richText(description)
  return (
    text &&
    html`<details class="about">
      <summary><h2>About this event</h2></summary>
      <div class="doc">${text}</div>
    </details>`
  )
}

function onNow(rows: readonly SessionRow[], zone: string, now: number): Markup | null {
  const running = rows.filter(({ session }) => isOnNow(session, now))
  if (running.length === 0) return nextUp(rows, zone, now)
  return html`<section class="now-box" aria-labelledby="on-now">
    <h2 id="on-now">On now</h2>
    ${sessionList({ rows: running, zone, now: null, withDay: false })}
  </section>`
}

/** What begins next on the same day: between two sessions that is what people look for. */
function nextUp(rows: readonly SessionRow[], zone: string, now: number): Markup | null {
  const coming = rows.filter(({ session }) => {
    const times = timesOf(session)
    return times !== null && session.cancelledAt === null && now < times.start
  })
  const start = coming[0] && timesOf(coming[0].session)?.start
  if (start === undefined || start - now > NEXT_WITHIN_MS) return null
  const first = coming.filter(({ session }) => timesOf(session)?.start === start)
  return html`<section class="now-box" aria-labelledby="on-next">
    <h2 id="on-next">Next, at ${formatClock(start, zone)}</h2>
    ${sessionList({ rows: first, zone, now, withDay: false })}
  </section>`
}

function trackLinks(tracks: readonly TrackSummary[]): Markup {
  return html`<nav class="jump-list" aria-label="Tracks">
    <ul>
      ${tracks.map(({ id, title }) => html`<li><a href="#track-${id}">${title}</a></li>`)}
    </ul>
  </nav>`
}

function trackMarks(track: TrackSummary, slug: string, written: ReadonlySet<string>): Markup | null {
  const href = readingPath(slug, { track: track.id })
  const marks = [
    written.has(track.summaryId) &&
      html`<a class="mark has" href="${href}#summary"
        >Track summary<span class="sr"> of ${track.title}</span></a
      >`,
    written.has(track.notesId) &&
      html`<a class="mark has" href="${href}#notes"
        >Track notes<span class="sr"> of ${track.title}</span></a
      >`,
  ]
  return marks.some(Boolean) ? html`<p class="marks">${marks}</p>` : null
}

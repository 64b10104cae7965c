/** The reading page of a track: what it is about, its own summary and notes, live, and its sessions. */
import { roleAllows } from '../../shared/domain/access.ts'
import type { SessionSummary, Topic, TrackDetail } from '../../shared/contracts/programme.ts'
import { html, type Markup } from '../lib/html-template.ts'
import type { Arrival } from './find-arrival.ts'
import type { NoteVersion } from './note-version.ts'
import { arrivalLine } from './reading-arrival.ts'
import { contentsList, lastChange, newestChange, streamOf } from './reading-document.ts'
import { documentSections, type PageErratum } from './reading-errata.ts'
import { renderPage, type PageRequest } from './reading-layout.ts'
import { isLively } from './reading-liveliness.ts'
import { editorPath, readingPath } from './reading-paths.ts'
import { factRow, linkList, peopleNames, richText, sessionList, sessionRows } from './reading-programme.ts'
import { NOTES_REFRESH_SECONDS } from './reading-session.ts'

export interface TrackPage {
  readonly track: TrackDetail
  /** The track's sessions that the asker may see. */
  readonly sessions: readonly SessionSummary[]
  /** The track's own notes that the asker may read, the summary before the notes. */
  readonly versions: readonly NoteVersion[]
  readonly arrival: Arrival | null
  readonly errata: readonly PageErratum[]
  /** Ids of the notes that something was ever written to. */
  readonly written: ReadonlySet<string>
  readonly now: number
  readonly request: PageRequest
}

export function renderTrackPage({
  track,
  sessions,
  versions,
  arrival,
  errata,
  written,
  now,
  request,
}: TrackPage): string {
  const { event } = track
  const zone = event.timeZone
  const rows = sessionRows({ sessions, eventSlug: event.slug, written })
  // Most tracks have notes only in their sessions: then the sessions come first, and no empty section stands before.
  const hasText = versions.some((version) => version.html !== '')
  const sessionsPart = html`<section class="track" aria-labelledby="sessions">
    <h2 id="sessions">Sessions</h2>
    ${
      rows.length > 0
        ? sessionList({ rows, zone, now, withDay: true })
        : html`<p class="nothing">No sessions in the programme.</p>`
    }
  </section>`
  const documents = html`<div class="text">
    ${contentsList(versions)}${documentSections(versions, { errata, zone })}
  </div>`

  const body = html`<div class="head">
      <h1>${track.title}</h1>
      ${track.leads.length > 0 && html`<p class="people">Led by ${peopleNames(track.leads)}</p>`}
      <dl class="facts-list">${factRow('Links', linkList(track.links))}</dl>
      ${roleAllows(track.role, 'note.write') && html`<p class="edit"><a href="${editorPath(event.slug, { track: track.id })}">Open in the editor</a></p>`}
    </div>
    ${about(track)} ${hasText ? [documents, sessionsPart] : [sessionsPart, documents]}`

  const lively = isLively({ sessions, changedAt: newestChange(versions), now })
  return renderPage({
    title: track.title,
    eventTitle: event.title,
    crumbs: [{ title: event.title, href: readingPath(event.slug) }],
    skipTo: { id: 'main', label: 'Skip to the track' },
    body,
    freshness: versions.length > 0 ? lastChange(versions, zone) : null,
    arrival: arrivalLine(arrival, zone),
    following:
      versions.length > 0
        ? { ...streamOf(versions, zone), refreshSeconds: lively ? NOTES_REFRESH_SECONDS : null }
        : null,
    request,
  })
}

function about(track: TrackDetail): Markup | null {
  const text = richText(track.description)
  if (text === null && track.topics.length === 0) return null
  return html`<details class="about">
    <summary><h2>About this track</h2></summary>
    <div class="doc">${text}${topicList(track.topics)}</div>
  </details>`
}

function topicList(topics: readonly Topic[]): Markup | null {
  if (topics.length === 0) return null
  return html`<h3>Expected topics</h3>
    <ul class="topics">
      ${topics.map(({ text, level }) => html`<li class="topic-${Math.min(3, Math.max(0, Math.trunc(level)))}">${text}</li>`)}
    </ul>`
}

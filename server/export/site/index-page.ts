/** The first page: what the event was, what there is to read, and what is missing. */
import { isEmptyDoc } from '../../../shared/schema/doc-json.ts'
import { formatDayRange } from '../../lib/event-time.ts'
import { html, trustedMarkup, type Markup } from '../../lib/html-template.ts'
import { peopleNames } from '../programme-words.ts'
import type { ExportDocuments, ExportEvent, ExportSession, ExportTrack } from '../programme.ts'
import { firstWords, type PreparedDoc } from './prepare-doc.ts'
import { licenceWords, renderSitePage } from './site-layout.ts'
import {
  CANCELLED_WORDS,
  contentsList,
  docMarkup,
  externalLink,
  factsList,
  languageOf,
  shortTime,
  stageMark,
} from './site-parts.ts'
import { INDEX_PATH, sessionPath, trackPath } from './site-paths.ts'
import type { Site, SiteDownload } from './site.ts'

const DESCRIPTION_CHARS = 200
/** A description of so many paragraphs is shown unfolded. */
const MAX_OPEN_BLOCKS = 3
/** Anchors of tracks and sessions have no dot, so nothing of the page itself is called like one of them. */
const OTHERS_ID = 'page.others'

export function renderIndexPage(site: Site): string {
  const { event, about } = site
  const facts = [formatDayRange(event.startDate, event.endDate), event.location].filter(Boolean).join(', ')
  const head = html`<h1>${event.title}</h1>
    ${factsList([
      ['When', formatDayRange(event.startDate, event.endDate)],
      ['Where', event.location],
      ['Web', event.url === null ? null : externalLink(event.url, event.url)],
      ['Licence', event.licence === null ? null : licenceWords(event.licence)],
    ])}
    ${progress(event, site)}`
  const body = html`${about && aboutEvent(site, about)} ${downloadList(site.downloads)}
  ${event.tracks.map((track) => trackEntry(track, event.timeZone))}${otherSessions(event)}${event.tracks.length + site.places.length === 0 && html`<p class="nothing">There is nothing in the programme.</p>`}`

  return renderSitePage(site, {
    path: INDEX_PATH,
    title: event.title,
    description: firstWords(about, DESCRIPTION_CHARS) ?? (facts === '' ? null : facts),
    kind: 'website',
    contents: contentsList(
      [
        ...event.tracks.map(({ anchor, title }) => ({ anchor, text: title, depth: 0 })),
        ...(event.tracks.length > 0 && event.sessions.length > 0
          ? [{ anchor: OTHERS_ID, text: 'Other sessions', depth: 0 }]
          : []),
      ],
      'Tracks',
    ),
    head,
    body,
    data: eventData(event, site),
  })
}

/** A long description must not stand in front of the contents. */
function aboutEvent(site: Site, about: PreparedDoc): Markup {
  const pictureOf = site.pictures.shownOn(INDEX_PATH, site.event.title)
  if (about.doc.content.length <= MAX_OPEN_BLOCKS) return docMarkup(about, { level: 2, pictureOf })
  return html`<details class="about">
    <summary><h2 id="page.about">About this event</h2></summary>
    ${docMarkup(about, { level: 3, pictureOf })}
  </details>`
}

/** What there is and what is not, in a sentence. */
function progress({ tracks }: ExportEvent, { places }: Site): Markup | null {
  const owners: readonly ExportDocuments[] = [
    ...places.flatMap(({ session }) => (session.isCancelled && isEmptyDoc(session.summary) ? [] : [session])),
    // Many tracks have summaries in their sessions only.
    ...tracks.filter(({ summary, sessions }) => !isEmptyDoc(summary) || sessions.length === 0),
  ]
  if (owners.length === 0) return null
  const written = owners.filter(({ summary }) => !isEmptyDoc(summary))
  const inStage = (stage: string) => written.filter((owner) => owner.stage === stage).length
  const missing = owners.length - written.length
  const parts = [
    [inStage('final'), 'final'],
    [inStage('review'), 'in review'],
    [inStage('draft'), inStage('draft') === 1 ? 'a draft' : 'drafts'],
    [missing, 'missing'],
  ] as const
  const told = parts
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${count} ${count === 1 ? 'is' : 'are'} ${words}`)
  const summaries = `${owners.length} ${owners.length === 1 ? 'summary' : 'summaries'}`
  const isAllFinal = inStage('final') === owners.length
  return html`<p class="progress">
    ${isAllFinal ? `${summaries}, all final.` : `Of ${summaries} ${told.join(', ')}.`}
  </p>`
}

function downloadList(downloads: readonly SiteDownload[]): Markup | null {
  if (downloads.length === 0) return null
  return html`<section class="downloads" aria-labelledby="page.downloads">
    <h2 id="page.downloads">Downloads</h2>
    <ul class="links">
      ${downloads.map(({ title, path, bytes }) => html`<li><a href="${path}">${title}</a> (${formatBytes(bytes)})</li>`)}
    </ul>
  </section>`
}

function formatBytes(bytes: number): string {
  const [size, unit] = bytes < 1e6 ? [bytes / 1e3, 'KB'] : [bytes / 1e6, 'MB']
  return `${size < 10 ? Number(size.toFixed(1)) : Math.round(size)} ${unit}`
}

function trackEntry(track: ExportTrack, zone: string): Markup {
  const path = trackPath(track.anchor)
  const hasSummary = !isEmptyDoc(track.summary)
  return html`<section class="track" aria-labelledby="${track.anchor}">
    <h2 id="${track.anchor}"><a href="${path}">${track.title}</a></h2>
    ${track.leads.length > 0 && html`<p class="facts">Led by ${peopleNames(track.leads)}</p>`}${hasSummary && html`<p class="facts"><a href="${path}#page.summary">Summary of the track</a> ${stageMark(track)}</p>`}${
      track.sessions.length > 0
        ? sessionList(track.sessions, zone)
        : html`<p class="nothing">
            No sessions in the programme.${!hasSummary && ' There is no summary yet.'}
          </p>`
    }
  </section>`
}

function otherSessions({ sessions, tracks, timeZone }: ExportEvent): Markup | null {
  if (sessions.length === 0) return null
  return html`<section class="track" aria-labelledby="${OTHERS_ID}">
    <h2 id="${OTHERS_ID}">${tracks.length > 0 ? 'Other sessions' : 'Sessions'}</h2>
    ${sessionList(sessions, timeZone)}
  </section>`
}

function sessionList(sessions: readonly ExportSession[], zone: string): Markup {
  return html`<ul class="sessions">
    ${sessions.map((session) => sessionItem(session, zone))}
  </ul>`
}

function sessionItem(session: ExportSession, zone: string): Markup {
  const { anchor, title, speakers, hall, isCancelled, summary } = session
  const facts = [shortTime(session, zone), hall, peopleNames(speakers)].filter(Boolean).join(' · ')
  return html`<li${isCancelled && html` class="cancelled"`}><a class="title" href="${sessionPath(anchor)}"${languageOf(session)}>${title}</a> ${isCancelled && html`<span class="mark">${CANCELLED_WORDS}</span> `}${!(isCancelled && isEmptyDoc(summary)) && stageMark(session)}${facts !== '' && html`<p class="facts">${facts}</p>`}</li>
`
}

/**
 * What the event is, for search engines. A policy against scripts inside pages lets it through: it is data, which browsers
 * never run and so never ask about.
 */
function eventData(event: ExportEvent, { address }: Site): Markup | null {
  const url = address ?? event.url
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Event',
    name: event.title,
    ...(event.startDate === null ? {} : { startDate: event.startDate }),
    ...(event.endDate === null ? {} : { endDate: event.endDate }),
    ...(event.location === null ? {} : { location: { '@type': 'Place', name: event.location } }),
    ...(url === null ? {} : { url }),
    ...(address === null || event.url === null ? {} : { sameAs: event.url }),
  }
  // Nothing in a text may end the element.
  const json = JSON.stringify(data).replaceAll('<', String.raw`\u003c`)
  return html`<script type="application/ld+json">
    ${trustedMarkup(json)}
  </script>`
}

/**
 * The page of a track: its own summary and those of all its sessions one after the other, as people read the report of a
 * microconference. Each session has an anchor here, and a page of its own with everything else about it. Each page is
 * the canonical one of itself: who searches for a talk finds the talk, and neither is a copy of the other.
 */
import { html, type Markup } from '../../lib/html-template.ts'
import type { ExportTrack } from '../programme.ts'
import { neighbourLinks } from './neighbours.ts'
import { firstWords, type PreparedDoc } from './prepare-doc.ts'
import { prepareEntry, sessionEntry } from './session-entry.ts'
import { renderSitePage } from './site-layout.ts'
import {
  contentsList,
  correctionList,
  docMarkup,
  headingEntries,
  linkList,
  peopleLinks,
  stageNotice,
} from './site-parts.ts'
import type { PictureOf, Site } from './site.ts'

const DESCRIPTION_CHARS = 200

/** `index` is the track's place in the programme. */
export function renderTrackPage(site: Site, index: number): string {
  const place = site.tracks[index]
  if (!place) throw new RangeError(`expected one of ${site.tracks.length} tracks, got ${index}`)
  const { track, path: page } = place
  const { about, summary, notes } = place.docs
  const pictureOf = site.pictures.shownOn(page, track.title)
  const entries = track.sessions.map((session) => prepareEntry(session, track.style))
  const written = entries.filter((entry) => entry.summary !== null)
  const head = html`<h1>${track.title}</h1>
    ${track.leads.length > 0 && html`<p class="people">Led by ${peopleLinks(site, page, track.leads)}</p>`}${linkList(track.links)} `
  const body = html`${about && aboutTrack(about, { isOpen: summary === null && notes === null && written.length === 0, pictureOf })}
  ${summary === null && entries.length === 0 && stageNotice(track)}
  ${summary && trackSummary(site, { track, summary, pictureOf })}
  ${entries.map((entry) =>
    sessionEntry(site, entry, { page, pictureOf: site.pictures.shownOn(page, entry.session.title) }),
  )}${entries.length === 0 && html`<p class="nothing">No sessions in the programme.</p>`}
  ${
    notes &&
    html`<section class="document" aria-labelledby="page.notes">
      <h2 id="page.notes">Notes of the track</h2>
      ${docMarkup(notes, { level: 3, pictureOf })}
    </section>`
  }`

  return renderSitePage(site, {
    path: page,
    title: track.title,
    description: firstWords(summary ?? written[0]?.summary ?? about, DESCRIPTION_CHARS),
    kind: 'article',
    contents: contentsList([
      ...(summary ? [{ anchor: 'page.summary', text: 'Summary', depth: 0 }] : []),
      ...entries.map(({ session }) => ({ anchor: session.anchor, text: session.title, depth: 0 })),
      ...(notes
        ? [{ anchor: 'page.notes', text: 'Notes of the track', depth: 0 }, ...headingEntries(notes.headings)]
        : []),
    ]),
    head,
    body,
    after: neighbourTracks(site, index),
  })
}

/** Once there is something to read, a long description must not stand in front of it. */
function aboutTrack(
  about: PreparedDoc,
  { isOpen, pictureOf }: { readonly isOpen: boolean; readonly pictureOf: PictureOf },
): Markup {
  return html`<details class="about" ${isOpen && html` open`}>
    <summary><h2 id="page.about">About this track</h2></summary>
    ${docMarkup(about, { level: 3, pictureOf })}
  </details>`
}

function trackSummary(
  site: Site,
  options: { readonly track: ExportTrack; readonly summary: PreparedDoc; readonly pictureOf: PictureOf },
): Markup {
  const { track, summary, pictureOf } = options
  return html`<section class="document" aria-labelledby="page.summary">
    <h2 id="page.summary">Summary</h2>
    ${stageNotice(track)} ${docMarkup(summary, { level: 3, pictureOf })}
    ${correctionList(track, { zone: site.event.timeZone, level: 3, id: 'page.corrections' })}
  </section>`
}

function neighbourTracks({ tracks }: Site, index: number): Markup | null {
  const neighbour = (at: number) => {
    const place = tracks[at]
    return place && { title: place.track.title, path: place.path }
  }
  const path = tracks[index]?.path ?? ''
  return neighbourLinks(path, { kind: 'track', previous: neighbour(index - 1), next: neighbour(index + 1) })
}

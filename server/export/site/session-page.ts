/** The page of a session: what the programme says, then its summary with corrections, and its notes where they belong. */
import { html, type Markup } from '../../lib/html-template.ts'
import { firstWords, type PreparedDoc } from './prepare-doc.ts'
import { neighbourLinks } from './neighbours.ts'
import { renderSitePage } from './site-layout.ts'
import {
  CANCELLED_WORDS,
  contentsList,
  correctionList,
  docMarkup,
  externalLink,
  factsList,
  headingEntries,
  languageOf,
  linkList,
  peopleLinks,
  sessionTime,
  stageNotice,
  type ContentsEntry,
} from './site-parts.ts'
import { relativeHref, trackPath } from './site-paths.ts'
import type { SessionPlace, Site } from './site.ts'

const DESCRIPTION_CHARS = 200

/** The place in programme order says which sessions are the neighbours. */
export function renderSessionPage(site: Site, index: number): string {
  const place = site.places[index]
  if (!place) throw new RangeError(`expected one of ${site.places.length} sessions, got ${index}`)
  const { session, track, path } = place
  const pictureOf = site.pictures.shownOn(path, session.title)
  const { about: abstract, summary, notes } = place.docs
  const zone = site.event.timeZone
  const trackHref = track && relativeHref(path, trackPath(track.anchor))
  const head = html`${track && html`<p class="kicker"><a href="${trackHref}#${session.anchor}">${track.title}</a></p> `}<h1${languageOf(session)}>${session.title}</h1>
${session.isCancelled && html`<p class="marks"><span class="mark">${CANCELLED_WORDS}</span></p> `}${session.speakers.length > 0 && html`<p class="people">${peopleLinks(site, path, session.speakers)}</p> `}${factsList(
    [
      ['When', sessionTime(session, zone)],
      ['Where', session.hall],
      ['Links', linkList(session.links)],
      ['Programme', session.url === null ? null : externalLink(session.url, 'This session in the programme')],
    ],
  )}`
  const body = html`${abstract && abstractPart(abstract, { isOpen: summary === null && notes === null, place, site })}
    <section class="document" aria-labelledby="page.summary">
      <h2 id="page.summary">Summary</h2>
      ${stageNotice(session)} ${summary && docMarkup(summary, { level: 3, pictureOf })}
    </section>
    ${correctionList(session, { zone, level: 2, id: 'page.corrections' })}
    ${
      notes &&
      html`<section class="document" aria-labelledby="page.notes">
        <h2 id="page.notes">Notes</h2>
        ${docMarkup(notes, { level: 3, pictureOf })}
      </section>`
    }`

  return renderSitePage(site, {
    path,
    title: session.title,
    description: firstWords(summary ?? abstract ?? notes, DESCRIPTION_CHARS),
    kind: 'article',
    contents: pageContents(summary, notes),
    head,
    body,
    after: neighboursOf(site, index),
  })
}

/** Once there is something to read, a long abstract must not stand in front of it. */
function abstractPart(
  abstract: PreparedDoc,
  options: { readonly isOpen: boolean; readonly place: SessionPlace; readonly site: Site },
): Markup {
  const { isOpen, place, site } = options
  const { session, path } = place
  const pictureOf = site.pictures.shownOn(path, session.title)
  return html`<details class="about" ${isOpen && html` open`}>
    <summary><h2 id="page.abstract">Abstract</h2></summary>
    ${docMarkup(abstract, { level: 3, pictureOf, language: languageOf(session) })}
  </details>`
}

function pageContents(summary: PreparedDoc | null, notes: PreparedDoc | null): Markup | null {
  const part = (anchor: string, text: string, doc: PreparedDoc | null): readonly ContentsEntry[] =>
    doc === null ? [] : [{ anchor, text, depth: 0 }, ...headingEntries(doc.headings)]
  return contentsList([...part('page.summary', 'Summary', summary), ...part('page.notes', 'Notes', notes)])
}

function neighboursOf({ places }: Site, index: number): Markup | null {
  const neighbour = (at: number) => {
    const place = places[at]
    return place && { title: place.session.title, path: place.path }
  }
  const path = places[index]?.path ?? ''
  return neighbourLinks(path, { kind: 'session', previous: neighbour(index - 1), next: neighbour(index + 1) })
}

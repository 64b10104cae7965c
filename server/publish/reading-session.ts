/** The reading page of a session: what the programme says, then its summary and its notes, live. */
import { roleAllows } from '../../shared/domain/access.ts'
import type { SessionDetail, SessionSummary } from '../../shared/contracts/programme.ts'
import { html, type Markup } from '../lib/html-template.ts'
import type { Arrival } from './find-arrival.ts'
import type { NoteVersion } from './note-version.ts'
import { arrivalLine } from './reading-arrival.ts'
import { contentsList, lastChange, newestChange, streamOf } from './reading-document.ts'
import { documentSections, type PageErratum } from './reading-errata.ts'
import { renderPage, type PageRequest } from './reading-layout.ts'
import { isLively, isOnNow } from './reading-liveliness.ts'
import { editorPath, readingPath } from './reading-paths.ts'
import { externalLink, factRow, linkList, peopleNames, richText, sessionTime } from './reading-programme.ts'

export const NOTES_REFRESH_SECONDS = 30

/** The sessions before and after one, of those that the asker may see. */
export interface Neighbours {
  readonly previous: Pick<SessionSummary, 'id' | 'title'> | null
  readonly next: Pick<SessionSummary, 'id' | 'title'> | null
}

export interface SessionPage {
  readonly session: SessionDetail
  /** The notes that the asker may read, the summary before the notes. */
  readonly versions: readonly NoteVersion[]
  readonly arrival: Arrival | null
  readonly errata: readonly PageErratum[]
  readonly neighbours: Neighbours
  readonly now: number
  readonly request: PageRequest
}

export function renderSessionPage({
  session,
  versions,
  arrival,
  errata,
  neighbours,
  now,
  request,
}: SessionPage): string {
  const { event, track } = session
  const zone = event.timeZone
  const written = versions.some((version) => version.html !== '')

  const body = html`<div class="head">
${isOnNow(session, now) && html`<p class="marks"><span class="mark now">On now</span></p>`}
${session.cancelledAt !== null && html`<p class="marks"><span class="mark">No longer in the programme</span></p>`}
<h1${languageOf(session)}>${session.title}</h1>
${session.speakers.length > 0 && html`<p class="people">${peopleNames(session.speakers)}</p>`}
<dl class="facts-list">
${factRow('When', sessionTime(session, zone))}
${factRow('Where', session.hall)}
${factRow('Track', track && html`<a href="${readingPath(event.slug, { track: track.id })}">${track.title}</a>`)}
${factRow('Links', linkList(session.links))}
${factRow('Programme', session.url === null ? null : externalLink(session.url, 'This session in the programme'))}
</dl>
${editLink(session)}
</div>
<div class="text">
${contentsList(versions)}
${abstract(session, written)}
${documentSections(versions, { errata, zone })}
</div>`

  const lively = isLively({ sessions: [session], changedAt: newestChange(versions), now })
  return renderPage({
    title: session.title,
    eventTitle: event.title,
    crumbs: [
      { title: event.title, href: readingPath(event.slug) },
      ...(track ? [{ title: track.title, href: readingPath(event.slug, { track: track.id }) }] : []),
    ],
    skipTo:
      versions.length > 0
        ? { id: skipTarget(versions), label: 'Skip to the notes' }
        : { id: 'main', label: 'Skip to the text' },
    body,
    freshness: versions.length > 0 ? lastChange(versions, zone) : null,
    arrival: arrivalLine(arrival, zone),
    following:
      versions.length > 0
        ? { ...streamOf(versions, zone), refreshSeconds: lively ? NOTES_REFRESH_SECONDS : null }
        : null,
    after: neighbourLinks(event.slug, neighbours),
    request,
  })
}

/** The first section that is shown. */
function skipTarget(versions: readonly NoteVersion[]): string {
  return (versions.find((version) => version.html !== '') ?? versions.at(-1))?.kind ?? 'main'
}

// Once there is something to read, a long abstract must not stand in front of it.
function abstract(session: SessionDetail, written: boolean): Markup | null {
  const text = richText(session.abstract)
  if (text === null) return null
  return html`<details class="about" ${!written && html` open`}>
    <summary><h2>Abstract</h2></summary>
    <div class="doc" ${languageOf(session)}>${text}</div>
  </details>`
}

// Programmes also hold words like “English” here; only a tag is one.
function languageOf({ language }: Pick<SessionSummary, 'language'>): Markup | null {
  return language !== null && /^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/i.test(language)
    ? html` lang="${language}"`
    : null
}

function editLink({ event, id, role }: SessionDetail): Markup | null {
  if (!roleAllows(role, 'note.write')) return null
  return html`<p class="edit"><a href="${editorPath(event.slug, { session: id })}">Open in the editor</a></p>`
}

function neighbourLinks(slug: string, { previous, next }: Neighbours): Markup | null {
  if (!previous && !next) return null
  return html`<nav class="neighbours" aria-label="Neighbouring sessions">
    ${previous && html`<a rel="prev" href="${readingPath(slug, { session: previous.id })}"><small>Previous session</small> ${previous.title}</a>`}
    ${next && html`<a rel="next" href="${readingPath(slug, { session: next.id })}"><small>Next session</small> ${next.title}</a>`}
  </nav>`
}

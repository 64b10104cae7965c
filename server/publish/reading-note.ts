/** The reading page of a single note, for people whose link gives them that note and perhaps nothing else. */
import type { NoteInfo } from '../../shared/contracts/notes.ts'
import { html } from '../lib/html-template.ts'
import type { NoteVersion } from './note-version.ts'
import { contentsList, lastChange, newestChange, streamOf } from './reading-document.ts'
import { documentSections, type PageErratum } from './reading-errata.ts'
import { renderPage, type Crumb, type PageRequest } from './reading-layout.ts'
import { isLively } from './reading-liveliness.ts'
import { factRow, peopleNames, sessionTime } from './reading-programme.ts'
import { NOTES_REFRESH_SECONDS } from './reading-session.ts'

export interface NotePage extends Pick<NoteInfo, 'event' | 'track' | 'session'> {
  readonly version: NoteVersion
  readonly errata: readonly PageErratum[]
  /** The event, and what the note belongs to. */
  readonly crumbs: readonly Crumb[]
  readonly now: number
  readonly request: PageRequest
}

export function renderNotePage(page: NotePage): string {
  const { event, session, track, version, errata, crumbs, now, request } = page
  const zone = event.timeZone
  const title = session?.title ?? track?.title ?? event.title
  const people = session?.speakers ?? track?.leads ?? []
  // A summary that is empty is hidden elsewhere; here it is all there is.
  const emptySummary = version.kind === 'summary' && version.html === ''

  const body = html`<div class="head">
      <h1>${title}</h1>
      ${people.length > 0 && html`<p class="people">${session === null && 'Led by '}${peopleNames(people)}</p>`}
      <dl class="facts-list">
        ${factRow('Event', event.title)} ${factRow('When', session && sessionTime(session, zone))}
        ${factRow('Where', session?.hall ?? null)}
      </dl>
    </div>
    <div class="text">
      ${contentsList([version])}
      ${emptySummary && html`<p class="nothing" data-until-text>The summary has not been written yet.</p>`}
      ${documentSections([version], { errata, zone })}
    </div>`

  const lively = isLively({ sessions: session ? [session] : [], changedAt: newestChange([version]), now })
  return renderPage({
    title,
    eventTitle: event.title,
    crumbs,
    skipTo: { id: emptySummary ? 'main' : version.kind, label: 'Skip to the text' },
    body,
    freshness: lastChange([version], zone),
    following: { ...streamOf([version], zone), refreshSeconds: lively ? NOTES_REFRESH_SECONDS : null },
    request,
  })
}

/** A session in the page of its track, set as the track wants its sessions to be set (shared/domain/session-style.ts). */
import type { SessionStyle } from '../../../shared/domain/session-style.ts'
import { isEmptyDoc } from '../../../shared/schema/doc-json.ts'
import { html, type Markup } from '../../lib/html-template.ts'
import type { ExportPerson, ExportSession } from '../programme.ts'
import { prepareDoc, type PreparedDoc } from './prepare-doc.ts'
import {
  CANCELLED_WORDS,
  correctionList,
  docMarkup,
  languageOf,
  linkList,
  peopleLinks,
  shortTime,
  stageNotice,
} from './site-parts.ts'
import { relativeHref, sessionPath } from './site-paths.ts'
import type { PictureOf, Site } from './site.ts'

export interface SessionEntry {
  readonly session: ExportSession
  readonly style: SessionStyle
  readonly summary: PreparedDoc | null
}

/** Two hyphens stand in no anchor, so headings in a session's text are called like nothing else of the page. */
export function prepareEntry(session: ExportSession, style: SessionStyle): SessionEntry {
  return { session, style, summary: prepareDoc(session.summary, `${session.anchor}--`) }
}

export function sessionEntry(
  site: Site,
  { session, style, summary }: SessionEntry,
  { page, pictureOf }: { readonly page: string; readonly pictureOf: PictureOf },
): Markup {
  const { anchor, isCancelled } = session
  const isFull = style === 'full'
  const links = linkList(session.links)
  return html`<section class="entry${isCancelled && ' cancelled'}" aria-labelledby="${anchor}">
    ${entryHeading(session, { style, page })}
    ${isCancelled && html`<p class="marks"><span class="mark">${CANCELLED_WORDS}</span></p>`}${opening(site, session, { style, page })}${isFull && links}
    ${!(isCancelled && summary === null) && stageNotice(session)}
    ${summary && docMarkup(summary, { level: 3, pictureOf })}
    ${correctionList(session, { zone: site.event.timeZone, level: 3, id: `${anchor}.corrections` })}
    ${!isFull && links} ${more(session, { style, page, includesNotes: site.includesNotes })}
  </section>`
}

function entryHeading(
  session: ExportSession,
  { style, page }: { readonly style: SessionStyle; readonly page: string },
): Markup {
  const { anchor, title, speakers } = session
  const link = html`<a href="${relativeHref(page, sessionPath(anchor))}" ${languageOf(session)}>${title}</a>`
  const names = style === 'parenthesis' && speakers.length > 0 && ` (${namesOf(speakers)})`
  // Without a title to see, one who jumps here by ear needs it all the same.
  return html`<h2 id="${anchor}" ${style === 'prose' && html` class="sr"`}>${link}${names}</h2>`
}

function opening(
  site: Site,
  session: ExportSession,
  { style, page }: { readonly style: SessionStyle; readonly page: string },
): Markup | null {
  const { speakers, hall } = session
  const people = speakers.length === 0 ? null : peopleLinks(site, page, speakers)
  switch (style) {
    case 'full': {
      const facts = [shortTime(session, site.event.timeZone), hall].filter(Boolean).join(' · ')
      return html`${people && html`<p class="byline">${people}</p>`}${facts !== '' && html`<p class="facts">${facts}</p>`}`
    }
    case 'speaker':
      return html`${people && html`<p class="byline">Speaker${speakers.length > 1 && 's'}: ${people}</p>`}
        <p class="label">Details</p>`
    case 'led-by':
      return people && html`<p class="byline">Led by ${people}.</p>`
    case 'title':
    case 'prose':
    case 'parenthesis':
      return null
  }
}

/** Where to find what this page does not have. */
function more(
  session: ExportSession,
  options: { readonly style: SessionStyle; readonly page: string; readonly includesNotes: boolean },
): Markup | null {
  const { style, page, includesNotes } = options
  const parts = [
    ...(isEmptyDoc(session.abstract) ? [] : ['abstract']),
    ...(includesNotes && !isEmptyDoc(session.notes) ? ['notes'] : []),
  ]
  if (parts.length === 0 && style !== 'prose') return null
  const words = parts.length === 0 ? 'page' : parts.join(' and ')
  const href = relativeHref(page, sessionPath(session.anchor))
  return html`<p class="more">
    <a href="${href}"
      >${words.charAt(0).toUpperCase()}${words.slice(1)} of this session<span class="sr"
        >: ${session.title}</span
      ></a
    >
  </p>`
}

function namesOf(people: readonly ExportPerson[]): string {
  return people.map(({ name }) => name).join(', ')
}

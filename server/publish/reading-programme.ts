/** Parts of reading pages that show the programme: people, links, times, and a session in a list. */
import type { Link, SessionSummary } from '../../shared/contracts/programme.ts'
import type { DocJson, DocNode } from '../../shared/schema/doc-json.ts'
import { isEmptyDoc } from '../../shared/schema/doc-json.ts'
import { isSafeHref } from '../../shared/schema/safe-href.ts'
import { docToHtml } from '../export/html.ts'
import { linkWords, peopleNames } from '../export/programme-words.ts'
import { formatClockRange, formatDay, formatShortDay, formatZone } from '../lib/event-time.ts'
import { html, trustedMarkup, type Markup } from '../lib/html-template.ts'
import { HEADING_SHIFT } from './note-version.ts'
import { isOnNow, timesOf } from './reading-liveliness.ts'
import { readingPath } from './reading-paths.ts'

export { peopleNames }

/** One row of a header block; nothing when there is no value. */
export function factRow(name: string, value: Markup | string | null): Markup | null {
  return value === null || value === ''
    ? null
    : html`<div>
        <dt>${name}</dt>
        <dd>${value}</dd>
      </div>`
}

/** A list of links, or null. A link without a usable address is shown as its words. */
export function linkList(links: readonly Link[]): Markup | null {
  if (links.length === 0) return null
  return html`<ul class="links">
    ${links.map((link) => html`<li>${externalLink(link.url, linkWords(link))}</li>`)}
  </ul>`
}

/** A link out of the site. Anything but http, https and mailto becomes plain words. */
export function externalLink(url: string | null, words: string): Markup {
  if (!isSafeHref(url)) return html`${words}`
  return html`<a href="${url}" rel="noopener noreferrer nofollow">${words}</a>`
}

/** `Monday 9 September 2019, 10:00–10:45 (Lisbon time)`, or null when the programme gives no time. */
export function sessionTime(session: Pick<SessionSummary, 'start' | 'end'>, zone: string): Markup | null {
  const times = timesOf(session)
  if (times === null) return null
  const range = formatClockRange(times.start, times.endIsKnown ? times.end : null, zone)
  return html`<time datetime="${new Date(times.start).toISOString()}"
      >${formatDay(times.start, zone)}, ${range}</time
    >
    (${formatZone(zone)})`
}

/** A description or an abstract as HTML, or null when it has no text. */
export function richText(
  doc: { readonly type: 'doc'; readonly content: readonly unknown[] } | null,
): Markup | null {
  if (doc === null || isEmptyDoc(doc as DocNode)) return null
  return trustedMarkup(docToHtml(doc as DocJson, { headingShift: HEADING_SHIFT }))
}

/** How a session is listed: where it leads, and what there is to read. */
export interface SessionRow {
  readonly session: SessionSummary
  readonly href: string
  readonly hasNotes: boolean
  readonly hasSummary: boolean
}

/** Rows of sessions in the order of time. `written` holds the ids of the notes that something was ever written to. */
export function sessionRows(options: {
  readonly sessions: readonly SessionSummary[]
  readonly eventSlug: string
  readonly written: ReadonlySet<string>
}): readonly SessionRow[] {
  const { sessions, eventSlug, written } = options
  return inTimeOrder(sessions).map((session) => ({
    session,
    href: readingPath(eventSlug, { session: session.id }),
    hasNotes: written.has(session.notesId),
    hasSummary: written.has(session.summaryId),
  }))
}

/** Sessions as a list. `withDay` when they may be of several days; `now` null leaves out which of them run. */
export function sessionList(options: {
  readonly rows: readonly SessionRow[]
  readonly zone: string
  readonly now: number | null
  readonly withDay: boolean
}): Markup {
  return html`<ul class="sessions">
    ${options.rows.map((row) => sessionItem(row, options))}
  </ul>`
}

function sessionItem(
  { session, href, hasNotes, hasSummary }: SessionRow,
  { zone, now, withDay }: { readonly zone: string; readonly now: number | null; readonly withDay: boolean },
): Markup {
  const times = timesOf(session)
  const clock = times && formatClockRange(times.start, times.endIsKnown ? times.end : null, zone)
  const when = times && (withDay ? `${formatShortDay(times.start, zone)}, ${clock}` : clock)
  const facts = [when, session.hall, peopleNames(session.speakers)].filter(Boolean).join(' · ')
  return html`<li${session.cancelledAt !== null && html` class="cancelled"`}>
<a class="title" href="${href}">${session.title}</a>
${now !== null && isOnNow(session, now) && html`<span class="mark now">On now</span>`}
${session.cancelledAt !== null && html`<span class="mark">No longer in the programme</span>`}
${hasSummary && html`<a class="mark has" href="${href}#summary">Summary<span class="sr"> of ${session.title}</span></a>`}
${hasNotes && html`<a class="mark has" href="${href}#notes">Notes<span class="sr"> of ${session.title}</span></a>`}
${facts !== '' && html`<p class="facts">${facts}</p>`}
</li>`
}

// Those without a time last, in the order of the programme.
function inTimeOrder(sessions: readonly SessionSummary[]): readonly SessionSummary[] {
  const startOf = (session: SessionSummary) => timesOf(session)?.start ?? Number.POSITIVE_INFINITY
  return sessions.toSorted((a, b) => {
    const [first, second] = [startOf(a), startOf(b)]
    return first === second ? 0 : first - second
  })
}

/** Parts of a site's pages that show the programme: people, links, times, and how far a summary is. */
import { isEmptyDoc } from '../../../shared/schema/doc-json.ts'
import { isSafeHref } from '../../../shared/schema/safe-href.ts'
import { formatClockRange, formatDate, formatDay, formatShortDay, formatZone } from '../../lib/event-time.ts'
import { html, type Markup } from '../../lib/html-template.ts'
import { languageTag, linkWords } from '../programme-words.ts'
import type { ExportDocuments, ExportLink, ExportPerson, ExportSession } from '../programme.ts'
import { preparedMarkup, type PageHeading, type PreparedDoc } from './prepare-doc.ts'
import { PEOPLE_PATH, relativeHref } from './site-paths.ts'
import type { PictureOf, Site } from './site.ts'

/** A list of contents is worth its space from this many headings on. */
const MIN_CONTENTS = 3

/** A link out of the site. Anything but http, https and mailto becomes plain words. */
export function externalLink(url: string | null, words: string): Markup {
  if (!isSafeHref(url)) return html`${words}`
  return html`<a href="${url}" rel="noopener noreferrer">${words}</a>`
}

/** Facts by name; those without a value are left out, and the list with them when there is none. */
export function factsList(facts: readonly (readonly [string, Markup | string | null])[]): Markup | null {
  const known = facts.filter(([, value]) => value !== null && value !== '')
  if (known.length === 0) return null
  return html`<dl class="facts-list">
    ${known.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`
}

/** Names with affiliations, each name a link to what else that person did here. */
export function peopleLinks(site: Site, page: string, people: readonly ExportPerson[]): Markup {
  return html`${people.map(({ name, affiliation }, index) => {
    const person = site.people.get(name)
    const href = `${relativeHref(page, PEOPLE_PATH)}#${person?.anchor ?? ''}`
    return html`${index > 0 && ', '}<a class="person" href="${href}">${name}</a
      >${affiliation && ` (${affiliation})`}`
  })}`
}

export function linkList(links: readonly ExportLink[]): Markup | null {
  if (links.length === 0) return null
  return html`<ul class="links">
    ${links.map((link) => html`<li>${linkMarkup(link)}</li>`)}
  </ul>`
}

function linkMarkup(link: ExportLink): Markup {
  const words = linkWords(link)
  return isSafeHref(link.url) ? externalLink(link.url, words) : html`${words} (no link)`
}

/** `Monday 9 September 2019, 10:00–10:45 (Lisbon time)`, or null when the programme gives no time. */
export function sessionTime({ start, end }: ExportSession, zone: string): Markup | null {
  if (start === null) return null
  const words = `${formatDay(start, zone)}, ${formatClockRange(start, end, zone)}`
  return html`<time datetime="${new Date(start).toISOString()}">${words}</time> (${formatZone(zone)})`
}

/** `Mon 9 Sept, 10:00–10:45`, for lists. */
export function shortTime({ start, end }: ExportSession, zone: string): string | null {
  return start === null ? null : `${formatShortDay(start, zone)}, ${formatClockRange(start, end, zone)}`
}

/** ` lang="pt"` where the programme says it. */
export function languageOf({ language }: Pick<ExportSession, 'language'>): Markup | null {
  const tag = languageTag(language)
  return tag === null ? null : html` lang="${tag}"`
}

export const CANCELLED_WORDS = 'No longer in the programme'

/** How far a summary is, in a word or two. */
export function stageMark({ summary, stage }: Pick<ExportDocuments, 'summary' | 'stage'>): Markup {
  if (isEmptyDoc(summary)) return html`<span class="mark none">No summary yet</span>`
  if (stage === 'final') return html`<span class="mark final">Final</span>`
  return html`<span class="mark ${stage}">${stage === 'review' ? 'In review' : 'Draft'}</span>`
}

/** What a reader has to know about a summary that may still change; null for a final one. */
export function stageNotice({ summary, stage }: Pick<ExportDocuments, 'summary' | 'stage'>): Markup | null {
  if (isEmptyDoc(summary)) return html`<p class="nothing">There is no summary yet.</p>`
  if (stage === 'final') return null
  return html`<p class="notice">
    <b>${stage === 'review' ? 'In review.' : 'Draft.'}</b> This summary is not final: it may still change.
  </p>`
}

/** Corrections of a summary that was final, with their days. */
export function correctionList(
  { errata }: Pick<ExportDocuments, 'errata'>,
  options: { readonly zone: string; readonly level: 2 | 3; readonly id: string },
): Markup | null {
  if (errata.length === 0) return null
  const { zone, level, id } = options
  const items = errata.map(
    ({ at, text }) =>
      html`<li><time datetime="${at}">${formatDate(Date.parse(at), zone)}</time>: ${text}</li>`,
  )
  const title = errata.length > 1 ? 'Corrections' : 'Correction'
  const heading =
    level === 2 ? html`<h2 id="${id}">${title}</h2>` : html`<h3 id="${id}" class="small">${title}</h3>`
  return html`<section class="corrections" aria-labelledby="${id}">
    ${heading}
    <ul>
      ${items}
    </ul>
  </section>`
}

/** The text of a document; `level` is that of its highest headings. */
export function docMarkup(
  doc: PreparedDoc,
  options: { readonly level: number; readonly pictureOf: PictureOf; readonly language?: Markup | null },
): Markup {
  return html`<div class="doc" ${options.language}>${preparedMarkup(doc, options)}</div>`
}

/** An entry of a page's contents. */
export interface ContentsEntry {
  readonly anchor: string
  readonly text: string
  /** 0 is the highest. */
  readonly depth: number
}

/**
 * Null when the page is short enough without. It stands under the head of the page, folded; where there is room the
 * style puts it beside the text, open.
 */
export function contentsList(entries: readonly ContentsEntry[], title = 'On this page'): Markup | null {
  if (entries.length < MIN_CONTENTS) return null
  return html`<nav class="contents" aria-label="${title}">
    <details>
      <summary>${title}</summary>
      <p aria-hidden="true">${title}</p>
      <ul>
        ${entries.map(({ anchor, text, depth }) => html`<li class="depth-${Math.min(depth, 2)}"><a href="#${anchor}">${text}</a></li> `)}
      </ul>
    </details>
  </nav>`
}

/** Headings of a document as entries below the one that the document stands under. */
export function headingEntries(headings: readonly PageHeading[]): readonly ContentsEntry[] {
  const highest = Math.min(...headings.map(({ level }) => level))
  return headings.map(({ anchor, text, level }) => ({ anchor, text, depth: 1 + level - highest }))
}

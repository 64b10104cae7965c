/**
 * What all pages of a site share: head, skip link, links to the other pages, and footer. Nothing in them runs or is styled
 * inside the page, so that the strictest content security policy shows them as they are.
 */
import { formatMoment, formatZone } from '../../lib/event-time.ts'
import { html, markupText, type Markup } from '../../lib/html-template.ts'
import { externalLink } from './site-parts.ts'
import type { Site } from './site.ts'
import {
  ACTIONS_PATH,
  FEED_PATH,
  INDEX_PATH,
  PEOPLE_PATH,
  relativeHref,
  SEARCH_PATH,
  STYLE_PATH,
} from './site-paths.ts'

export interface SitePage {
  /** From the top of the site. */
  readonly path: string
  readonly title: string
  /** For search engines and previews: the first words, without markup. */
  readonly description: string | null
  readonly kind: 'website' | 'article'
  /** What stands above everything: the title, and facts. */
  readonly head: Markup
  readonly body: Markup
  /** Links to the parts of the page, beside it where there is room. */
  readonly contents: Markup | null
  /** After the text: neighbours. */
  readonly after?: Markup | null
  /** What a page needs beyond the style: scripts, data. */
  readonly data?: Markup | null
  /** False for a page that nobody should find. */
  readonly isListed?: boolean
  /** How links to other files are written; without it they are relative. */
  readonly linkTo?: (path: string) => string
}

/** The whole page as text. */
export function renderSitePage(site: Site, page: SitePage): string {
  const { event } = site
  const { path, title, contents } = page
  const linkTo = page.linkTo ?? ((to: string) => relativeHref(path, to))
  const windowTitle = title === event.title ? title : `${title} · ${event.title}`
  return tidy(
    markupText(
      html`<!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>${windowTitle}</title>
            ${page.description !== null && html`<meta name="description" content="${page.description}" />`}
            <meta name="robots" content="${page.isListed === false ? 'noindex' : 'index, follow'}" />
            <meta name="color-scheme" content="light dark" />
            <meta name="theme-color" media="(prefers-color-scheme: light)" content="#faf9f7" />
            <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#14171a" />
            ${page.isListed !== false && preview(site, page)}
            <link rel="stylesheet" href="${linkTo(STYLE_PATH)}" />
            <link
              rel="alternate"
              type="application/atom+xml"
              title="${event.title}"
              href="${linkTo(FEED_PATH)}"
            />
            ${page.data}
          </head>
          <body>
            <a class="skip" href="#page.main">Skip to the text</a>
            <header class="top">${siteNavigation(site, page, linkTo)}</header>
            <main id="page.main" tabindex="-1" ${contents && html` class="with-contents"`}>
              <div class="head">${page.head}</div>
              ${contents} ${page.body}
            </main>
            ${page.after} ${footer(site, linkTo)}
          </body>
        </html>`,
    ),
  )
}

/**
 * Templates are laid out for those who write them, files for those who read them: no indentation, no empty lines. Code
 * keeps what it has. No text has a quotation mark that is not escaped, so one before blanks is the end of an attribute.
 */
function tidy(page: string): string {
  const parts = page.split(/(<pre[ >].*?<\/pre>)/s)
  return `${parts.map((part, index) => (index % 2 === 0 ? tidyPart(part) : part)).join('')}\n`
}

function tidyPart(part: string): string {
  const lines = part.split('\n')
  const kept = lines.map((line, index) => {
    const start = index === 0 ? line : line.replace(/^ +/, '')
    return index === lines.length - 1 ? start : start.trimEnd()
  })
  return kept
    .filter((line, index) => line !== '' || index === 0 || index === lines.length - 1)
    .join('\n')
    .replace(/"\s+>/g, '">')
    .replace(/"\s\s+/g, '" ')
    .replace(/<\/([a-z]+)\s+>/g, '</$1>')
    .trimEnd()
}

/** Only a site that knows its address can say where a page is. */
function preview({ address, event }: Site, { path, title, description, kind }: SitePage): Markup | null {
  if (address === null) return null
  const url = pageAddress(address, path)
  return html`<link rel="canonical" href="${url}" />
    <meta property="og:type" content="${kind}" />
    <meta property="og:title" content="${title}" />
    <meta property="og:site_name" content="${event.title}" />
    <meta property="og:url" content="${url}" />
    <meta name="twitter:card" content="summary" />
    ${description !== null && html`<meta property="og:description" content="${description}" />`}`
}

/** The first page is known by the address of the site. */
export function pageAddress(address: string, path: string): string {
  return path === INDEX_PATH ? address : `${address}${path}`
}

function siteNavigation(site: Site, page: SitePage, linkTo: (path: string) => string): Markup {
  const entries = [
    { path: INDEX_PATH, title: 'Contents', isThere: true },
    { path: PEOPLE_PATH, title: 'People', isThere: site.people.size > 0 },
    { path: ACTIONS_PATH, title: 'Actions and decisions', isThere: site.minutes.length > 0 },
    { path: SEARCH_PATH, title: 'Search', isThere: true },
  ].filter(({ isThere }) => isThere)
  return html`<nav aria-label="Pages">
    <a class="home" href="${linkTo(INDEX_PATH)}">${site.event.title}</a>
    <ul>
      ${entries.map(
        ({ path, title }) =>
          html`<li>
            <a href="${linkTo(path)}" ${path === page.path && html` aria-current="page"`}>${title}</a>
          </li>`,
      )}
    </ul>
  </nav>`
}

const ADDRESS = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)]/

function footer({ event }: Site, linkTo: (path: string) => string): Markup {
  const changedAt = Date.parse(event.changedAt)
  return html`<footer class="foot">
    ${event.licence !== null && html`<p>Licence: ${licenceWords(event.licence)}</p>`}
    <p>
      Changed on
      <time datetime="${event.changedAt}">${formatMoment(changedAt, event.timeZone)}</time>
      (${formatZone(event.timeZone)}). <a href="${linkTo(FEED_PATH)}">Feed of final summaries</a>
    </p>
  </footer>`
}

/** With its address as a link. */
export function licenceWords(licence: string): Markup {
  const found = ADDRESS.exec(licence)
  if (!found) return html`${licence}`
  const [address] = found
  const rest = licence.slice(found.index + address.length)
  return html`${licence.slice(0, found.index)}${externalLink(address, address)}${rest}`
}

/**
 * What all reading pages share: head, skip link, way back, the line that says how fresh the page is, and footer. One
 * answer is enough to read: the style is inside, and the script (which only makes a page follow live) may be missing.
 */
import { html, markupText, trustedMarkup, type Markup } from '../lib/html-template.ts'
import { READING_STYLE } from './reading-style.ts'

/** A page above this one. */
export interface Crumb {
  readonly title: string
  readonly href: string
}

export interface ReadingPage {
  readonly title: string
  /** Null on pages that may not tell which event they belong to. */
  readonly eventTitle: string | null
  readonly crumbs: readonly Crumb[]
  /** Where the skip link goes; the element has this id. */
  readonly skipTo: { readonly id: string; readonly label: string }
  readonly body: Markup
  /** What the line below the head of the window says about changes; null: nothing on this page changes. */
  readonly freshness: Markup | null
  readonly following: Following | null
  /** Where a reader is who came from the summary. */
  readonly arrival?: Markup | null
  /** After the body: neighbouring sessions and the like. */
  readonly after?: Markup | null
  readonly request: PageRequest
}

/** How a page keeps up with changes. */
export interface Following {
  /** Address of the server-sent events; null: the page itself is asked again. */
  readonly stream: string | null
  /** Seconds between reloads in a browser without script; null when nothing is going on that would be worth them. */
  readonly refreshSeconds: number | null
  readonly zone: string
}

/** What a page needs to know about how it was asked for. */
export interface PageRequest {
  /** Absolute address without a query. */
  readonly url: string
  readonly path: string
  /** Address of the reading script; null when it was not built. */
  readonly script: string | null
  /** The reader turned reloading off (`?refresh=off`). */
  readonly still: boolean
}

const STYLE = trustedMarkup(READING_STYLE)

/** The whole page as text. */
export function renderPage(page: ReadingPage): string {
  const { title, eventTitle, request, following } = page
  const windowTitle = eventTitle === null || eventTitle === title ? title : `${title} · ${eventTitle}`
  const refreshSeconds = request.still ? null : (following?.refreshSeconds ?? null)
  return markupText(
    html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${windowTitle}</title>
<meta name="robots" content="noindex">
<meta name="referrer" content="same-origin">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="#faf9f7">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#14171a">
<meta property="og:type" content="article">
<meta property="og:title" content="${title}">
<meta property="og:site_name" content="${eventTitle ?? 'Rapporteur'}">
<meta property="og:url" content="${request.url}">
<meta name="twitter:card" content="summary">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<style>${STYLE}</style>
${refreshSeconds !== null && html`<noscript><meta http-equiv="refresh" content="${refreshSeconds}" /></noscript>`}
${following && request.script !== null && html`<script type="module" src="${request.script}"></script>`}
</head>
<body${following && html` data-stream="${following.stream ?? ''}" data-zone="${following.zone}"`}>
<a class="skip" href="#${page.skipTo.id}">${page.skipTo.label}</a>
<header class="top">
${breadcrumb(page.crumbs)}
${page.freshness && freshnessLine(page, page.freshness, refreshSeconds)}
</header>
<main id="main" tabindex="-1">
${page.body}
</main>
${page.after}
<footer class="foot"><p>Read-only page made by Rapporteur.<span class="print-only"> ${request.url}</span></p></footer>
</body>
</html>
`,
  )
}

function breadcrumb(crumbs: readonly Crumb[]): Markup | null {
  if (crumbs.length === 0) return html`<span class="brand">Rapporteur</span>`
  return html`<nav class="crumbs" aria-label="Breadcrumb">
    <ol>
      ${crumbs.map(({ title, href }) => html`<li><a href="${href}">${title}</a></li>`)}
    </ol>
  </nav>`
}

function freshnessLine(
  { arrival, request }: Pick<ReadingPage, 'arrival' | 'request'>,
  freshness: Markup,
  refreshSeconds: number | null,
): Markup {
  return html`<div class="fresh">
    ${arrival}
    <span class="state" role="status" data-state></span>
    ${freshness}
    <a class="jump" href="#main" data-jump hidden>Changed further down</a>
    <noscript>${noScriptAdvice(refreshSeconds, request)}</noscript>
  </div>`
}

function noScriptAdvice(refreshSeconds: number | null, request: PageRequest): Markup {
  if (refreshSeconds !== null) {
    return html`<span
      >Loads again every ${refreshSeconds} seconds. <a href="${request.path}?refresh=off">Stop that</a></span
    >`
  }
  return html`<span><a href="${request.path}">Load again</a> to see what is new.</span>`
}

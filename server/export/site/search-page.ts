/** The page that searches all others, in the browser; and the one for addresses that lead nowhere. */
import { html } from '../../lib/html-template.ts'
import { renderSitePage } from './site-layout.ts'
import {
  INDEX_PATH,
  NOT_FOUND_PATH,
  SEARCH_INDEX_PATH,
  SEARCH_PATH,
  SEARCH_SCRIPT_PATH,
} from './site-paths.ts'
import type { Site } from './site.ts'

export function renderSearchPage(site: Site): string {
  return renderSitePage(site, {
    path: SEARCH_PATH,
    title: 'Search',
    description: null,
    kind: 'website',
    contents: null,
    data: html`<script src="${SEARCH_SCRIPT_PATH}" data-index="${SEARCH_INDEX_PATH}" defer></script>`,
    head: html`<h1>Search</h1>`,
    body: html`<p id="page.needs-script">
        Searching needs script, which this browser does not run here. All tracks and sessions are in the
        <a href="${INDEX_PATH}">contents</a>.
      </p>
      <form id="page.search" role="search" action="${SEARCH_PATH}" hidden>
        <label for="page.query">Words in titles, names and texts</label>
        <div class="search-box">
          <input
            id="page.query"
            type="search"
            name="q"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
          /><button type="submit">Search</button>
        </div>
      </form>
      <p id="page.count" class="facts" role="status"></p>
      <ol id="page.results" class="results"></ol>`,
  })
}

/**
 * Servers show this page under any address, so a site that knows its own links from there; one that does not can only be
 * right at the top.
 */
export function renderNotFoundPage(site: Site): string {
  const { address, event } = site
  const { pathname } = new URL(address ?? 'file:///')
  const home = address === null ? INDEX_PATH : pathname + INDEX_PATH
  return renderSitePage(site, {
    path: NOT_FOUND_PATH,
    title: 'No such page',
    description: null,
    kind: 'website',
    contents: null,
    isListed: false,
    ...(address === null ? {} : { linkTo: (path: string) => pathname + path }),
    head: html`<h1>There is no such page</h1>`,
    body: html`<p>
      It may have been called something else. Everything there is to read of ${event.title} is in the
      <a href="${home}">contents</a>.
    </p>`,
  })
}

/**
 * A whole event as a site of plain files: what a publication serves, and what an archive keeps. It needs no server: links
 * are relative and name files, so the same files work in any folder of any server and opened from a disk. Equal events
 * give equal files, and the work grows with the text alone.
 */
import type { ExportFile, ExportWarning } from '../book.ts'
import { renderActionsPage } from './actions-page.ts'
import { renderFeed, renderSitemap } from './feed.ts'
import { renderIndexPage } from './index-page.ts'
import { renderPeoplePage } from './people-page.ts'
import { composeSearchIndex } from './search-index.ts'
import { renderNotFoundPage, renderSearchPage } from './search-page.ts'
import SEARCH_SCRIPT from './search.js?raw'
import { renderSessionPage } from './session-page.ts'
import STYLE from './site.css?raw'
import {
  ACTIONS_PATH,
  FEED_PATH,
  INDEX_PATH,
  NOT_FOUND_PATH,
  PEOPLE_PATH,
  SEARCH_INDEX_PATH,
  SEARCH_PATH,
  SEARCH_SCRIPT_PATH,
  SITEMAP_PATH,
  STYLE_PATH,
} from './site-paths.ts'
import { prepareSite, type SiteOptions } from './site.ts'
import { renderTrackPage } from './track-page.ts'

export interface ComposedSite {
  readonly files: readonly ExportFile[]
  readonly warnings: readonly ExportWarning[]
}

/** Downloads are linked, not among the files. Throws TypeError when `siteUrl` is no address. */
export function composeSite(options: SiteOptions): ComposedSite {
  const site = prepareSite(options)
  const search = composeSearchIndex(site)
  const sitemap = renderSitemap(site)
  const pages: readonly (readonly [path: string, text: string])[] = [
    [INDEX_PATH, renderIndexPage(site)],
    ...site.tracks.map(({ path }, index) => [path, renderTrackPage(site, index)] as const),
    ...site.places.map(({ path }, index) => [path, renderSessionPage(site, index)] as const),
    ...(site.people.size > 0 ? [[PEOPLE_PATH, renderPeoplePage(site)] as const] : []),
    ...(site.minutes.length > 0 ? [[ACTIONS_PATH, renderActionsPage(site)] as const] : []),
    [SEARCH_PATH, renderSearchPage(site)],
    [SEARCH_SCRIPT_PATH, SEARCH_SCRIPT],
    [SEARCH_INDEX_PATH, search.script],
    [NOT_FOUND_PATH, renderNotFoundPage(site)],
    [FEED_PATH, renderFeed(site)],
    ...(sitemap === null ? [] : [[SITEMAP_PATH, sitemap] as const]),
    [STYLE_PATH, STYLE],
  ]
  const encoder = new TextEncoder()
  return {
    files: [
      ...pages.map(([path, text]) => ({ path, bytes: encoder.encode(text) })),
      ...site.pictures.files(),
    ],
    warnings: [...site.pictures.warnings(), ...search.warnings],
  }
}

/**
 * Where the files of a site are, from its top. Every link says the file's name, so that it works from a folder without a
 * server too.
 */
import type { ImageType } from '../../../shared/contracts/images.ts'

export const INDEX_PATH = 'index.html'
export const PEOPLE_PATH = 'people.html'
export const ACTIONS_PATH = 'actions.html'
export const SEARCH_PATH = 'search.html'
export const NOT_FOUND_PATH = '404.html'
export const STYLE_PATH = 'style.css'
export const SEARCH_SCRIPT_PATH = 'search.js'
export const SEARCH_INDEX_PATH = 'search-index.js'
export const FEED_PATH = 'feed.xml'
export const SITEMAP_PATH = 'sitemap.xml'

/** Names that Windows keeps for devices, whatever their ending. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/

const EXTENSIONS: Readonly<Record<ImageType, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/avif': 'avif',
}

export function trackPath(anchor: string): string {
  return `tracks/${fileName(anchor)}.html`
}

export function sessionPath(anchor: string): string {
  return `sessions/${fileName(anchor)}.html`
}

export function picturePath(id: string, mediaType: ImageType): string {
  return `images/${fileName(id)}.${EXTENSIONS[mediaType]}`
}

/** A link from one file to another, or to a place in it. */
export function relativeHref(from: string, to: string): string {
  const [fromFolders, toFolders] = [from.split('/').slice(0, -1), to.split('/').slice(0, -1)]
  if (fromFolders.join('/') === toFolders.join('/')) return to.split('/').at(-1) ?? to
  return '../'.repeat(fromFolders.length) + to
}

// No anchor ends with a hyphen, so nothing else has that name.
function fileName(anchor: string): string {
  return DEVICE.test(anchor) ? `${anchor}-` : anchor
}

/** An Atom feed (RFC 4287) of final summaries, newest first, and the list of pages for search engines. */
import { createHash } from 'node:crypto'
import { html as xml, markupText, type Markup } from '../../lib/html-template.ts'
import type { ExportDocuments, ExportPerson } from '../programme.ts'
import { firstWords } from './prepare-doc.ts'
import { pageAddress } from './site-layout.ts'
import { ACTIONS_PATH, FEED_PATH, INDEX_PATH, PEOPLE_PATH } from './site-paths.ts'
import type { OwnDocs, Site } from './site.ts'

const SUMMARY_CHARS = 600

/** A track or session with its page. */
interface Owner {
  readonly of: ExportDocuments & { readonly id: string; readonly title: string }
  readonly people: readonly ExportPerson[]
  readonly path: string
  readonly docs: OwnDocs
}

export function renderFeed(site: Site): string {
  const { event, address } = site
  const entries = ownersOf(site)
    .filter(({ of, docs }) => of.stage === 'final' && docs.summary !== null)
    .map((owner) => ({ owner, ...datesOf(owner.of, event.changedAt) }))
    .toSorted((a, b) => Date.parse(b.published) - Date.parse(a.published))
  const updated = entries
    .map((entry) => entry.updated)
    .reduce((a, b) => (Date.parse(a) >= Date.parse(b) ? a : b), entries[0]?.updated ?? event.changedAt)
  const link = (path: string) => (address === null ? path : pageAddress(address, path))
  return document(xml`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>${stableId(event.id)}</id>
<title>${clean(event.title)}</title>
<updated>${updated}</updated>
<author><name>${clean(event.title)}</name></author>
<link rel="alternate" type="text/html" href="${link(INDEX_PATH)}"/>
${address !== null && xml`<link rel="self" type="application/atom+xml" href="${address}${FEED_PATH}"/>\n`}${event.licence !== null && xml`<rights>${clean(event.licence)}</rights>\n`}${entries.map(
    ({ owner, published, updated }) => xml`<entry>
<id>${stableId(owner.of.id)}</id>
<title>${clean(owner.of.title)}</title>
<published>${published}</published>
<updated>${updated}</updated>
${owner.people.map(({ name }) => xml`<author><name>${clean(name)}</name></author>\n`)}<link rel="alternate" type="text/html" href="${link(owner.path)}"/>
<summary>${clean(firstWords(owner.docs.summary, SUMMARY_CHARS) ?? '')}</summary>
</entry>
`,
  )}</feed>
`)
}

/** Null for a site that does not know its address. */
export function renderSitemap(site: Site): string | null {
  const { address, event } = site
  if (address === null) return null
  const pages = [
    { path: INDEX_PATH, changedAt: event.changedAt },
    ...(site.people.size > 0 ? [{ path: PEOPLE_PATH, changedAt: null }] : []),
    ...(site.minutes.length > 0 ? [{ path: ACTIONS_PATH, changedAt: null }] : []),
    ...ownersOf(site).map(({ of, path }) => ({
      path,
      changedAt: of.stage === 'final' && of.stageAt !== null ? datesOf(of, of.stageAt).updated : null,
    })),
  ]
  return document(xml`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${pages.map(
  ({ path, changedAt }) =>
    xml`<url><loc>${pageAddress(address, path)}</loc>${changedAt !== null && xml`<lastmod>${changedAt}</lastmod>`}</url>\n`,
)}</urlset>
`)
}

function ownersOf({ tracks, places }: Site): readonly Owner[] {
  return [
    ...tracks.map(({ track, path, docs }) => ({ of: track, people: track.leads, path, docs })),
    ...places.map(({ session, path, docs }) => ({ of: session, people: session.speakers, path, docs })),
  ]
}

/** When a summary became final, and when it was last corrected. */
function datesOf(
  { stageAt, errata }: ExportDocuments,
  fallback: string,
): { readonly published: string; readonly updated: string } {
  const published = stageAt ?? fallback
  const times = [published, ...errata.map(({ at }) => at)]
  return {
    published,
    updated: times.reduce((a, b) => (Date.parse(b) > Date.parse(a) ? b : a)),
  }
}

/**
 * A name-based UUID (RFC 9562, version 5) of our own id: it stays the same wherever the site is put, so that readers of
 * the feed see each entry once.
 */
function stableId(id: string): string {
  const bytes = createHash('sha1').update(ID_NAMESPACE).update(id).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** Chosen once, at random. */
const ID_NAMESPACE = Buffer.from('0e6b54b57c0c4f0ea9c2b6a1d84f3f57', 'hex')

/** XML has no way at all to write these characters. */
function clean(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\uFFFD')
}

function document(root: Markup): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${markupText(root)}`
}

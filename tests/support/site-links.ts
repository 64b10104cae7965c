/** Looks through all files of a site for links that lead nowhere. */
import type { ExportFile } from '../../server/export/book.ts'

export function siteText(files: readonly ExportFile[], path: string): string {
  const file = files.find((candidate) => candidate.path === path)
  if (!file) throw new Error(`expected a file ${path} among ${files.map((each) => each.path).join(', ')}`)
  return new TextDecoder().decode(file.bytes)
}

export function htmlPages(files: readonly ExportFile[]): readonly { path: string; text: string }[] {
  return files
    .filter(({ path }) => path.endsWith('.html'))
    .map(({ path }) => ({ path, text: siteText(files, path) }))
}

export interface LinkReport {
  /** How many links inside the site were followed. */
  readonly followed: number
  /** Each with its page. */
  readonly broken: readonly string[]
  /** Ids that a page has twice. */
  readonly repeated: readonly string[]
}

/** `others` are files that are put beside those of the site. */
export function checkLinks(files: readonly ExportFile[], others: readonly string[] = []): LinkReport {
  const paths = new Set([...files.map(({ path }) => path), ...others])
  const pages = new Map(htmlPages(files).map(({ path, text }) => [path, text]))
  const ids = new Map([...pages].map(([path, text]) => [path, idsIn(text)]))
  const broken: string[] = []
  let followed = 0
  const follow = (from: string, href: string) => {
    if (/^[a-z]+:/i.test(href)) return
    followed++
    const [target = '', anchor] = unescapeHtml(href).split('#')
    const path = target === '' ? from : new URL(target, `site:///${from}`).pathname.slice(1)
    const isThere = paths.has(path) && !target.startsWith('/')
    const hasAnchor = anchor === undefined || ids.get(path)?.includes(decodeURIComponent(anchor)) === true
    if (!isThere || !hasAnchor) broken.push(`${from}: ${href}`)
  }
  for (const [path, text] of pages) {
    for (const [, href = ''] of text.matchAll(/\s(?:href|src|data-index|action)="([^"]*)"/g))
      follow(path, href)
  }
  const index = /^globalThis\.siteIndex = (.*)$/s.exec(siteText(files, 'search-index.js'))?.[1] ?? '[]'
  for (const [, path, , texts] of JSON.parse(index) as [string, string, string, [string, string][]][]) {
    follow('search.html', path)
    for (const [anchor] of texts) if (anchor !== '') follow('search.html', `${path}#${anchor}`)
  }
  const repeated = [...ids].flatMap(([path, all]) =>
    all.filter((id, at) => all.indexOf(id) !== at).map((id) => `${path}: ${id}`),
  )
  return { followed, broken, repeated }
}

function idsIn(text: string): readonly string[] {
  return [...text.matchAll(/\sid="([^"]*)"/g)].map(([, id = '']) => unescapeHtml(id))
}

function unescapeHtml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}

/** What a reader sees, in one line. */
export function textOfPage(markup: string): string {
  const text = markup
    .replace(/<br>/g, ' ')
    .replace(/<\/?(?:p|li|ul|ol|h\d|div|dd|dt|section|details|summary|pre|td|tr|nav|small)\b[^>]*>/g, ' ')
    .replace(/<[^>]*>/g, '')
  return unescapeHtml(text).replace(/\s+/g, ' ').trim()
}

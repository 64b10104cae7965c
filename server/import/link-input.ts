/** Makes the links of a programme out of what its source says: address resolved, kind guessed, title found. */
import { classifyLink, resolvePageUrl, resolveUrl, type LinkHints } from './classify-link.ts'
import { MAX_LINE_CHARS, readOptionalLine, shorten, type JsonAt } from './json-input.ts'
import type { ImportedLink } from './programme.ts'
import { countOf, type WarningCollector } from './warning-collector.ts'

/** Far beyond what is usable, so that an address which is merely too long loses its target and not the import. */
const MAX_ADDRESS_CHARS = 100_000

/** Where addresses come from and where doubts go. */
export interface LinkContext {
  readonly warnings: WarningCollector
  /** Relative addresses start here. */
  readonly baseUrl: string | null
}

/** What a source says about one link. */
export interface LinkInput extends Omit<LinkHints, 'url' | 'titles'> {
  readonly addressAt: JsonAt
  readonly title: string | null
  /** The name of an uploaded file: the title where there is none. */
  readonly fileName?: string | null
  /** What the link is filed under. */
  readonly folder?: string | null
  /** Said by the source's own structure rather than guessed. */
  readonly kind?: ImportedLink['kind']
}

/** One link, or null when the source gives neither an address nor a title. An address that cannot be used becomes null, with a warning. */
export function readLink(input: LinkInput, { warnings, baseUrl }: LinkContext): ImportedLink | null {
  const { addressAt } = input
  const address = readOptionalLine(addressAt, MAX_ADDRESS_CHARS)
  const url = address === null ? null : resolveUrl(address, baseUrl)
  const title = input.title ?? input.fileName ?? url
  if (title === null && address === null) return null
  if (url === null) {
    warnings.tally({
      code: 'unusable-link',
      place: addressAt.place,
      message: (count) =>
        `${countOf(count, ['link has', 'links have'])} no address that can be used (http, https or mailto); only the title was kept.`,
    })
  }
  const guessed =
    url === null
      ? 'web'
      : classifyLink({ ...input, url, titles: [input.title, input.folder ?? null, input.fileName ?? null] })
  return { kind: input.kind ?? guessed, title: shorten(title ?? address ?? '', MAX_LINE_CHARS), url }
}

/** The address of a page, or null, with a warning when there is one that cannot be used. */
export function readPageUrl(at: JsonAt, { warnings, baseUrl }: LinkContext): string | null {
  const address = readOptionalLine(at, MAX_ADDRESS_CHARS)
  if (address === null) return null
  const url = resolvePageUrl(address, baseUrl)
  if (url === null) {
    warnings.tally({
      code: 'unusable-page',
      place: at.place,
      message: (count) =>
        `${countOf(count, ['address of a page', 'addresses of pages'])} cannot be used (http or https) and ${count === 1 ? 'was' : 'were'} left out.`,
    })
  }
  return url
}

/** Each link once: of links with equal addresses the first, or the first whose kind is known. */
export function uniqueLinks(links: readonly (ImportedLink | null)[]): readonly ImportedLink[] {
  const unique = new Map<string, ImportedLink>()
  for (const link of links) {
    if (!link) continue
    const identity = link.url ?? `title ${link.title}`
    const known = unique.get(identity)
    if (!known || (known.kind === 'web' && link.kind !== 'web')) unique.set(identity, link)
  }
  return [...unique.values()]
}

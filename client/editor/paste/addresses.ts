/** Where a pasted link really leads: the address behind a redirect that only counts clicks, if notes allow it. */
import { isSafeHref } from '../../../shared/schema/safe-href.ts'

interface Redirect {
  readonly host: RegExp
  readonly path: RegExp
  /** Parameters that may hold the address, the likeliest first. */
  readonly parameters: readonly string[]
}

const REDIRECTS: readonly Redirect[] = [
  { host: /^(?:www\.)?google\.[a-z.]{2,6}$/, path: /^\/url$/, parameters: ['q', 'url'] },
  { host: /\.safelinks\.protection\.outlook\.com$/, path: /^\//, parameters: ['url'] },
  { host: /^slack-redir\.net$/, path: /^\/link$/, parameters: ['url'] },
  { host: /^www\.youtube\.com$/, path: /^\/redirect$/, parameters: ['q'] },
]

/** A redirect may lead to another; more than these are none that people made. */
const MAX_REDIRECTS = 3

/** An address that a note may have, without redirects around it; null when notes allow no such address. */
export function cleanAddress(href: string | null): string | null {
  let address = (href ?? '').trim()
  for (let turn = 0; turn < MAX_REDIRECTS; turn++) {
    const target = targetOf(address)
    if (target === null) break
    address = target
  }
  return isSafeHref(address) ? address : null
}

function targetOf(address: string): string | null {
  if (!URL.canParse(address)) return null
  const { hostname, pathname, searchParams } = new URL(address)
  const redirect = REDIRECTS.find(({ host, path }) => host.test(hostname) && path.test(pathname))
  const target = redirect?.parameters.map((name) => searchParams.get(name)).find(isSafeHref)
  return target ?? null
}

const BARE_ADDRESS = /^(?:https?:\/\/|mailto:)\S+$/i

/** The address, when a text is one and nothing else; null otherwise. */
export function bareAddressOf(text: string): string | null {
  const trimmed = text.trim()
  return BARE_ADDRESS.test(trimmed) ? cleanAddress(trimmed) : null
}

import { isSafeHref } from '../../shared/schema/safe-href.ts'

/** What no address holds as it is (RFC 3986); brackets only stand around the address of a host. */
const NO_CHARACTER_OF_ADDRESSES = /[^\w\-.~:/?#@!$&'()*+,;=%]/gu
const STRAY_PERCENT = /%(?![0-9a-f]{2})/gi

/**
 * A link's target as files can hold it, whose readers are strict about addresses: http, https or mailto, everything else
 * percent-encoded. Null for what is no address: its text stays.
 */
export function fileHref(href: unknown): string | null {
  if (typeof href !== 'string' || !isSafeHref(href) || !URL.canParse(href)) return null
  // What is left of a lone surrogate here is U+FFFD.
  const url = new URL(href)
  if (url.protocol === 'mailto:')
    return url.pathname === '' ? null : `mailto:${encode(url.pathname + url.search)}`
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null
  const login =
    url.username === '' ? '' : `${encode(url.href.slice(url.protocol.length + 2).split('@')[0] ?? '')}@`
  const fragment = url.hash === '' ? '' : `#${encode(url.hash.slice(1).replaceAll('#', '%23'))}`
  return `${url.protocol}//${login}${url.host}${encode(url.pathname)}${encode(url.search)}${fragment}`
}

function encode(text: string): string {
  return text
    .replace(STRAY_PERCENT, '%25')
    .replace(NO_CHARACTER_OF_ADDRESSES, (found) => encodeURIComponent(found))
}

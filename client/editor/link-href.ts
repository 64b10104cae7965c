import { isSafeHref } from '../../shared/schema/safe-href.ts'

/**
 * What somebody typed as a link, as an address that notes allow, or null. A bare host gets https, a bare mail
 * address mailto.
 */
export function hrefOf(input: string): string | null {
  const text = input.trim()
  if (text === '') return null
  if (isSafeHref(text)) return text
  if (/^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/.test(text)) return `mailto:${text}`
  if (/^[^\s:/?#@]+\.[^\s:/?#@]+(?:[:/?#]\S*)?$/.test(text)) return `https://${text}`
  return null
}

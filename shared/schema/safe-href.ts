/** Links in notes may only be http, https and mailto; anything else (javascript:, data:, relative) is dropped. */
export function isSafeHref(href: string | null | undefined): boolean {
  if (!href) return false
  // Browsers skip control characters inside a scheme, so they are taken out before it is looked at.
  // oxlint-disable-next-line no-control-regex
  return /^(?:https?:\/\/|mailto:)\S/i.test(href.replace(/[\u0000-\u0020\u007f-\u00a0\u2028\u2029]/g, ''))
}

/** Addresses of reading pages, without a host. */
export function readingPath(
  eventSlug: string,
  below: { readonly track?: string; readonly session?: string } = {},
): string {
  const base = `/r/${encodeURIComponent(eventSlug)}`
  if (below.session !== undefined) return `${base}/s/${encodeURIComponent(below.session)}`
  if (below.track !== undefined) return `${base}/t/${encodeURIComponent(below.track)}`
  return base
}

/** The page where somebody with the right to write does so. */
export function editorPath(
  eventSlug: string,
  below: { readonly track?: string; readonly session?: string },
): string {
  return readingPath(eventSlug, below).replace('/r/', '/e/')
}

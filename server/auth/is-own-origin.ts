/**
 * Whether a request that changes something comes from one of our own pages, or from no page at all. Browsers send
 * `Sec-Fetch-Site` and `Origin` themselves, scripts cannot change them; other programs send neither and bring no cookie
 * that they were not given.
 */
export function isOwnOrigin(request: {
  readonly fetchSite: string | undefined
  readonly origin: string | undefined
  /** Host and port that the request was addressed to. */
  readonly host: string | undefined
  readonly publicUrl: string
}): boolean {
  const { fetchSite, origin, host, publicUrl } = request
  // `none`: typed or bookmarked by the user. `same-site` is a neighbour under the same domain and not us.
  if (fetchSite !== undefined) return fetchSite === 'same-origin' || fetchSite === 'none'
  if (origin === undefined || origin === publicUrl) return true
  // Servers are reached under more names than the public one; a page cannot forge the name it was loaded from.
  return URL.canParse(origin) && new URL(origin).host === host
}

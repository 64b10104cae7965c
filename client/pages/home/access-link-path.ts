/** The path of a pasted access link of this server (`…/l/SECRET`); null for anything else. Implements PAGE-15. */
export function accessLinkPath(pasted: string, origin: string): string | null {
  const text = pasted.trim()
  if (text === '') return null
  let url: URL
  try {
    // People also copy links without their scheme.
    url = new URL(
      /^[a-z]+:\/\//i.test(text) ? text : text.startsWith('/') ? `${origin}${text}` : `http://${text}`,
    )
  } catch {
    return null
  }
  return url.host === new URL(origin).host && /^\/l\/[^/]+$/.test(url.pathname) ? url.pathname : null
}

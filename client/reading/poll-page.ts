/** Asks for the page itself again: for pages without a stream, and where streams do not get through. */

export type PolledPage =
  | { readonly kind: 'same' }
  | { readonly kind: 'changed'; readonly page: Document }
  | { readonly kind: 'refused'; readonly status: number }

/** Rejects when the server cannot be reached. */
export function createPagePoll(url: string): (signal: AbortSignal) => Promise<PolledPage> {
  let etag: string | null = null
  return async (signal) => {
    const headers = etag === null ? {} : { 'If-None-Match': etag }
    const response = await fetch(url, { headers, signal, cache: 'no-store', credentials: 'same-origin' })
    if (response.status === 304) return { kind: 'same' }
    if (!response.ok) return { kind: 'refused', status: response.status }
    etag = response.headers.get('ETag')
    return { kind: 'changed', page: new DOMParser().parseFromString(await response.text(), 'text/html') }
  }
}

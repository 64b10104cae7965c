import { LinkCreated, LinkList, type LinkCreate } from '../../shared/contracts/people.ts'
import { callApi, pathOf, sendToApi } from './http.ts'

export function fetchLinks(eventSlug: string, signal?: AbortSignal): Promise<LinkList> {
  return callApi(LinkList, { path: '/links', query: { event: eventSlug }, signal })
}

/** The answer holds the link's secret, which the server does not keep. */
export function createLink(link: LinkCreate): Promise<LinkCreated> {
  return callApi(LinkCreated, { method: 'POST', path: '/links', json: link })
}

export function revokeLink(id: string): Promise<void> {
  return sendToApi({ method: 'DELETE', path: pathOf('links', id) })
}

/** Publications of an event. */
import {
  PublicationList,
  PublicationReport,
  type PublicationRequest,
} from '../../shared/contracts/publishing.ts'
import { callApi, pathOf } from './http.ts'

export function fetchPublications(slug: string, signal?: AbortSignal): Promise<PublicationList> {
  return callApi(PublicationList, { path: pathOf('events', slug, 'publications'), signal })
}

/** Publishes, or (dry run) tells what would become public. */
export function publishEvent(
  slug: string,
  request: PublicationRequest,
  signal?: AbortSignal,
): Promise<PublicationReport> {
  return callApi(PublicationReport, {
    method: 'POST',
    path: pathOf('events', slug, 'publications'),
    json: request,
    signal,
  })
}

export function withdrawPublication(id: string): Promise<PublicationList> {
  return callApi(PublicationList, { method: 'POST', path: pathOf('publications', id, 'withdraw') })
}

/** Puts the files of an earlier publication up again. */
export function publishAgain(id: string): Promise<PublicationList> {
  return callApi(PublicationList, { method: 'POST', path: pathOf('publications', id, 'again') })
}

/** Actions, decisions, questions and answers of an event. */
import { GatheredMinutes } from '../../shared/contracts/minutes.ts'
import { MINUTE_KINDS, type MinuteKind } from '../../shared/schema/minute-words.ts'
import { callApi, downloadFromApi, pathOf, type DownloadedFile } from './http.ts'

export function fetchMinutes(slug: string, signal?: AbortSignal): Promise<GatheredMinutes> {
  const query = { kinds: MINUTE_KINDS.join(',') }
  return callApi(GatheredMinutes, { path: pathOf('events', slug, 'minutes'), query, signal })
}

export function downloadMinutes(
  slug: string,
  { format, kinds }: { readonly format: 'csv' | 'md'; readonly kinds: readonly MinuteKind[] },
): Promise<DownloadedFile> {
  return downloadFromApi({
    path: pathOf('events', slug, 'minutes'),
    query: { format, kinds: kinds.join(',') },
  })
}

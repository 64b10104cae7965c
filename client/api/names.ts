import { NameReport, type NameRedaction } from '../../shared/contracts/names.ts'
import { callApi, pathOf } from './http.ts'

/** Tells where a name is in an event, or (no dry run) takes it out for good. Only looking can be ended. */
export function redactNames(
  slug: string,
  redaction: NameRedaction,
  signal?: AbortSignal,
): Promise<NameReport> {
  return callApi(NameReport, {
    method: 'POST',
    path: pathOf('events', slug, 'name-redactions'),
    json: redaction,
    signal,
  })
}

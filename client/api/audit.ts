/** The audit log of an event, or (null) of the whole site. */
import { AuditList } from '../../shared/contracts/audit.ts'
import type { AuditKind } from '../../shared/domain/audit-act.ts'
import { callApi, downloadFromApi, pathOf, type DownloadedFile } from './http.ts'

const pathFor = (eventSlug: string | null) =>
  eventSlug === null ? '/audit' : pathOf('events', eventSlug, 'audit')

export function fetchAudit(
  eventSlug: string | null,
  options: {
    readonly kind: AuditKind | null
    /** `next` of the part before. */
    readonly before: string | null
    readonly signal?: AbortSignal
  },
): Promise<AuditList> {
  const { kind, before, signal } = options
  const query = { kind: kind ?? undefined, before: before ?? undefined }
  return callApi(AuditList, { path: pathFor(eventSlug), query, signal })
}

export function downloadAudit(eventSlug: string | null, kind: AuditKind | null): Promise<DownloadedFile> {
  return downloadFromApi({ path: pathFor(eventSlug), query: { format: 'csv', kind: kind ?? undefined } })
}

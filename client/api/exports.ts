/** Files of an event, a track or a session, and how far they are. */
import { ExportProgress, type ExportFormat, type ExportInclude } from '../../shared/contracts/publishing.ts'
import { callApi, downloadFromApi, pathOf, type DownloadedFile } from './http.ts'

/** What an export covers; an event goes by its slug. */
export interface ExportScope {
  readonly type: 'event' | 'track' | 'session'
  readonly id: string
}

const COLLECTION = { event: 'events', track: 'tracks', session: 'sessions' } as const

export function downloadExport(options: {
  readonly scope: ExportScope
  readonly format: ExportFormat
  readonly include: ExportInclude
  readonly job?: string
  readonly signal?: AbortSignal
}): Promise<DownloadedFile> {
  const { scope, format, include, job, signal } = options
  return downloadFromApi({
    path: pathOf(COLLECTION[scope.type], scope.id, 'export'),
    query: { format, include, job },
    signal,
  })
}

/** Of a file that was asked for with this name as its job. */
export function fetchProgress(job: string, signal?: AbortSignal): Promise<ExportProgress> {
  return callApi(ExportProgress, { path: pathOf('exports', job), signal })
}

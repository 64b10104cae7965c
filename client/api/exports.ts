import type { ExportFormat, ExportInclude } from '../../shared/contracts/publishing.ts'
import { downloadFromApi, pathOf, type DownloadedFile } from './http.ts'

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
  readonly signal?: AbortSignal
}): Promise<DownloadedFile> {
  const { scope, format, include, signal } = options
  return downloadFromApi({
    path: pathOf(COLLECTION[scope.type], scope.id, 'export'),
    query: { format, include },
    signal,
  })
}

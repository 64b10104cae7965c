/** What exports are made of: plain data without e-mail addresses, in programme order. */
import type { DocJson } from '../../shared/schema/doc-json.ts'

export interface ExportPerson {
  readonly name: string
  readonly affiliation: string | null
}

export interface ExportLink {
  readonly title: string
  /** Null when the target was lost at the source. */
  readonly url: string | null
}

/** The two documents of a track or session; null when it was not asked for or is empty. */
export interface ExportDocuments {
  readonly notes: DocJson | null
  readonly summary: DocJson | null
}

export interface ExportSession extends ExportDocuments {
  readonly title: string
  readonly speakers: readonly ExportPerson[]
  /** ms since the epoch. */
  readonly start: number | null
  readonly end: number | null
  readonly hall: string | null
  readonly isCancelled: boolean
  readonly links: readonly ExportLink[]
  readonly abstract: DocJson | null
}

export interface ExportTrack extends ExportDocuments {
  readonly title: string
  readonly leads: readonly ExportPerson[]
  readonly links: readonly ExportLink[]
  readonly description: DocJson | null
  readonly sessions: readonly ExportSession[]
}

export interface ExportEvent {
  readonly title: string
  /** `YYYY-MM-DD`. */
  readonly startDate: string | null
  readonly endDate: string | null
  readonly timeZone: string
  readonly location: string | null
  readonly url: string | null
  readonly description: DocJson | null
  readonly tracks: readonly ExportTrack[]
  /** Sessions without a track. */
  readonly sessions: readonly ExportSession[]
}

/** What every part of an export needs to know of its event. */
export interface ExportSetting {
  readonly timeZone: string
  /** Whether a session without a summary says so. */
  readonly mentionsMissingSummary: boolean
}

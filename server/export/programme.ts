/**
 * What exports and publications are made of: plain data without e-mail addresses and without redacted names, in programme
 * order. Documents are without what is off the record; minutes are still nodes (`shared/schema/plain-minutes.ts` makes
 * them text).
 */
import type { Link } from '../../shared/contracts/programme.ts'
import type { SessionStyle } from '../../shared/domain/session-style.ts'
import type { SummaryStage } from '../../shared/domain/summary-stage.ts'
import type { DocJson } from '../../shared/schema/doc-json.ts'

export interface ExportPerson {
  readonly name: string
  readonly affiliation: string | null
}

/** The url is null when the target was lost at the source. */
export type ExportLink = Pick<Link, 'kind' | 'title' | 'url'>

/** A correction of a summary that was final. */
export interface ExportErratum {
  /** ISO 8601, in UTC. */
  readonly at: string
  readonly text: string
}

/** The two documents of a track or session; null when it was not asked for or is empty. */
export interface ExportDocuments {
  readonly notes: DocJson | null
  readonly summary: DocJson | null
  readonly stage: SummaryStage
  /** When the summary came into this stage (ISO 8601); null for one that was always a draft. */
  readonly stageAt: string | null
  /** Oldest first. */
  readonly errata: readonly ExportErratum[]
}

export interface ExportSession extends ExportDocuments {
  readonly id: string
  /** Unique within the event, from the title: a-z, 0-9 and hyphens. For file names, anchors and addresses. */
  readonly anchor: string
  /** The id in the programme that it was imported from; null when it was made by hand. */
  readonly importKey: string | null
  readonly title: string
  readonly speakers: readonly ExportPerson[]
  /** ms since the epoch. */
  readonly start: number | null
  readonly end: number | null
  readonly hall: string | null
  readonly language: string | null
  /** Its page in the programme. */
  readonly url: string | null
  readonly isCancelled: boolean
  readonly links: readonly ExportLink[]
  readonly abstract: DocJson | null
}

export interface ExportTrack extends ExportDocuments {
  readonly id: string
  /** As a session's; sessions and tracks share no anchor. */
  readonly anchor: string
  readonly importKey: string | null
  readonly title: string
  readonly leads: readonly ExportPerson[]
  readonly links: readonly ExportLink[]
  readonly description: DocJson | null
  readonly style: SessionStyle
  readonly sessions: readonly ExportSession[]
}

export interface ExportEvent {
  readonly id: string
  readonly slug: string
  readonly title: string
  /** `YYYY-MM-DD`. */
  readonly startDate: string | null
  readonly endDate: string | null
  readonly timeZone: string
  readonly location: string | null
  readonly url: string | null
  /** Under which terms the text may be used, in a line; null: not said. May hold one address. */
  readonly licence: string | null
  readonly description: DocJson | null
  /** Of sessions without a track. */
  readonly style: SessionStyle
  readonly tracks: readonly ExportTrack[]
  /** Sessions without a track. */
  readonly sessions: readonly ExportSession[]
  /** When anything in here was last changed (ISO 8601): what files say instead of the time of their making. */
  readonly changedAt: string
}

/** What of an event is exported; a session comes with the style of its track, or of the event. */
export type ExportPart =
  | { readonly kind: 'event'; readonly of: ExportEvent }
  | { readonly kind: 'track'; readonly of: ExportTrack }
  | { readonly kind: 'session'; readonly of: ExportSession; readonly style: SessionStyle }

/** What every part of an export needs to know of its event. */
export interface ExportSetting {
  readonly timeZone: string
  /** Whether a session without a summary says so. */
  readonly mentionsMissingSummary: boolean
}

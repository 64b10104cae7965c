/**
 * What every programme importer produces: plain data, nothing written anywhere. `server/programme` compares it with
 * what an event already has and shows, or does, the difference.
 */
import type { ProgrammeFormat } from '../../shared/contracts/programme.ts'
import type { DocJson } from '../../shared/schema/doc-json.ts'

/** A speaker or a lead. People of one event are merged by e-mail address, else by name. */
export interface ImportedPerson {
  readonly name: string
  /** Personal data: shown to organisers and leads only. */
  readonly email?: string
  readonly affiliation?: string
}

/** A link that belongs to a track or session. `url` is null when the source names a link whose target was lost. */
export interface ImportedLink {
  readonly kind: 'slides' | 'recording' | 'etherpad' | 'paper' | 'details' | 'reference' | 'web'
  readonly title: string
  readonly url: string | null
}

/** A topic that a track announced; `level` counts from 0. */
export interface ImportedTopic {
  readonly text: string
  readonly level: number
}

export interface ImportedEvent {
  readonly title: string
  readonly description: DocJson | null
  /** First and last day, `YYYY-MM-DD`. */
  readonly startDate: string | null
  readonly endDate: string | null
  /** IANA name, e.g. `Europe/Lisbon`. */
  readonly timeZone: string | null
  readonly location: string | null
  readonly url: string | null
}

export interface ImportedTrack {
  /** Stable across imports of the same programme: the source's own id where it has one, else made from the title. */
  readonly key: string
  readonly title: string
  /** Everything said about the track, in the source's order, its list of topics included. */
  readonly description: DocJson | null
  /** The topics of that list once more as data. */
  readonly topics: readonly ImportedTopic[]
  readonly leads: readonly ImportedPerson[]
  readonly links: readonly ImportedLink[]
  /** The written summary of the track as a whole, without what belongs to one of its sessions. */
  readonly summary: DocJson | null
}

export interface ImportedSession {
  /** Stable across imports of the same programme: guid, id or UID of the source, else made from track and title. */
  readonly key: string
  readonly trackKey: string | null
  readonly title: string
  readonly abstract: DocJson | null
  readonly speakers: readonly ImportedPerson[]
  readonly hall: string | null
  /** Instants, ISO 8601 in UTC (`2019-09-09T09:00:00Z`); null when the programme gives no time. */
  readonly start: string | null
  readonly end: string | null
  readonly language: string | null
  /** The session's page at the source. */
  readonly url: string | null
  readonly links: readonly ImportedLink[]
  /** The written summary of the session. */
  readonly summary: DocJson | null
}

/** A guess or an irregularity, shown before anything is written. */
export interface ImportWarning {
  /** Stable, kebab-case, e.g. `fused-heading`. */
  readonly code: string
  /** One sentence for the organiser: what was found and what was made of it. */
  readonly message: string
  /** Line in a text input, counted from 1. */
  readonly line?: number
  /** Place in a structured input, e.g. `schedule.conference.days[0].rooms["Main"][2]`. */
  readonly path?: string
}

export interface ImportedProgramme {
  readonly format: ProgrammeFormat
  readonly event: ImportedEvent
  readonly tracks: readonly ImportedTrack[]
  /** In programme order: as the page lists them, or by start, then hall, then as the source lists them. */
  readonly sessions: readonly ImportedSession[]
  readonly warnings: readonly ImportWarning[]
}

import type { EventSummary, ProgrammeChange, ProgrammeReport } from '../../shared/contracts/programme.ts'
import type { ImportedProgramme } from '../import/programme.ts'
import type { ImportPlan, PlannedSession, PlannedTrack } from './import-plan.ts'
import type { StoredTrack } from './load-programme.ts'

/** What a plan comes to, for people. Pure. */
export function reportImport({
  plan,
  programme,
  event,
  dryRun,
}: {
  readonly plan: ImportPlan
  readonly programme: ImportedProgramme
  readonly event: EventSummary
  readonly dryRun: boolean
}): ProgrammeReport {
  const cancelledTracks = tracksThatEnd(plan)
  return {
    format: programme.format,
    dryRun,
    event,
    eventIsNew: plan.event.stored === null,
    tracks: { ...countChanges(plan.tracks), cancelled: cancelledTracks.length },
    sessions: { ...countChanges(plan.sessions), cancelled: plan.cancelledSessions.length },
    leads: new Set(plan.tracks.flatMap(({ leads }) => leads)).size,
    speakers: new Set(plan.sessions.flatMap(({ speakers }) => speakers)).size,
    summaries: { added: plan.seeds.length, kept: plan.keptSummaries },
    changes: listChanges(plan, cancelledTracks),
    warnings: [
      ...programme.warnings.map(({ code, message, line, path }) => ({
        code,
        message,
        ...(line === undefined ? {} : { line }),
        ...(path === undefined ? {} : { path }),
      })),
      ...plan.unlistedTracks.map(({ row }) => ({
        code: 'track-not-listed',
        message: `The programme no longer lists the track “${row.title}”. It stays, with its notes; delete it by hand if it is not wanted.`,
      })),
    ],
  }
}

/** Unlisted tracks that lose their last sessions with this import. Tracks have no mark of their own for it. */
function tracksThatEnd(plan: ImportPlan): readonly StoredTrack[] {
  const losing = new Set(plan.cancelledSessions.map(({ row }) => row.track_id))
  return plan.unlistedTracks.filter(({ row }) => losing.has(row.id))
}

function countChanges(planned: readonly (PlannedTrack | PlannedSession)[]): {
  readonly added: number
  readonly changed: number
  readonly unchanged: number
} {
  const added = planned.filter(({ stored }) => !stored).length
  const changed = planned.filter(({ stored, fields }) => stored && fields.length > 0).length
  return { added, changed, unchanged: planned.length - added - changed }
}

function listChanges(plan: ImportPlan, cancelledTracks: readonly StoredTrack[]): ProgrammeChange[] {
  const titleByKey = new Map(plan.tracks.map(({ key, values }) => [key, values.title]))
  const titleById = new Map(
    [...plan.tracks.flatMap(({ stored }) => stored ?? []), ...plan.unlistedTracks].map(({ row }) => [
      row.id,
      row.title,
    ]),
  )
  const { event } = plan
  return [
    ...describeChange({
      what: 'event',
      stored: event.stored,
      title: event.values.title,
      fields: event.fields,
      track: null,
    }),
    ...plan.tracks.flatMap(({ stored, values, fields }) =>
      describeChange({ what: 'track', stored, title: values.title, fields, track: null }),
    ),
    ...plan.sessions.flatMap(({ stored, values, fields, trackKey }) => {
      const track = trackKey === null ? null : (titleByKey.get(trackKey) ?? null)
      return describeChange({ what: 'session', stored, title: values.title, fields, track })
    }),
    ...cancelledTracks.map(({ row }) => cancelled('track', row.title, null)),
    ...plan.cancelledSessions.map(({ row }) =>
      cancelled('session', row.title, row.track_id === null ? null : (titleById.get(row.track_id) ?? null)),
    ),
  ]
}

function describeChange({
  what,
  stored,
  title,
  fields,
  track,
}: {
  readonly what: ProgrammeChange['what']
  readonly stored: unknown
  readonly title: string
  readonly fields: readonly string[]
  readonly track: string | null
}): ProgrammeChange[] {
  if (stored === null) return [{ what, change: 'added', title, track, fields: [] }]
  return fields.length === 0 ? [] : [{ what, change: 'changed', title, track, fields: [...fields] }]
}

function cancelled(what: ProgrammeChange['what'], title: string, track: string | null): ProgrammeChange {
  return { what, change: 'cancelled', title, track, fields: [] }
}

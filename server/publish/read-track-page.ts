import { can } from '../../shared/domain/access.ts'
import { requireAccess, requireSignedIn } from '../auth/authorize.ts'
import type { Principal } from '../auth/principal.ts'
import { readEvent } from '../programme/read-event.ts'
import { readTrack, trackNotFound } from '../programme/read-track.ts'
import { findRedactor } from '../programme/find-redactor.ts'
import { redactSession, redactTrackDetail } from '../programme/redact-programme.ts'
import { listWrittenNotes } from '../storage/note-rows.ts'
import { findEventTarget, findTrackTarget } from '../storage/targets.ts'
import { findArrival } from './find-arrival.ts'
import { readErrata } from './read-errata.ts'
import { readVersions, type ReadingDeps } from './read-versions.ts'
import type { TrackPage } from './reading-track.ts'

/** A track's reading page. Those who may only read one of its notes get the head and that note. */
export async function readTrackPage(
  deps: ReadingDeps,
  options: {
    readonly slug: string
    readonly id: string
    readonly principal: Principal
    /** The block of the notes that the reader followed a line of the summary to. */
    readonly passage: string | null
  },
): Promise<Omit<TrackPage, 'request'>> {
  const { principal } = options
  const { db, clock } = deps
  requireSignedIn(principal)
  const target = await findTrackTarget(db, options.id)
  const event = await findEventTarget(db, options.slug)
  if (!target || target.event !== event?.event) throw trackNotFound()

  const track = await readTrack(deps, { track: target.track, principal })
  const versions = await readVersions(deps, { principal, target, owner: track })
  const arrival = await findArrival(deps, { passage: options.passage, versions })
  const now = clock.now()
  const whole = can({ grants: principal.grants, action: 'programme.read', target, now })
  const { sessions } = await readEvent(deps, { event: target.event, principal })
  const own = sessions.filter(({ trackId }) => trackId === target.track)
  // The head of a track is part of what a reader of one of its sessions sees.
  if (!whole && versions.length === 0 && own.length === 0) {
    requireAccess({ principal, action: 'programme.read', target, clock })
  }
  const redactor = await findRedactor(db, target.event)
  return {
    track: redactTrackDetail(whole ? track : { ...track, description: null, topics: [] }, redactor),
    sessions: own.map((session) => redactSession(session, redactor)),
    versions,
    arrival,
    errata: await readErrata(db, { versions, redactor }),
    written: await listWrittenNotes(db, target.event),
    now,
  }
}

import { requireAccess, requireSignedIn } from '../auth/authorize.ts'
import type { Principal } from '../auth/principal.ts'
import type { NameRedactor } from '../export/redact.ts'
import { noteNotFound } from '../notes/read-note.ts'
import { readSession } from '../programme/read-session.ts'
import { readTrack } from '../programme/read-track.ts'
import { findRedactor } from '../programme/find-redactor.ts'
import { redactSessionDetail, redactTrackDetail } from '../programme/redact-programme.ts'
import { findNoteTarget, type NoteTarget } from '../storage/targets.ts'
import { readErrata } from './read-errata.ts'
import { readingPath } from './reading-paths.ts'
import type { ReadingDeps } from './read-versions.ts'
import type { NotePage } from './reading-note.ts'

/** The reading page of one note, with the head of what it belongs to. */
export async function readNotePage(
  deps: ReadingDeps,
  { id, principal }: { readonly id: string; readonly principal: Principal },
): Promise<Omit<NotePage, 'request'>> {
  requireSignedIn(principal)
  const target = await findNoteTarget(deps.db, id)
  if (!target) throw noteNotFound()
  requireAccess({ principal, action: 'note.read', target, clock: deps.clock })
  const version = await deps.liveNotes.read({ id: target.note, kind: target.kind })
  const redactor = await findRedactor(deps.db, target.event)
  return {
    ...(await readOwner(deps, { target, principal, redactor })),
    version,
    errata: await readErrata(deps.db, { versions: [version], redactor }),
    now: deps.clock.now(),
  }
}

async function readOwner(
  deps: ReadingDeps,
  {
    target,
    principal,
    redactor,
  }: { readonly target: NoteTarget; readonly principal: Principal; readonly redactor: NameRedactor },
): Promise<Pick<NotePage, 'event' | 'track' | 'session' | 'crumbs'>> {
  if (target.session !== undefined) {
    const found = await readSession(deps, { session: target.session, principal })
    const session = redactSessionDetail(found, redactor)
    const { event, track } = session
    const href = readingPath(event.slug, { session: session.id })
    return { event, track, session, crumbs: [eventCrumb(event), { title: session.title, href }] }
  }
  if (target.track === undefined) throw noteNotFound()
  const track = redactTrackDetail(await readTrack(deps, { track: target.track, principal }), redactor)
  const href = readingPath(track.event.slug, { track: track.id })
  return {
    event: track.event,
    track,
    session: null,
    crumbs: [eventCrumb(track.event), { title: track.title, href }],
  }
}

function eventCrumb(event: { readonly title: string; readonly slug: string }) {
  return { title: event.title, href: readingPath(event.slug) }
}

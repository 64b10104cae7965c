import type { SessionDetail } from '../../shared/contracts/programme.ts'
import type { SessionId } from '../../shared/domain/ids.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { findEvent } from '../storage/event-rows.ts'
import { describeEvent, describeSession, describeTrack, readDoc, redactorFor } from './describe.ts'
import { loadSession, loadTrack } from './load-programme.ts'
import { redactDoc } from './redact-programme.ts'
import { worksOnSession } from './viewpoint.ts'

/** A session with its abstract and the head of its track. Whether the principal may read it was asked before. */
export async function readSession(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { session: id, principal }: { readonly session: SessionId; readonly principal: Principal },
): Promise<SessionDetail> {
  const viewpoint = { principal, now: clock.now() }
  const session = await loadSession(db, id)
  const event = session && (await findEvent(db, session.row.event_id))
  if (!event) throw sessionNotFound()
  const track = session.row.track_id === null ? null : await loadTrack(db, session.row.track_id)
  const redactor = redactorFor(event, { seesNames: worksOnSession(viewpoint, session) })
  return {
    ...describeSession(viewpoint, session, redactor),
    abstract: redactDoc(readDoc(session.row.abstract), redactor),
    event: describeEvent(viewpoint, event),
    track: track && describeTrack(viewpoint, track, redactor),
  }
}

export function sessionNotFound(): AppError {
  return new AppError('not_found', 'There is no such session here, or it was deleted.')
}

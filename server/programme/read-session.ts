import type { SessionDetail } from '../../shared/contracts/programme.ts'
import type { SessionId } from '../../shared/domain/ids.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { findEvent } from '../storage/event-rows.ts'
import { describeEvent, describeSession, describeTrack, readDoc } from './describe.ts'
import { loadSession, loadTrack } from './load-programme.ts'

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
  return {
    ...describeSession(viewpoint, session),
    abstract: readDoc(session.row.abstract),
    event: describeEvent(viewpoint, event),
    track: track && describeTrack(viewpoint, track),
  }
}

export function sessionNotFound(): AppError {
  return new AppError('not_found', 'There is no such session here, or it was deleted.')
}

import type { NoteInfo } from '../../shared/contracts/notes.ts'
import { can, roleOn } from '../../shared/domain/access.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { describeEvent, describeSession, describeTrack } from '../programme/describe.ts'
import { loadSession, loadTrack } from '../programme/load-programme.ts'
import { findEvent } from '../storage/event-rows.ts'
import { listErrataOf } from '../storage/erratum-rows.ts'
import { listStages } from '../storage/stage-rows.ts'
import type { NoteTarget } from '../storage/targets.ts'
import { describeErratum } from './add-erratum.ts'
import { describeStages } from './set-stage.ts'

/** A note with what it belongs to. Whether the principal may read it was asked before. */
export async function readNote(
  { db, clock, noteLog }: Pick<Context, 'db' | 'clock' | 'noteLog'>,
  { target, principal }: { readonly target: NoteTarget; readonly principal: Principal },
): Promise<NoteInfo> {
  const now = clock.now()
  const viewpoint = { principal, now }
  const event = await findEvent(db, target.event)
  const track = target.track === undefined ? null : await loadTrack(db, target.track)
  const session = target.session === undefined ? null : await loadSession(db, target.session)
  const role = roleOn(principal.grants, target, now)
  if (!event || !role || (!track && !session)) throw noteNotFound()
  const changes = target.kind === 'summary' ? await listStages(db, target.note) : null
  const [seq = 0] = await noteLog.heads([target.note])
  return {
    id: target.note,
    kind: target.kind,
    event: describeEvent(viewpoint, event),
    track: track && describeTrack(viewpoint, track),
    session: session && describeSession(viewpoint, session),
    role,
    mayWrite: can({ grants: principal.grants, action: 'note.write', target, now }),
    stages: changes && describeStages(changes, role),
    errata: changes ? (await listErrataOf(db, target.note)).map(describeErratum) : [],
    seq,
  }
}

export function noteNotFound(): AppError {
  return new AppError('not_found', 'There is no such note here, or it was deleted.')
}

import type { Erratum, NoteInfo, SummaryStages } from '../../shared/contracts/notes.ts'
import { can, roleOn } from '../../shared/domain/access.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { NameRedactor } from '../export/redact.ts'
import { describeEvent, describeSession, describeTrack, redactorFor } from '../programme/describe.ts'
import { loadSession, loadTrack } from '../programme/load-programme.ts'
import { findEvent } from '../storage/event-rows.ts'
import { listErrataOf } from '../storage/erratum-rows.ts'
import { listStages } from '../storage/stage-rows.ts'
import type { NoteTarget } from '../storage/targets.ts'
import { describeErratum } from './add-erratum.ts'
import { redactAuthor } from './redact-author.ts'
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
  const errata = changes ? await listErrataOf(db, target.note) : []
  const seesNames = can({ grants: principal.grants, action: 'note.comment', target, now })
  const redactor = redactorFor(event, { seesNames })
  const [seq = 0] = await noteLog.heads([target.note])
  return {
    id: target.note,
    kind: target.kind,
    event: describeEvent(viewpoint, event),
    track: track && describeTrack(viewpoint, track, redactor),
    session: session && describeSession(viewpoint, session, redactor),
    role,
    mayWrite: can({ grants: principal.grants, action: 'note.write', target, now }),
    stages: changes && redactStages(describeStages(changes, role), redactor),
    errata: errata.map((row) => redactErratum(describeErratum(row), redactor)),
    seq,
  }
}

function redactStages(stages: SummaryStages, redactor: NameRedactor): SummaryStages {
  return {
    ...stages,
    changes: stages.changes.map((change) => ({ ...change, by: redactAuthor(change.by, redactor) })),
  }
}

function redactErratum({ at, by, text }: Erratum, redactor: NameRedactor): Erratum {
  return { at, by: redactAuthor(by, redactor), text: redactor.text(text) }
}

export function noteNotFound(): AppError {
  return new AppError('not_found', 'There is no such note here, or it was deleted.')
}

/** Finds what an address names, or throws AppError `not_found`. Strangers learn nothing: they are asked to sign in first. */
import type { Request } from 'express'
import { requireAccess, requireSignedIn } from '../auth/authorize.ts'
import type { Context } from '../context.ts'
import { principalOf } from '../middleware/authenticate.ts'
import { noteNotFound } from '../notes/read-note.ts'
import { eventNotFound } from '../programme/read-event.ts'
import { sessionNotFound } from '../programme/read-session.ts'
import { trackNotFound } from '../programme/read-track.ts'
import { can, type Action, type Target } from '../../shared/domain/access.ts'
import { listNotePairs, type NoteOwner } from '../storage/note-rows.ts'
import type { Db } from '../storage/tables.ts'
import {
  findEventTarget,
  findNoteTarget,
  findSessionTarget,
  findTrackTarget,
  type EventTarget,
  type NoteTarget,
  type SessionTarget,
  type TrackTarget,
} from '../storage/targets.ts'

/** The event at `:slug`; its id does as well. */
export async function eventOf(db: Db, request: Request<{ slug: string }>): Promise<EventTarget> {
  requireSignedIn(principalOf(request))
  const target = await findEventTarget(db, request.params.slug)
  if (!target) throw eventNotFound()
  return target
}

export async function trackOf(db: Db, request: Request<{ id: string }>): Promise<TrackTarget> {
  requireSignedIn(principalOf(request))
  const target = await findTrackTarget(db, request.params.id)
  if (!target) throw trackNotFound()
  return target
}

export async function sessionOf(db: Db, request: Request<{ id: string }>): Promise<SessionTarget> {
  requireSignedIn(principalOf(request))
  const target = await findSessionTarget(db, request.params.id)
  if (!target) throw sessionNotFound()
  return target
}

export async function noteOf(db: Db, request: Request<{ id: string }>): Promise<NoteTarget> {
  requireSignedIn(principalOf(request))
  const target = await findNoteTarget(db, request.params.id)
  if (!target) throw noteNotFound()
  return target
}

/** Throws AppError when the asker may not do this there. */
export function authorize(
  { clock }: Pick<Context, 'clock'>,
  request: Request<never> | Request<{ slug: string }> | Request<{ id: string }> | Request,
  { action, target }: { readonly action: Action; readonly target: Target },
): void {
  requireAccess({ principal: principalOf(request as Request), action, target, clock })
}

/**
 * Throws AppError when the asker may not see the head of a session or track: who holds a right on one of its two notes
 * may, since a link to a note leads there.
 */
export async function authorizeHead(
  deps: Pick<Context, 'db' | 'clock'>,
  request: Request<{ id: string }>,
  { target, owner }: { readonly target: SessionTarget | TrackTarget; readonly owner: NoteOwner },
): Promise<void> {
  const { grants } = principalOf(request as Request)
  const [pair] = (await listNotePairs(deps.db, owner)).values()
  const now = deps.clock.now()
  const mayReadOne = [pair?.notes, pair?.summary].some(
    (note) => note && can({ grants, action: 'note.read', target: { ...target, note }, now }),
  )
  if (!mayReadOne) authorize(deps, request, { action: 'programme.read', target })
}

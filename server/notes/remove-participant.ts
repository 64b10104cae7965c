/**
 * Removes somebody from a note: ends a guest's login, revokes the links that they came by, and takes back what they wrote
 * (rules GUEST-1…12, docs/SPEC.md). First of all nobody can come in any more; text comes after that, note by note.
 */
import type { Removal, RemovalRequest, RollbackReach } from '../../shared/contracts/guests.ts'
import { can, roleOn } from '../../shared/domain/access.ts'
import type { LinkId, LoginId } from '../../shared/domain/ids.ts'
import { audit } from '../auth/audit.ts'
import { findRevocableLink } from '../auth/may-revoke.ts'
import type { Principal } from '../auth/principal.ts'
import { revokeLink } from '../auth/revoke-link.ts'
import { isStronger, rightsOfActor, type ActorRights } from '../auth/rights-of-actor.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { deleteLogin } from '../storage/login-rows.ts'
import { listNotesWrittenBy } from '../storage/note-rows.ts'
import { findNoteTarget, findOwnerTitle, type NoteTarget } from '../storage/targets.ts'
import { nameOfActor } from './name-of-actor.ts'
import { rollBackWriter } from './roll-back-writer.ts'

type Deps = Pick<Context, 'db' | 'clock' | 'bus' | 'log' | 'noteLog' | 'documents' | 'rooms'>

interface RemovalOptions extends RemovalRequest {
  readonly target: NoteTarget
  readonly principal: Principal
}

/**
 * Whether the principal may remove somebody there was asked before. Throws AppError `conflict` for the principal itself,
 * `forbidden` for one with a stronger role, `bad_request` for links that they did not come by; then nothing was done.
 */
export async function removeParticipant(deps: Deps, options: RemovalOptions): Promise<Removal> {
  const { target, principal, participant: actor, rollback, revokeLinks } = options
  const { db, clock, bus } = deps
  const now = clock.now()
  if (actor === principal.actor) throw new AppError('conflict', 'This is you: nobody removes themselves.')
  const name = await nameOfActor(deps, { note: target.note, actor })
  const rights = name === null ? null : await requireRemovable(deps, options)
  if (name === null || !rights) {
    throw new AppError('bad_request', 'Expected somebody who is in this note or wrote in it.', {
      place: 'participant',
    })
  }
  const unknown = revokeLinks.find((id) => !rights.links.some((link) => link.id === id))
  if (unknown !== undefined) {
    throw new AppError('bad_request', 'They did not come by this access link.', { place: 'revokeLinks' })
  }
  for (const id of revokeLinks) {
    if (await findRevocableLink(db, { id: id as LinkId, grants: principal.grants, now })) continue
    throw new AppError('forbidden', 'Your role does not allow you to revoke one of these access links.')
  }
  // The login first: its connections are to hear why they end.
  const ended = rights.kind === 'guest' && (await endLogin(deps, { actor, name, target, principal }))
  for (const id of revokeLinks) await revokeLink({ db, clock, bus }, { principal, id })
  const notes: Removal['notes'] = []
  for (const note of await notesToRollBack(deps, { actor, rollback, target, principal })) {
    notes.push(await rollBackNote(deps, { note, actor, principal }))
  }
  const changed = notes.filter(({ outcome }) => outcome === 'rolledBack').length
  if (changed > 0) {
    const detail = `in ${changed} ${changed === 1 ? 'note' : 'notes'}`
    const at = clock.now()
    await audit(db, { principal, act: 'text.rolled-back', at, event: target.event, subject: name, detail })
  }
  deps.log.info({ noteId: target.note, ended, changed, ms: clock.now() - now }, 'participant removed')
  return { ended, revoked: revokeLinks.length, notes }
}

async function requireRemovable(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { participant: actor, target, principal }: RemovalOptions,
): Promise<ActorRights | null> {
  const now = clock.now()
  const rights = await rightsOfActor(db, { actor, target, now })
  if (!rights) return null
  const role = roleOn(principal.grants, target, now)
  if (isStronger(rights.role, role)) {
    throw new AppError(
      'forbidden',
      `As ${role} here you cannot remove somebody with the role ${rights.role}.`,
    )
  }
  return rights
}

/** Whether there was a login to end. */
async function endLogin(
  { db, clock, bus }: Pick<Deps, 'db' | 'clock' | 'bus'>,
  options: {
    readonly actor: string
    readonly name: string
    readonly target: NoteTarget
    readonly principal: Principal
  },
): Promise<boolean> {
  const { actor, name, target, principal } = options
  const login = actor.slice('guest:'.length) as LoginId
  const wasThere = await db.transaction().execute(async (tx) => {
    if (!(await deleteLogin(tx, login))) return false
    const at = clock.now()
    await audit(tx, { principal, act: 'guest.removed', at, event: target.event, subject: name })
    return true
  })
  bus.publish({ kind: 'removed', actor })
  return wasThere
}

/** The notes that they wrote in, of those that the principal may remove somebody from. */
async function notesToRollBack(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  options: {
    readonly actor: string
    readonly rollback: RollbackReach
    readonly target: NoteTarget
    readonly principal: Principal
  },
): Promise<readonly NoteTarget[]> {
  const { actor, rollback, target, principal } = options
  if (rollback === 'none') return []
  if (rollback === 'note') return [target]
  const targets: NoteTarget[] = []
  for (const id of await listNotesWrittenBy(db, { event: target.event, actor })) {
    const found = await findNoteTarget(db, id)
    const { grants } = principal
    if (found && can({ grants, action: 'guest.remove', target: found, now: clock.now() })) targets.push(found)
  }
  return targets
}

/** One that fails leaves the others: what was done is told, and it can be tried again. */
async function rollBackNote(
  deps: Deps,
  {
    note,
    actor,
    principal,
  }: { readonly note: NoteTarget; readonly actor: string; readonly principal: Principal },
): Promise<Removal['notes'][number]> {
  const told = { noteId: note.note, kind: note.kind, title: await findOwnerTitle(deps.db, note) }
  if (note.isFinal) return { ...told, outcome: 'final', seq: null }
  try {
    const seq = await rollBackWriter(deps, { noteId: note.note, actor, principal })
    return { ...told, outcome: seq === null ? 'unchanged' : 'rolledBack', seq }
  } catch (error) {
    if (error instanceof AppError && error.code === 'summary_final')
      return { ...told, outcome: 'final', seq: null }
    deps.log.error({ err: error, noteId: note.note }, 'what somebody wrote could not be taken back')
    return { ...told, outcome: 'failed', seq: null }
  }
}

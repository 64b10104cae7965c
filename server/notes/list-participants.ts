import type { NoteParticipant, NoteParticipants } from '../../shared/contracts/guests.ts'
import { roleOn } from '../../shared/domain/access.ts'
import type { LoginId } from '../../shared/domain/ids.ts'
import { colorOf } from '../../shared/domain/palette.ts'
import { linkTitle } from '../auth/link-scope.ts'
import { findRevocableLink } from '../auth/may-revoke.ts'
import type { Principal } from '../auth/principal.ts'
import { isStronger, kindOfActor, rightsOfActor, type ActorKind } from '../auth/rights-of-actor.ts'
import type { Context } from '../context.ts'
import { countOtherHolders } from '../storage/login-rows.ts'
import type { LinkRow } from '../storage/tables.ts'
import type { NoteTarget } from '../storage/targets.ts'
import { listPages } from './log-pages.ts'

type Deps = Pick<Context, 'db' | 'clock' | 'noteLog' | 'rooms'>

interface Found {
  name: string | null
  isHere: boolean
  wrote: { changes: number; readonly from: number; to: number } | null
}

/** Those who are in a note or wrote in it. Whether the principal may remove anybody there was asked before. */
export async function listParticipants(
  deps: Deps,
  { target, principal }: { readonly target: NoteTarget; readonly principal: Principal },
): Promise<NoteParticipants> {
  const found = await findParticipants(deps, target)
  const participants: NoteParticipant[] = []
  for (const [actor, one] of found) {
    const kind = kindOfActor(actor)
    if (kind) participants.push(await describe(deps, { actor, kind, one, target, principal }))
  }
  const lastAt = ({ wrote }: NoteParticipant): string => wrote?.to ?? ''
  return {
    participants: participants.toSorted(
      (one, other) => Number(other.isHere) - Number(one.isHere) || lastAt(other).localeCompare(lastAt(one)),
    ),
  }
}

async function findParticipants(
  { noteLog, rooms }: Pick<Deps, 'noteLog' | 'rooms'>,
  { note }: NoteTarget,
): Promise<ReadonlyMap<string, Found>> {
  const found = new Map<string, Found>()
  const [upTo = 0] = await noteLog.heads([note])
  for await (const rows of listPages(noteLog, { noteId: note, upTo })) {
    for (const { actor, actorName, receivedAt } of rows) {
      if (actor === null) continue
      const known = found.get(actor)
      if (known?.wrote) {
        known.name = actorName ?? known.name
        known.wrote.changes++
        known.wrote.to = receivedAt
      } else {
        const wrote = { changes: 1, from: receivedAt, to: receivedAt }
        found.set(actor, { name: actorName, isHere: false, wrote })
      }
    }
  }
  for (const { actor, name } of rooms.present(note)) {
    if (actor === null) continue
    found.set(actor, { name, isHere: true, wrote: found.get(actor)?.wrote ?? null })
  }
  return found
}

async function describe(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  options: {
    readonly actor: string
    readonly kind: ActorKind
    readonly one: Found
    readonly target: NoteTarget
    readonly principal: Principal
  },
): Promise<NoteParticipant> {
  const { actor, kind, one, target, principal } = options
  const now = clock.now()
  const rights = await rightsOfActor(db, { actor, target, now })
  const login = kind === 'guest' ? (actor.slice('guest:'.length) as LoginId) : null
  const links: NoteParticipant['links'] = []
  for (const link of rights?.links ?? []) {
    const described = await describeLink({ db, now }, { link, login, principal })
    if (described) links.push(described)
  }
  const asker = roleOn(principal.grants, target, now)
  const isSelf = actor === principal.actor
  return {
    id: actor,
    kind,
    name: one.name,
    color: colorOf(actor),
    isHere: one.isHere,
    wrote: one.wrote && {
      changes: one.wrote.changes,
      from: new Date(one.wrote.from).toISOString(),
      to: new Date(one.wrote.to).toISOString(),
    },
    links,
    hasOtherLinks: links.length < (rights?.links.length ?? 0),
    obstacle: isSelf ? 'self' : isStronger(rights?.role ?? null, asker) ? 'stronger' : null,
  }
}

/** Null for a link that the asker may not revoke. */
async function describeLink(
  { db, now }: { readonly db: Context['db']; readonly now: number },
  {
    link,
    login,
    principal,
  }: { readonly link: LinkRow; readonly login: LoginId | null; readonly principal: Principal },
): Promise<NoteParticipant['links'][number] | null> {
  const detail = await findRevocableLink(db, { id: link.id, grants: principal.grants, now })
  if (!detail) return null
  return {
    id: link.id,
    scopeTitle: linkTitle(detail),
    label: link.label,
    role: link.role,
    others: await countOtherHolders(db, { link: link.id, but: login, now }),
  }
}

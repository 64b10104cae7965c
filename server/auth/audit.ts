import type { AuditAct } from '../../shared/domain/audit-act.ts'
import type { EventId } from '../../shared/domain/ids.ts'
import { insertAudit } from '../storage/audit-rows.ts'
import type { Db } from '../storage/tables.ts'
import type { Principal } from './principal.ts'

/**
 * Writes down that the principal did something that changes rights, finals or what is public. Called by the use-case that
 * does it, in its transaction where it has one. Secrets and e-mail addresses do not belong in it; an address that somebody
 * typed as a name or a label is left out.
 */
export async function audit(
  db: Db,
  entry: {
    readonly principal: Pick<Principal, 'actor' | 'name'>
    readonly act: AuditAct
    readonly at: number
    /** Null: it concerns the whole site. */
    readonly event: EventId | null
    readonly subject?: string | null
    readonly detail?: string | null
  },
): Promise<void> {
  const { principal, act, at, event, subject = null, detail = null } = entry
  const { actor, name } = principal
  await insertAudit(db, {
    event_id: event,
    at,
    act,
    actor,
    actor_name: withoutAddresses(name),
    subject: withoutAddresses(subject),
    detail: withoutAddresses(detail),
  })
}

function withoutAddresses(text: string | null): string | null {
  return text?.replaceAll(/[^\s@<>“”"(),;]+@[^\s@<>“”"(),;]+/g, '(e-mail address)') ?? null
}

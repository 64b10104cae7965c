/** The audit log, in parts for pages and whole for files. Callers decide who may read it. */
import type { AuditEntry, AuditList } from '../../shared/contracts/audit.ts'
import { AUDIT_KINDS, type AuditKind } from '../../shared/domain/audit-act.ts'
import type { AuditActor } from '../../shared/domain/audit-words.ts'
import type { AuditId, EventId } from '../../shared/domain/ids.ts'
import type { Clock } from '../lib/clock.ts'
import { listAudit } from '../storage/audit-rows.ts'
import type { AuditRow, Db } from '../storage/tables.ts'
import { audit } from './audit.ts'
import type { Principal } from './principal.ts'

/** Entries of one part. */
const PART_LENGTH = 50

interface Choice {
  /** Null: what concerns the whole site. */
  readonly event: EventId | null
  /** Null: all. */
  readonly kind: AuditKind | null
}

/** `before`: the `next` of another part; null: the newest. */
export async function readAudit(
  db: Db,
  { event, kind, before }: Choice & { readonly before: string | null },
): Promise<AuditList> {
  const acts = kind === null ? null : AUDIT_KINDS[kind]
  const [at = '', id = ''] = before?.split('.') ?? []
  const place = before === null ? null : { at: Number(at), id: id as AuditId }
  const rows = await listAudit(db, { event, acts, before: place, limit: PART_LENGTH + 1 })
  const part = rows.slice(0, PART_LENGTH)
  const last = rows.length > part.length ? part.at(-1) : undefined
  return { entries: part.map(toEntry), next: last ? `${last.at}.${last.id}` : null }
}

/** All entries, newest first; that somebody took them along is written down behind them. Implements AUDIT-5. */
export async function exportAudit(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  { principal, event, kind }: Choice & { readonly principal: Principal },
): Promise<readonly AuditEntry[]> {
  const rows = await listAudit(db, { event, acts: kind === null ? null : AUDIT_KINDS[kind] })
  const detail = `${rows.length} ${rows.length === 1 ? 'entry' : 'entries'}`
  await audit(db, { principal, act: 'audit.exported', at: clock.now(), event, detail })
  return rows.map(toEntry)
}

function toEntry({ id, at, act, actor, actor_name, subject, detail }: AuditRow): AuditEntry {
  const kind = (actor?.split(':', 1)[0] ?? 'operator') as AuditActor
  return { id, at: new Date(at).toISOString(), act, actor: kind, name: actor_name, subject, detail }
}

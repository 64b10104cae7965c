/** Rows of the audit log. There is no way to change one. */
import type { AuditAct } from '../../shared/domain/audit-act.ts'
import { newId, type AuditId, type EventId } from '../../shared/domain/ids.ts'
import type { AuditRow, Db } from './tables.ts'

/** A place between two entries, in the order in which they are listed. */
export type AuditPlace = Pick<AuditRow, 'at' | 'id'>

/** Give it the transaction of what it tells of, so that neither is there without the other. */
export async function insertAudit(db: Db, row: Omit<AuditRow, 'id'>): Promise<void> {
  await db
    .insertInto('audit')
    .values({ ...row, id: newId<AuditId>() })
    .execute()
}

/**
 * Newest first: of an event, or (null) of the site itself; all, or `limit` of those behind `before`. Entries of the same
 * millisecond are in the order of their ids, which no other entry changes.
 */
export async function listAudit(
  db: Db,
  {
    event,
    before = null,
    acts = null,
    limit = null,
  }: {
    readonly event: EventId | null
    readonly before?: AuditPlace | null
    /** Null: every act. */
    readonly acts?: readonly AuditAct[] | null
    readonly limit?: number | null
  },
): Promise<readonly AuditRow[]> {
  let query = db
    .selectFrom('audit')
    .selectAll()
    .where('event_id', event === null ? 'is' : '=', event)
    .orderBy('at', 'desc')
    .orderBy('id')
  if (before !== null) {
    const { at, id } = before
    query = query.where((where) =>
      where.or([where('at', '<', at), where.and([where('at', '=', at), where('id', '>', id)])]),
    )
  }
  if (acts !== null) query = query.where('act', 'in', acts)
  if (limit !== null) query = query.limit(limit)
  return query.execute()
}

/** Rows of the audit log. There is no way to change one. */
import { newId, type AuditId, type EventId } from '../../shared/domain/ids.ts'
import type { AuditRow, Db } from './tables.ts'

/** Give it the transaction of what it tells of, so that neither is there without the other. */
export async function insertAudit(db: Db, row: Omit<AuditRow, 'id'>): Promise<void> {
  await db
    .insertInto('audit')
    .values({ ...row, id: newId<AuditId>() })
    .execute()
}

/** The newest `limit` that are older than `before` (ms since the epoch); of an event, or (null) of the site itself. */
export async function listAudit(
  db: Db,
  {
    event,
    before,
    limit,
  }: { readonly event: EventId | null; readonly before: number; readonly limit: number },
): Promise<readonly AuditRow[]> {
  return db
    .selectFrom('audit')
    .selectAll()
    .where('event_id', event === null ? 'is' : '=', event)
    .where('at', '<', before)
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
}

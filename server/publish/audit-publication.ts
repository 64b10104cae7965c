import { audit } from '../auth/audit.ts'
import type { Principal } from '../auth/principal.ts'
import type { Db, PublicationRow } from '../storage/tables.ts'

/** Writes down that a publication went up, or was taken back. */
export async function auditPublication(
  db: Db,
  { principal, publication }: { readonly principal: Principal; readonly publication: PublicationRow },
): Promise<void> {
  const { event_id: event, number, published_at: publishedAt, withdrawn_at: withdrawnAt } = publication
  await audit(db, {
    principal,
    act: withdrawnAt === null ? 'event.published' : 'event.withdrawn',
    at: withdrawnAt ?? publishedAt,
    event,
    subject: `publication ${number}`,
  })
}

import type { EventId } from '../../shared/domain/ids.ts'
import type { NameRedactor } from '../export/redact.ts'
import { findEvent } from '../storage/event-rows.ts'
import type { Db } from '../storage/tables.ts'
import { redactorFor } from './describe.ts'

/** What takes the names that an event redacts out of what anybody may see. */
export async function findRedactor(db: Db, event: EventId): Promise<NameRedactor> {
  const names = (await findEvent(db, event))?.redacted_names ?? null
  return redactorFor({ redacted_names: names }, { seesNames: false })
}

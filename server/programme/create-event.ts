import type { EventCreate, EventDetail } from '../../shared/contracts/programme.ts'
import { newId, type EventId } from '../../shared/domain/ids.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { insertEvent, listSlugsLike } from '../storage/event-rows.ts'
import {
  checkDates,
  checkDoc,
  checkDue,
  checkPageUrl,
  checkRedactedNames,
  checkTimeZone,
} from './check-fields.ts'
import { checkTemplate } from './check-template.ts'
import { readEvent } from './read-event.ts'
import { checkSlug, freeSlug, slugOf, slugTaken } from './slug.ts'

/** Adds an event without tracks. Throws AppError `conflict` when the slug that was asked for is taken. */
export async function createEvent(
  deps: Pick<Context, 'db' | 'clock' | 'documents'>,
  { input, principal }: { readonly input: EventCreate; readonly principal: Principal },
): Promise<EventDetail> {
  const now = deps.clock.now()
  const wanted = input.slug ?? slugOf(input.title)
  checkSlug(wanted)
  const startDate = input.startDate ?? null
  const endDate = input.endDate ?? null
  checkDates(startDate, endDate)
  const { reviewDue = null, finalDue = null } = input
  checkDue(reviewDue, finalDue)
  const row = {
    id: newId<EventId>(),
    title: input.title,
    description: await checkDoc(input.description ?? null, 'description'),
    start_date: startDate,
    end_date: endDate,
    time_zone: checkTimeZone(input.timeZone ?? 'UTC'),
    location: input.location ?? null,
    url: checkPageUrl(input.url ?? null),
    notes_template: await checkTemplate(deps.documents, input.notesTemplate ?? null, 'notesTemplate'),
    summary_template: await checkTemplate(deps.documents, input.summaryTemplate ?? null, 'summaryTemplate'),
    review_due: reviewDue,
    final_due: finalDue,
    reminders: input.reminders ? 1 : 0,
    licence: input.licence ?? null,
    session_style: input.sessionStyle ?? null,
    redacted_names: JSON.stringify(checkRedactedNames(input.redactedNames ?? [])),
    created_at: now,
    updated_at: now,
  }
  await deps.db.transaction().execute(async (tx) => {
    const taken = await listSlugsLike(tx, wanted)
    if (input.slug !== undefined && taken.has(wanted)) throw slugTaken(wanted)
    await insertEvent(tx, { ...row, slug: freeSlug(wanted, taken) })
  })
  return readEvent(deps, { event: row.id, principal })
}

import type { EventDetail, EventPatch } from '../../shared/contracts/programme.ts'
import type { EventId } from '../../shared/domain/ids.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { findEvent, findEventBySlug, updateEvent } from '../storage/event-rows.ts'
import {
  checkDates,
  checkDoc,
  checkDue,
  checkPageUrl,
  checkRedactedNames,
  checkTimeZone,
  givenFields,
} from './check-fields.ts'
import { checkTemplate } from './check-template.ts'
import { eventNotFound, readEvent } from './read-event.ts'
import { slugTaken } from './slug.ts'

/** Changes what the patch names. Throws AppError `conflict` when the new slug is taken. */
export async function editEvent(
  deps: Pick<Context, 'db' | 'clock' | 'documents' | 'bus'>,
  {
    event,
    patch,
    principal,
  }: { readonly event: EventId; readonly patch: EventPatch; readonly principal: Principal },
): Promise<EventDetail> {
  const { slug, title, startDate, endDate, timeZone, location, url, description } = patch
  const { notesTemplate, summaryTemplate, reviewDue, finalDue, reminders } = patch
  const { licence, sessionStyle, redactedNames } = patch
  // Reading them takes a while: not inside the transaction, which has the connection to itself.
  const templates = givenFields({
    notes_template:
      notesTemplate === undefined
        ? undefined
        : await checkTemplate(deps.documents, notesTemplate, 'notesTemplate'),
    summary_template:
      summaryTemplate === undefined
        ? undefined
        : await checkTemplate(deps.documents, summaryTemplate, 'summaryTemplate'),
  })
  await deps.db.transaction().execute(async (tx) => {
    const row = await findEvent(tx, event)
    if (!row) throw eventNotFound()
    checkDates(
      startDate === undefined ? row.start_date : startDate,
      endDate === undefined ? row.end_date : endDate,
    )
    checkDue(
      reviewDue === undefined ? row.review_due : reviewDue,
      finalDue === undefined ? row.final_due : finalDue,
    )
    if (slug !== undefined && slug !== row.slug && (await findEventBySlug(tx, slug))) throw slugTaken(slug)
    const changes = givenFields({
      slug,
      title,
      start_date: startDate,
      end_date: endDate,
      time_zone: timeZone === undefined ? undefined : checkTimeZone(timeZone),
      location,
      review_due: reviewDue,
      final_due: finalDue,
      reminders: reminders === undefined ? undefined : Number(reminders),
      licence,
      session_style: sessionStyle,
      redacted_names: redactedNames && JSON.stringify(checkRedactedNames(redactedNames)),
      url: url === undefined ? undefined : checkPageUrl(url),
      description: description === undefined ? undefined : await checkDoc(description, 'description'),
    })
    await updateEvent(tx, event, { ...changes, ...templates, updated_at: deps.clock.now() })
  })
  if (redactedNames) deps.bus.publish({ kind: 'names-changed', eventId: event })
  return readEvent(deps, { event, principal })
}

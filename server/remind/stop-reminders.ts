/** What the links in mails do: their recipients stop reminders of an event, and may start them again. */
import { hashSecret, isSecret } from '../auth/secrets.ts'
import type { Context } from '../context.ts'
import { findEvent } from '../storage/event-rows.ts'
import { findReminderLink, listReminderStops, setReminderStop } from '../storage/reminder-rows.ts'

export interface ReminderStop {
  readonly eventTitle: string
  readonly isStopped: boolean
}

/** Null when there is no such link, or its event was deleted. */
export async function readReminderStop(
  { db }: Pick<Context, 'db'>,
  secret: string,
): Promise<ReminderStop | null> {
  const link = isSecret(secret) ? await findReminderLink(db, hashSecret(secret)) : null
  const event = link && (await findEvent(db, link.event_id))
  if (!link || !event) return null
  const stops = await listReminderStops(db, event.id)
  return { eventTitle: event.title, isStopped: stops.has(link.recipient) }
}

/** Returns what holds from now on; null as above. */
export async function stopReminders(
  deps: Pick<Context, 'db' | 'clock'>,
  { secret, stop }: { readonly secret: string; readonly stop: boolean },
): Promise<ReminderStop | null> {
  const link = isSecret(secret) ? await findReminderLink(deps.db, hashSecret(secret)) : null
  if (!link) return null
  const at = stop ? deps.clock.now() : null
  await setReminderStop(deps.db, { event: link.event_id, recipient: link.recipient, at })
  return readReminderStop(deps, secret)
}

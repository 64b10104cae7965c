import { isoDay } from '../lib/event-time.ts'
import { hashSecret, newSecret } from '../auth/secrets.ts'
import type { Context } from '../context.ts'
import type { Delivery, Mailer } from '../mail/mailer.ts'
import { insertReminderLink } from '../storage/reminder-rows.ts'
import type { EventRow } from '../storage/tables.ts'
import type { Recipient } from './recipients.ts'
import { writeReminder } from './reminder-mail.ts'

/** Where a link in a mail leads that ends its reminders. */
export const STOP_PATH = '/reminders/'

export interface SendDeps extends Pick<Context, 'db' | 'clock' | 'publicUrl'> {
  readonly mailer: Mailer
}

/** Sends one mail with everything that is open for a recipient. Its link to stop holds before it leaves. */
export async function sendReminder(
  { db, clock, publicUrl, mailer }: SendDeps,
  { event, recipient }: { readonly event: EventRow; readonly recipient: Recipient },
): Promise<Delivery> {
  const secret = newSecret()
  await insertReminderLink(db, {
    secret_hash: hashSecret(secret),
    event_id: event.id,
    recipient: recipient.key,
    created_at: clock.now(),
  })
  const today = isoDay(clock.now(), event.time_zone)
  const url = publicUrl()
  return mailer.send(
    writeReminder({ event, recipient, today, publicUrl: url, stopUrl: `${url}${STOP_PATH}${secret}` }),
  )
}

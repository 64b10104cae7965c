import type { RemindersSent } from '../../shared/contracts/reminders.ts'
import type { EventId } from '../../shared/domain/ids.ts'
import { HOUR_MS, MINUTE_MS } from '../../shared/domain/time.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { Delivery } from '../mail/mailer.ts'
import { loadProgramme } from '../programme/load-programme.ts'
import { eventNotFound } from '../programme/read-event.ts'
import { findEvent } from '../storage/event-rows.ts'
import { claimHandReminder, listReminderStops, releaseHandReminder } from '../storage/reminder-rows.ts'
import { findRecipients } from './recipients.ts'
import { sendReminder } from './send-reminder.ts'

/** How often the leads of an event can be reminded by hand. */
const HAND_PERIOD_MS = HOUR_MS

/**
 * Reminds all leads of an event now, whatever they were sent before. Throws AppError `conflict` when this server sends no
 * mail or no day is set, `too_many_requests` when that was done within the hour.
 */
export async function remindByHand(
  deps: Pick<Context, 'db' | 'clock' | 'publicUrl' | 'mailer'>,
  { event: id }: { readonly event: EventId },
): Promise<RemindersSent> {
  const { db, clock, mailer } = deps
  if (!mailer) {
    throw new AppError('conflict', 'This server sends no mail: SMTP_URL and MAIL_FROM have to be set first.')
  }
  const programme = await loadProgramme(db, id)
  if (!programme) throw eventNotFound()
  const { event } = programme
  if (event.review_due === null && event.final_due === null) {
    throw new AppError('conflict', 'The event has no day for summaries to be due: set one first.')
  }
  const now = clock.now()
  if (!(await claimHandReminder(db, id, { now, after: now - HAND_PERIOD_MS }))) {
    throw await remindedAlready(deps, id)
  }
  const { recipients, withoutAddress } = findRecipients(programme)
  const stops = await listReminderStops(db, id)
  const failed: string[] = []
  let sent = 0
  let isReachable = true
  for (const recipient of recipients.filter(({ key }) => !stops.has(key))) {
    const delivery: Delivery | null = isReachable
      ? await sendReminder({ ...deps, mailer }, { event, recipient })
      : null
    if (delivery === 'sent') sent++
    else failed.push(recipient.name)
    isReachable &&= delivery !== 'unreachable'
  }
  // Nobody got anything: it can be tried again at once.
  if (sent === 0) await releaseHandReminder(db, id)
  const stopped = recipients.filter(({ key }) => stops.has(key)).map(({ name }) => name)
  return { sent, withoutAddress: [...withoutAddress], stopped, failed }
}

async function remindedAlready({ db, clock }: Pick<Context, 'db' | 'clock'>, id: EventId): Promise<AppError> {
  const at = (await findEvent(db, id))?.reminded_at ?? clock.now()
  const minutes = Math.max(1, Math.ceil((at + HAND_PERIOD_MS - clock.now()) / MINUTE_MS))
  return new AppError(
    'too_many_requests',
    `The leads were reminded within the last hour. They can be again in ${minutes} min.`,
  )
}

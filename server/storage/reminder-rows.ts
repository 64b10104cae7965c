/**
 * Rows of reminders: which were sent to whom, the links that end them, and who opened one. A recipient is the SHA-256 of
 * an address, so that leads who are imported anew are the same, and the addresses themselves stay in the programme.
 */
import type { EventId } from '../../shared/domain/ids.ts'
import type { Db, EventRow, ReminderLinkRow, ReminderRow } from './tables.ts'

export type ReminderKey = Pick<ReminderRow, 'event_id' | 'recipient' | 'stage' | 'due_day' | 'step'>

/** Events whose leads are to be reminded, and that have a day to be reminded of. */
export async function listRemindedEvents(db: Db): Promise<readonly EventRow[]> {
  return db
    .selectFrom('events')
    .selectAll()
    .where('reminders', '=', 1)
    .where((where) => where.or([where('review_due', 'is not', null), where('final_due', 'is not', null)]))
    .orderBy('id')
    .execute()
}

/**
 * Takes a reminder for sending; false when it was taken before, or a later one for the same day was. One that could not
 * be sent can be taken again, `maxAttempts` times in all.
 */
export async function claimReminder(
  db: Db,
  key: ReminderKey,
  { now, maxAttempts }: { readonly now: number; readonly maxAttempts: number },
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const rows = await tx
      .selectFrom('reminders')
      .select(['step', 'state', 'attempts'])
      .where('event_id', '=', key.event_id)
      .where('recipient', '=', key.recipient)
      .where('stage', '=', key.stage)
      .where('due_day', '=', key.due_day)
      .where('step', '>=', key.step)
      .execute()
    const before = rows.find(({ step }) => step === key.step)
    const mayTry = !before || (before.state === 'waiting' && before.attempts < maxAttempts)
    if (!mayTry || rows.some(({ step }) => step > key.step)) return false
    const attempts = (before?.attempts ?? 0) + 1
    await deleteReminder(tx, key)
    await tx
      .insertInto('reminders')
      .values({ ...key, state: 'claimed', attempts, claimed_at: now })
      .execute()
    return true
  })
}

export async function settleReminder(
  db: Db,
  key: ReminderKey,
  state: Exclude<ReminderRow['state'], 'claimed'>,
): Promise<void> {
  await db
    .updateTable('reminders')
    .set({ state })
    .where('event_id', '=', key.event_id)
    .where('recipient', '=', key.recipient)
    .where('stage', '=', key.stage)
    .where('due_day', '=', key.due_day)
    .where('step', '=', key.step)
    .execute()
}

async function deleteReminder(db: Db, key: ReminderKey): Promise<void> {
  await db
    .deleteFrom('reminders')
    .where('event_id', '=', key.event_id)
    .where('recipient', '=', key.recipient)
    .where('stage', '=', key.stage)
    .where('due_day', '=', key.due_day)
    .where('step', '=', key.step)
    .execute()
}

/**
 * Notes that somebody reminds the leads of an event by hand at `now`; false when that was done since `after`. A time that
 * lies ahead is of a clock that was set back, and does not count.
 */
export async function claimHandReminder(
  db: Db,
  event: EventId,
  { now, after }: { readonly now: number; readonly after: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('events')
    .set({ reminded_at: now })
    .where('id', '=', event)
    .where((where) =>
      where.or([
        where('reminded_at', 'is', null),
        where('reminded_at', '<=', after),
        where('reminded_at', '>', now),
      ]),
    )
    .executeTakeFirst()
  return Number(numUpdatedRows) > 0
}

/** Takes {@link claimHandReminder} back: nothing was sent. */
export async function releaseHandReminder(db: Db, event: EventId): Promise<void> {
  await db.updateTable('events').set({ reminded_at: null }).where('id', '=', event).execute()
}

export async function insertReminderLink(db: Db, row: ReminderLinkRow): Promise<void> {
  await db.insertInto('reminder_links').values(row).execute()
}

export async function findReminderLink(db: Db, secretHash: string): Promise<ReminderLinkRow | null> {
  const row = await db
    .selectFrom('reminder_links')
    .selectAll()
    .where('secret_hash', '=', secretHash)
    .executeTakeFirst()
  return row ?? null
}

/** The recipients who want no reminders of an event. */
export async function listReminderStops(db: Db, event: EventId): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('reminder_stops')
    .select('recipient')
    .where('event_id', '=', event)
    .execute()
  return new Set(rows.map(({ recipient }) => recipient))
}

/** Null: they are to be reminded again. */
export async function setReminderStop(
  db: Db,
  {
    event,
    recipient,
    at,
  }: { readonly event: EventId; readonly recipient: string; readonly at: number | null },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .deleteFrom('reminder_stops')
      .where('event_id', '=', event)
      .where('recipient', '=', recipient)
      .execute()
    if (at === null) return
    await tx.insertInto('reminder_stops').values({ event_id: event, recipient, stopped_at: at }).execute()
  })
}

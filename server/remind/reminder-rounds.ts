/**
 * Looks once an hour who is to be reminded of what, and sends it. What was sent is written down before it is sent, so
 * neither a crash nor a clock that jumps makes it go out twice; what a mail server did not take is tried again.
 */
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/domain/time.ts'
import type { Context } from '../context.ts'
import { isoDay } from '../lib/event-time.ts'
import type { Delivery } from '../mail/mailer.ts'
import { loadProgramme } from '../programme/load-programme.ts'
import {
  claimReminder,
  listReminderStops,
  listRemindedEvents,
  settleReminder,
  type ReminderKey,
} from '../storage/reminder-rows.ts'
import type { EventRow } from '../storage/tables.ts'
import { findRecipients, type OpenSummary, type Recipient } from './recipients.ts'
import { sendReminder, type SendDeps } from './send-reminder.ts'
import { stepOn } from './steps.ts'

/** Hours on which a reminder is tried, when mail servers say “later” or nothing. */
export const MAX_ATTEMPTS = 12

/** After a start; until then people are served first. */
export const FIRST_ROUND_MS = MINUTE_MS
export const ROUND_PERIOD_MS = HOUR_MS
/** How long a stop waits for the mail that is on its way. */
const STOP_WAIT_MS = 5 * SECOND_MS

type Deps = SendDeps & Pick<Context, 'log'>

export interface ReminderRounds {
  /** Resolves when no round is going on. */
  settled(): Promise<void>
  /** Sends nothing more; resolves when what was on its way is settled, or took too long. */
  stop(): Promise<void>
}

/** Does nothing on a server that sends no mail. */
export function startReminderRounds(
  context: Pick<Context, 'db' | 'clock' | 'publicUrl' | 'log' | 'mailer'>,
): ReminderRounds {
  const { mailer, clock, log } = context
  if (!mailer) return { settled: async () => {}, stop: async () => {} }
  const deps: Deps = { ...context, mailer }
  let isStopping = false
  let running: Promise<void> | null = null
  const round = () => {
    running ??= remindAll(deps, { isStopping: () => isStopping })
      .catch((error: unknown) => {
        if (!isStopping) log.error({ err: error }, 'leads could not be reminded')
      })
      .finally(() => (running = null))
  }
  const cancelFirst = clock.after(FIRST_ROUND_MS, round)
  const cancelAll = clock.every(ROUND_PERIOD_MS, round)
  return {
    settled: async () => (await running) ?? undefined,
    async stop() {
      isStopping = true
      cancelFirst()
      cancelAll()
      if (!running) return
      let cancelWait = () => {}
      const waited = new Promise<void>((resolve) => (cancelWait = clock.after(STOP_WAIT_MS, resolve)))
      await Promise.race([running, waited])
      cancelWait()
    },
  }
}

async function remindAll(deps: Deps, { isStopping }: { readonly isStopping: () => boolean }): Promise<void> {
  for (const event of await listRemindedEvents(deps.db)) {
    const steps = stepsOf(event, isoDay(deps.clock.now(), event.time_zone))
    if (steps.length === 0) continue
    const programme = await loadProgramme(deps.db, event.id)
    if (!programme) continue
    const stops = await listReminderStops(deps.db, event.id)
    for (const recipient of findRecipients(programme).recipients) {
      if (stops.has(recipient.key)) continue
      if (isStopping() || (await remindOne(deps, { event, recipient, steps })) === 'unreachable') return
    }
  }
}

interface Step extends Pick<ReminderKey, 'due_day' | 'step'> {
  readonly stage: 'review' | 'final'
}

/** The steps that count today, of the days that an event has. */
function stepsOf({ review_due, final_due }: EventRow, today: string): readonly Step[] {
  const days = [
    { stage: 'review', due_day: review_due },
    { stage: 'final', due_day: final_due },
  ] as const
  return days.flatMap(({ stage, due_day }) => {
    const step = due_day === null ? null : stepOn(today, due_day)
    return due_day === null || step === null ? [] : [{ stage, due_day, step }]
  })
}

/** One mail for all steps that are open; null when there is none. It lists what those steps are about. */
async function remindOne(
  deps: Deps,
  options: {
    readonly event: EventRow
    readonly recipient: Recipient
    readonly steps: readonly Step[]
  },
): Promise<Delivery | null> {
  const { event, recipient, steps } = options
  const { db, clock, log } = deps
  const claimed: ReminderKey[] = []
  for (const step of steps) {
    if (!recipient.open.some((summary) => isAbout(step, summary))) continue
    const key = { event_id: event.id, recipient: recipient.key, ...step }
    if (await claimReminder(db, key, { now: clock.now(), maxAttempts: MAX_ATTEMPTS })) claimed.push(key)
  }
  if (claimed.length === 0) return null
  const open = recipient.open.filter((summary) => claimed.some((step) => isAbout(step, summary)))
  const delivery = await sendReminder(deps, { event, recipient: { ...recipient, open } }).catch(
    async (error: unknown) => {
      // Nothing was sent: the next round tries again.
      for (const key of claimed) await settleReminder(db, key, 'waiting')
      throw error
    },
  )
  for (const key of claimed) await settleReminder(db, key, SETTLED[delivery])
  if (delivery === 'sent') log.info({ event: event.slug, summaries: open.length }, 'a lead was reminded')
  else log.warn({ event: event.slug, delivery }, 'a lead could not be reminded')
  return delivery
}

/** What has to be final is everything that is not; what has to be in review are the drafts. */
function isAbout({ stage }: Pick<ReminderKey, 'stage'>, { stage: reached }: OpenSummary): boolean {
  return stage === 'final' || reached === 'draft'
}

const SETTLED = { sent: 'sent', refused: 'failed', later: 'waiting', unreachable: 'waiting' } as const

/** Contracts for reminders that people send by hand. */
import * as z from 'zod/mini'

/** What became of them: how many mails went out, and the leads by name who got none. */
export const RemindersSent = z.object({
  sent: z.number(),
  /** The programme has no address of them. */
  withoutAddress: z.array(z.string()),
  /** They want no reminders of this event. */
  stopped: z.array(z.string()),
  /** The mail server did not take theirs. */
  failed: z.array(z.string()),
})
export type RemindersSent = z.infer<typeof RemindersSent>

/** Contracts for the streams of reading pages. */
import * as z from 'zod/mini'

/** Notes of one page; `after` (`ID=SEQ,…`) is what the reader has; `patches=1` allows `patch` events. */
export const LiveQuery = z.strictObject({
  notes: z.string(),
  after: z.optional(z.string()),
  patches: z.optional(z.enum(['0', '1'])),
})

/** Contracts for the actions, decisions, questions and answers of an event, gathered from its notes and summaries. */
import * as z from 'zod/mini'
import { MINUTE_KINDS } from '../schema/minute-words.ts'
import { NOTE_KINDS } from './notes.ts'

export const MINUTES_FORMATS = ['json', 'csv', 'md'] as const

/** `kinds`: some of question, answer, action, decision, separated by commas. */
export const MinutesQuery = z.strictObject({
  kinds: z._default(
    z
      .string()
      .check(
        z.refine(
          (text) => text.split(',').every((kind) => (MINUTE_KINDS as readonly string[]).includes(kind)),
          `expected some of ${MINUTE_KINDS.join(', ')}`,
        ),
      ),
    'action,decision',
  ),
  format: z._default(z.enum(MINUTES_FORMATS), 'json'),
})

/** One line that somebody marked; tasks count as actions. */
export const GatheredMinute = z.object({
  kind: z.enum(MINUTE_KINDS),
  text: z.string(),
  who: z.nullable(z.string()),
  /** `YYYY-MM-DD`. */
  due: z.nullable(z.string()),
  /** Whether a task is done; null where nobody can say. */
  done: z.nullable(z.boolean()),
  noteId: z.string(),
  noteKind: z.enum(NOTE_KINDS),
  trackId: z.nullable(z.string()),
  /** Null: of the track itself. */
  sessionId: z.nullable(z.string()),
  /** Of the session or track. */
  title: z.string(),
  /** The path of the page where it stands, which leads to the words. */
  path: z.string(),
})
/** In programme order, the notes of each before its summary, in the order of the text. */
export const GatheredMinutes = z.object({ minutes: z.array(GatheredMinute) })

export type MinutesFormat = (typeof MINUTES_FORMATS)[number]
export type GatheredMinute = z.infer<typeof GatheredMinute>
export type GatheredMinutes = z.infer<typeof GatheredMinutes>

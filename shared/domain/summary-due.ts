/**
 * Which summaries are not where they should be, and until when: one rule for the board, the pages and the mails. Days
 * are `YYYY-MM-DD` by the clocks of the event.
 */
import type { SummaryStage } from './summary-stage.ts'
import { DAY_MS } from './time.ts'

/** The last days for the summaries of an event to be in review, and final; null: none was set. */
export interface DueDays {
  readonly reviewDue: string | null
  readonly finalDue: string | null
}

/** What a summary should be, and the last day for it. */
export interface Due {
  readonly stage: Exclude<SummaryStage, 'draft'>
  readonly day: string
}

/** What is expected next of a summary in a stage; null when that is nothing, or no day was set for it. */
export function nextDue(stage: SummaryStage, { reviewDue, finalDue }: DueDays): Due | null {
  if (stage === 'final') return null
  if (stage === 'draft' && reviewDue !== null) return { stage: 'review', day: reviewDue }
  return finalDue === null ? null : { stage: 'final', day: finalDue }
}

interface CountedTrack {
  readonly id: string
  readonly stage: SummaryStage
}

interface CountedSession {
  readonly trackId: string | null
  /** Anything but null: it is not in the programme any more. */
  readonly cancelledAt: string | number | null
}

/**
 * Whether a summary of the track itself is waited for. It is when the track has no sessions, or when somebody sent it to
 * review; otherwise those of its sessions are enough.
 */
export function countsTrack(track: CountedTrack, sessions: readonly CountedSession[]): boolean {
  return (
    track.stage !== 'draft' ||
    !sessions.some(({ trackId, cancelledAt }) => trackId === track.id && cancelledAt === null)
  )
}

/** How many summaries are expected to be something by a day. */
export interface DueCount {
  readonly due: Due
  readonly count: number
}

/** What is open of summaries in these stages, what is due first in front. */
export function countDue(stages: readonly SummaryStage[], days: DueDays): readonly DueCount[] {
  const counts = new Map<string, DueCount>()
  for (const stage of stages) {
    const due = nextDue(stage, days)
    if (due === null) continue
    const count = counts.get(due.stage)?.count ?? 0
    counts.set(due.stage, { due, count: count + 1 })
  }
  return [...counts.values()].toSorted((a, b) => (a.due.day < b.due.day ? -1 : 1))
}

/** Days from one to another; below 0 when the other was before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)
}

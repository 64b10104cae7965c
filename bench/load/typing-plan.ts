/** Who types when: every writer at the same pace, spread evenly over it, with some jitter. */
import type { Random } from './random.ts'

export const CHARACTERS_PER_SECOND = 5
const GAP_MS = 1_000 / CHARACTERS_PER_SECOND
/** How far a character may come before or after its time. */
const JITTER_MS = GAP_MS / 5

export interface TypingPlan {
  /** Ascending, from the start of typing. */
  readonly times: Float64Array
  readonly writers: Uint32Array
  /** The how-many-eth edit of its writer. */
  readonly edits: Uint32Array
}

export function planTyping({
  writers,
  durationMs,
  random,
}: {
  readonly writers: number
  readonly durationMs: number
  readonly random: Random
}): TypingPlan {
  const perWriter = editsPerWriter(durationMs)
  const planned: { time: number; writer: number; edit: number }[] = []
  for (let writer = 0; writer < writers; writer++) {
    const phase = (writer / writers) * GAP_MS
    for (let edit = 0; edit < perWriter; edit++) {
      const jitter = (random() * 2 - 1) * JITTER_MS
      planned.push({ time: Math.max(0, phase + edit * GAP_MS + jitter), writer, edit })
    }
  }
  planned.sort((a, b) => a.time - b.time || a.writer - b.writer || a.edit - b.edit)
  return {
    times: Float64Array.from(planned, ({ time }) => time),
    writers: Uint32Array.from(planned, ({ writer }) => writer),
    edits: Uint32Array.from(planned, ({ edit }) => edit),
  }
}

export const editsPerWriter = (durationMs: number): number => Math.floor(durationMs / GAP_MS)

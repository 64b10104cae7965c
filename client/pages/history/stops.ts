/**
 * The places at which the slider stops, and how the list groups them: by day, then by spell of writing, newest first.
 * Each stop stands for what was written since the end of the one before it.
 */
import type { TimelineStep } from '../../../shared/contracts/history.ts'
import { MINUTE_MS, SECOND_MS } from '../../../shared/domain/time.ts'

export interface Stop {
  readonly fromSeq: number
  readonly toSeq: number
  readonly from: string
  readonly to: string
  /** Places in the time line's list of authors, in the order in which they wrote. */
  readonly authors: readonly number[]
}

/** Every step; one stop a minute, whoever wrote; or only the steps of one author. */
export type StopChoice = 'steps' | 'minutes' | { readonly author: number }

/** A pause of this length ends a spell of writing. */
const PAUSE_MS = 10 * MINUTE_MS

export function stopsOf(steps: readonly TimelineStep[], choice: StopChoice): readonly Stop[] {
  const stops = steps.map(({ author, ...step }) => ({ ...step, authors: [author] }))
  if (choice === 'steps') return stops
  if (choice !== 'minutes') return stops.filter(({ authors }) => authors[0] === choice.author)
  const minutes: Stop[] = []
  for (const stop of stops) {
    const last = minutes.at(-1)
    if (last && minuteOf(last.from) === minuteOf(stop.from))
      minutes[minutes.length - 1] = joinStops(last, stop)
    else minutes.push(stop)
  }
  return minutes
}

function joinStops(first: Stop, next: Stop): Stop {
  return {
    ...first,
    toSeq: next.toSeq,
    to: next.to,
    authors: [...new Set([...first.authors, ...next.authors])],
  }
}

function minuteOf(instant: string): number {
  return Math.floor(Date.parse(instant) / MINUTE_MS)
}

/** The index of the stop that a place belongs to: the one that holds it, else the last before it; -1 before all. */
export function stopAt(stops: readonly Stop[], seq: number): number {
  let low = 0
  let high = stops.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((stops[middle]?.fromSeq ?? 0) <= seq) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** What was written without a longer pause. Its stops are newest first. */
export interface Spell {
  readonly from: string
  readonly to: string
  readonly authors: readonly number[]
  readonly stops: readonly Stop[]
}

export function groupStops(
  stops: readonly Stop[],
  dayOf: (instant: string) => string,
): readonly { readonly day: string; readonly spells: readonly Spell[] }[] {
  const days: { day: string; spells: Spell[] }[] = []
  for (const stop of stops.toReversed()) {
    const day = dayOf(stop.from)
    const last = days.at(-1)
    const spell = last?.spells.at(-1)
    if (last?.day !== day) days.push({ day, spells: [spellOf(stop)] })
    else if (spell && Date.parse(spell.from) - Date.parse(stop.to) < PAUSE_MS) {
      last.spells[last.spells.length - 1] = {
        ...spell,
        from: stop.from,
        authors: [...new Set([...stop.authors, ...spell.authors])],
        stops: [...spell.stops, stop],
      }
    } else last.spells.push(spellOf(stop))
  }
  return days
}

function spellOf(stop: Stop): Spell {
  return { from: stop.from, to: stop.to, authors: stop.authors, stops: [stop] }
}

export const SPEEDS = [1, 4, 16] as const
export type Speed = (typeof SPEEDS)[number]

const WHOLE_MS = 30 * SECOND_MS

/** How long each stop is shown (ms): the whole plays in half a minute at most, and never faster than one can look. */
export function stopMs(stops: number, speed: Speed): number {
  return Math.min(SECOND_MS, WHOLE_MS / Math.max(1, stops - 1)) / speed
}

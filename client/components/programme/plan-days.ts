/**
 * A programme as days, halls and rows, from its sessions' instants: pure, so that the page only draws. Days and clocks
 * are those of the event's time zone, never of the device. A session without a start is `unscheduled`.
 * Implements PAGE-1 to PAGE-5.
 */
import type { SessionSummary } from '../../../shared/contracts/programme.ts'
import { MINUTE_MS } from '../../../shared/domain/time.ts'
import { dayOf } from '../times.ts'

/** How long a session without an end counts as running, unless another one starts in its hall before. */
const ASSUMED_LENGTH_MS = 60 * MINUTE_MS

/** A session with its times in ms since the epoch; `endIsGuess` when the programme gives no end. */
export interface PlannedSession {
  readonly session: SessionSummary
  /** Null: the programme names no hall. */
  readonly hall: string | null
  readonly startMs: number
  readonly endMs: number
  readonly endIsGuess: boolean
}

/** By the session's id. */
export type PlannedById = ReadonlyMap<string, PlannedSession>

export interface DayPlan {
  /** `YYYY-MM-DD` in the event's time zone. */
  readonly day: string
  /** In the order of their names; null (no hall) last. */
  readonly halls: readonly (string | null)[]
  /** By start, then hall, then title. */
  readonly sessions: readonly PlannedSession[]
}

export interface ProgrammePlan {
  readonly days: readonly DayPlan[]
  readonly unscheduled: readonly SessionSummary[]
}

const naturalOrder = new Intl.Collator('en', { numeric: true })

/** By name as people count (`Hall 2` before `Hall 10`), no name last. */
export function compareHalls(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return naturalOrder.compare(a, b)
}

/** Puts every session that has a start into its day. */
export function planDays(sessions: readonly SessionSummary[], zone: string): ProgrammePlan {
  const byDay = new Map<string, PlannedSession[]>()
  for (const planned of planSessions(sessions)) {
    const day = dayOf(new Date(planned.startMs).toISOString(), zone)
    const list = byDay.get(day)
    if (list) list.push(planned)
    else byDay.set(day, [planned])
  }
  const days = [...byDay.keys()].sort().map((day) => {
    const list = byDay.get(day) ?? []
    const halls = [...new Set(list.map((planned) => planned.hall))].sort(compareHalls)
    return { day, halls, sessions: list }
  })
  return { days, unscheduled: sessions.filter((session) => session.start === null) }
}

/** The sessions that have a start, in order, each with an end. */
export function planSessions(sessions: readonly SessionSummary[]): readonly PlannedSession[] {
  const started = sessions
    .flatMap((session) => {
      const startMs = session.start === null ? Number.NaN : Date.parse(session.start)
      if (Number.isNaN(startMs)) return []
      const hall = session.hall?.trim() || null
      return [{ session, hall, startMs }]
    })
    .sort(
      (a, b) =>
        a.startMs - b.startMs ||
        compareHalls(a.hall, b.hall) ||
        naturalOrder.compare(a.session.title, b.session.title),
    )
  return started.map((entry, index) => {
    const endMs = entry.session.end === null ? Number.NaN : Date.parse(entry.session.end)
    if (endMs > entry.startMs) return { ...entry, endMs, endIsGuess: false }
    const next = started
      .slice(index + 1)
      .find((other) => other.hall === entry.hall && other.startMs > entry.startMs)
    const guess = entry.startMs + ASSUMED_LENGTH_MS
    return { ...entry, endMs: next ? Math.min(guess, next.startMs) : guess, endIsGuess: true }
  })
}

/** One hall's sessions in a grid whose rows lie between neighbouring `times`; rows and lanes count from 1. */
export interface HallColumn {
  readonly hall: string | null
  /** Sessions that overlap stand beside each other, so a hall may need several lanes. */
  readonly lanes: number
  readonly cells: readonly {
    readonly planned: PlannedSession
    readonly firstRow: number
    /** The row line below the last row. */
    readonly endRow: number
    readonly lane: number
  }[]
}

export interface DayGrid {
  /** Every start and end of the day, ascending: row n lies between the times n and n + 1. */
  readonly times: readonly number[]
  readonly columns: readonly HallColumn[]
}

/** Lays a day out: halls as columns, rows of equal meaning across them. */
export function layOutDay(plan: DayPlan): DayGrid {
  const times = [...new Set(plan.sessions.flatMap(({ startMs, endMs }) => [startMs, endMs]))].sort(
    (a, b) => a - b,
  )
  const rowOf = new Map(times.map((time, index) => [time, index + 1]))
  const columns = plan.halls.map((hall) => {
    const laneEnds: number[] = []
    const cells = plan.sessions
      .filter((planned) => planned.hall === hall)
      .map((planned) => {
        const free = laneEnds.findIndex((endMs) => endMs <= planned.startMs)
        const lane = free === -1 ? laneEnds.length : free
        laneEnds[lane] = planned.endMs
        return {
          planned,
          firstRow: rowOf.get(planned.startMs) ?? 1,
          endRow: rowOf.get(planned.endMs) ?? times.length,
          lane: lane + 1,
        }
      })
    return { hall, lanes: Math.max(1, laneEnds.length), cells }
  })
  return { times, columns }
}

/** The day to show: the wanted one if the programme has it, else today, else the next day to come, else the first. */
export function chooseDay(options: {
  readonly days: readonly string[]
  readonly wanted: string | null
  readonly today: string
}): string {
  const { days, wanted, today } = options
  if (wanted !== null && days.includes(wanted)) return wanted
  return days.find((day) => day >= today) ?? days[0] ?? ''
}

/** What the server promises to cost, most of it in relation to the others in the same run. */
import type { Measurement } from './measurement.ts'
import type { Figures } from './scenarios/scenario.ts'

/** `own`: the figure itself. */
type Against = 'own' | 'hocuspocus' | 'better peer'

export interface Budget {
  readonly scenario: string
  readonly title: string
  readonly figure: string
  readonly against: Against
  /** The largest figure, or the largest ratio to the peer's figure. */
  readonly limit: number
  readonly unit: string
}

const budget = (
  scenario: string,
  title: string,
  figure: string,
  against: Against,
  limit: number,
  unit = '',
): Budget => ({ scenario, title, figure, against, limit, unit })

export const BUDGETS: readonly Budget[] = [
  budget('room-50', 'p95', 'p95', 'hocuspocus', 1, 'ms'),
  budget('room-50', 'CPU an edit', 'cpuUsPerEdit', 'hocuspocus', 1 / 2, 'µs'),
  budget('room-200', 'p95', 'p95', 'hocuspocus', 1 / 3, 'ms'),
  budget('room-200', 'CPU an edit', 'cpuUsPerEdit', 'hocuspocus', 1 / 2, 'µs'),
  budget('room-400', 'p95', 'p95', 'hocuspocus', 1 / 10, 'ms'),
  budget('readers', 'writer to writer, times as without readers', 'writersToAlone', 'own', 1.5),
  budget('readers', 'p95 to readers', 'readersP95', 'own', 400, 'ms'),
  budget('readers', 'CPU an edit', 'cpuUsPerEdit', 'hocuspocus', 1 / 3, 'µs'),
  budget('rooms', 'CPU an edit', 'cpuUsPerEdit', 'better peer', 2 / 3, 'µs'),
  budget('join', 'until everybody has it', 'allMs', 'better peer', 0.15, 'ms'),
  budget('kill', 'edits lost that somebody saw', 'seenLost', 'own', 0),
  budget('kill', 'edits lost that were confirmed', 'confirmedLost', 'own', 0),
  budget('memory', 'RSS with all open', 'openMb', 'own', 400, 'MiB'),
  budget('memory', 'RSS kept after all left', 'keptMb', 'own', 100, 'MiB'),
  budget('reload', 'median', 'medianMs', 'hocuspocus', 1 / 3, 'ms'),
  budget('keys', 'from key to paint, p95', 'p95', 'own', 50, 'ms'),
  budget('keys', 'from key to paint, p95', 'p95', 'better peer', 1, 'ms'),
  budget('ready', 'median', 'medianMs', 'own', 1_000, 'ms'),
]

export interface BudgetResult extends Budget {
  readonly ours: number | null
  readonly peer: number | null
  /** What is compared with the limit; null: it cannot be. */
  readonly value: number | null
  readonly holds: boolean | null
  /** Why it cannot be compared. */
  readonly remark: string | null
}

/** The budgets of the scenarios that were measured with our server. A failed run has no figures, so no ratios. */
export function checkBudgets(measurements: readonly Measurement[]): BudgetResult[] {
  return BUDGETS.flatMap((one) => {
    const of = measurements.filter(({ scenario }) => scenario === one.scenario)
    const ours = of.find(({ server }) => server === 'ours')
    return ours ? [checkBudget(one, ours, of)] : []
  })
}

function checkBudget(one: Budget, ours: Measurement, all: readonly Measurement[]): BudgetResult {
  const own = figureOf(ours, one.figure)
  const unknown = (remark: string, peer: number | null = null): BudgetResult => ({
    ...one,
    ours: own,
    peer,
    value: null,
    holds: null,
    remark,
  })
  if (ours.failed !== null) return { ...unknown('ours failed'), holds: false }
  if (own === null) return unknown('not measured')
  if (one.against === 'own') {
    return { ...one, ours: own, peer: null, value: own, holds: own <= one.limit, remark: null }
  }
  const peers = all.filter(({ server }) =>
    one.against === 'hocuspocus' ? server === 'hocuspocus' : server !== 'ours',
  )
  if (peers.length === 0) return unknown('peer not measured')
  const figures = peers.map((peer) => figureOf(peer, one.figure)).filter((figure) => figure !== null)
  if (figures.length === 0) return unknown('peer failed')
  const peer = Math.min(...figures)
  const ratio = own / peer
  return { ...one, ours: own, peer, value: ratio, holds: ratio <= one.limit, remark: null }
}

function figureOf(
  { failed, figures }: { failed: string | null; figures: Figures },
  name: string,
): number | null {
  return failed === null ? (figures[name] ?? null) : null
}

/** The rows of the board as the page shows them. */
import type { BoardRow } from '../../../shared/contracts/board.ts'
import type { SummaryStage } from '../../../shared/domain/summary-stage.ts'

export const VIEWS = ['all', 'open', 'review', 'final'] as const
export type View = (typeof VIEWS)[number]

export interface RowGroup {
  /** Null: outside the tracks. */
  readonly trackId: string | null
  readonly rows: readonly BoardRow[]
}

/** Those that a view shows, by track and in the given order; tracks without any are left out. `open`: not final. */
export function groupRows(rows: readonly BoardRow[], view: View): readonly RowGroup[] {
  const shown = rows.filter(
    ({ stage }) => view === 'all' || (view === 'open' ? stage !== 'final' : stage === view),
  )
  const ids = [...new Set(shown.map(({ trackId }) => trackId))]
  return ids.map((trackId) => ({ trackId, rows: shown.filter((row) => row.trackId === trackId) }))
}

/** How many summaries are how far; a draft without a text is none yet. */
export function countStages(rows: readonly BoardRow[]): Readonly<Record<SummaryStage | 'none', number>> {
  const counts = { none: 0, draft: 0, review: 0, final: 0 }
  for (const { stage, words } of rows) counts[stage === 'draft' && words === 0 ? 'none' : stage]++
  return counts
}

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

/** Whether somebody waits for it, or it is there: what a track itself has no text for and needs none of is not. */
export function isExpected({ sessionId, stage, words, findings }: BoardRow): boolean {
  return (
    sessionId !== null || stage !== 'draft' || words > 0 || findings.some(({ kind }) => kind === 'no_summary')
  )
}

/** Those that a view shows, by track and in the given order; tracks without any are left out. `open`: not final, and expected. */
export function groupRows(rows: readonly BoardRow[], view: View): readonly RowGroup[] {
  const shown = rows.filter(
    (row) =>
      view === 'all' || (view === 'open' ? row.stage !== 'final' && isExpected(row) : row.stage === view),
  )
  const ids = [...new Set(shown.map(({ trackId }) => trackId))]
  return ids.map((trackId) => ({ trackId, rows: shown.filter((row) => row.trackId === trackId) }))
}

/** How many of the summaries that are expected are how far; a draft without a text is none yet. */
export function countStages(
  rows: readonly BoardRow[],
): Readonly<Record<SummaryStage | 'none' | 'all', number>> {
  const counts = { all: 0, none: 0, draft: 0, review: 0, final: 0 }
  for (const { stage, words } of rows.filter(isExpected)) {
    counts.all++
    counts[stage === 'draft' && words === 0 ? 'none' : stage]++
  }
  return counts
}

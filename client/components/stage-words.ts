/** How far a summary is, in words. */
import type { SummaryStage } from '../../shared/domain/summary-stage.ts'

export const STAGE_NAMES: Readonly<Record<SummaryStage, string>> = {
  draft: 'Draft',
  review: 'In review',
  final: 'Final',
}

/** As `Badge` has them. */
export const STAGE_TONES: Readonly<Record<SummaryStage, 'plain' | 'accent' | 'good'>> = {
  draft: 'plain',
  review: 'accent',
  final: 'good',
}

/** What a person does who brings a summary from one stage to another. */
export function stageAction(from: SummaryStage, to: SummaryStage): string {
  if (to === 'final') return 'Mark final'
  if (from === 'final') return to === 'draft' ? 'Reopen as a draft' : 'Reopen for review'
  return to === 'review' ? 'Send to review' : 'Back to draft'
}

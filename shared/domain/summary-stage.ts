/**
 * How far a summary is. *Final* means that what readers will see is settled: the server takes no more changes until
 * somebody reopens it.
 */
import { roleAllows, type Role } from './access.ts'

export const SUMMARY_STAGES = ['draft', 'review', 'final'] as const
export type SummaryStage = (typeof SUMMARY_STAGES)[number]

/** The stages that a role may bring a summary to from the one it is in. Who writes may say that a draft is ready. */
export function stagesFrom(stage: SummaryStage, role: Role | null): readonly SummaryStage[] {
  if (roleAllows(role, 'summary.decide')) return SUMMARY_STAGES.filter((other) => other !== stage)
  return stage === 'draft' && roleAllows(role, 'summary.submit') ? ['review'] : []
}

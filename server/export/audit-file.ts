import type { AuditEntry } from '../../shared/contracts/audit.ts'
import { describeAct } from '../../shared/domain/audit-words.ts'
import { toCsv } from './csv.ts'

const COLUMNS = ['time', 'who', 'act', 'subject', 'detail', 'in words'] as const

/** The audit log as a table for spreadsheets; times are ISO instants. */
export function auditToCsv(entries: readonly AuditEntry[]): string {
  const rows = entries.map((entry) => [
    entry.at,
    entry.name ?? '',
    entry.act,
    entry.subject ?? '',
    entry.detail ?? '',
    describeAct(entry),
  ])
  return toCsv([COLUMNS, ...rows])
}

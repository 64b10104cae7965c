/** Contracts for the audit log. */
import * as z from 'zod/mini'
import { AUDIT_ACTS, AUDIT_KIND_NAMES, type AuditKind } from '../domain/audit-act.ts'
import { AUDIT_ACTORS } from '../domain/audit-words.ts'

export const AuditQuery = z.strictObject({
  /** `next` of the part before; absent: from the newest on. Files hold everything and take none. */
  before: z.optional(
    z.string().check(z.regex(/^\d{1,15}\.[a-z0-9]{1,32}$/, 'expected “next” of the part before')),
  ),
  kind: z.optional(z.enum(AUDIT_KIND_NAMES as readonly [AuditKind, ...AuditKind[]])),
  format: z._default(z.enum(['json', 'csv']), 'json'),
})
export const AuditEntry = z.object({
  id: z.string(),
  at: z.string(),
  act: z.enum(AUDIT_ACTS),
  actor: z.enum(AUDIT_ACTORS),
  /** Display name at that time. */
  name: z.nullable(z.string()),
  subject: z.nullable(z.string()),
  detail: z.nullable(z.string()),
})
/** Newest first; `next` asks for the older ones, null: there are none. */
export const AuditList = z.object({ entries: z.array(AuditEntry), next: z.nullable(z.string()) })

export type AuditQuery = z.infer<typeof AuditQuery>
export type AuditEntry = z.infer<typeof AuditEntry>
export type AuditList = z.infer<typeof AuditList>

/**
 * What the audit log keeps: acts that change who may do what, what is final, and what is public; by what one looks for in
 * the log.
 */
export const AUDIT_KINDS = {
  people: [
    'account.made',
    'account.deleted',
    'account.connected',
    'account.disconnected',
    'address.proven',
    'role.given',
    'role.taken',
    'password.link-made',
    'password.changed',
    'login.ended',
    'guest.removed',
    'text.rolled-back',
  ],
  links: ['link.made', 'link.opened', 'link.revoked', 'token.made', 'token.revoked'],
  summaries: ['summary.final', 'summary.reopened'],
  publications: ['event.published', 'event.withdrawn', 'event.deleted', 'name.redacted', 'audit.exported'],
} as const
export type AuditKind = keyof typeof AUDIT_KINDS
export const AUDIT_KIND_NAMES = Object.keys(AUDIT_KINDS) as readonly AuditKind[]

export type AuditAct = (typeof AUDIT_KINDS)[AuditKind][number]
export const AUDIT_ACTS: readonly AuditAct[] = Object.values(AUDIT_KINDS).flat()

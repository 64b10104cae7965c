/** What the audit log keeps: acts that change who may do what, what is final, and what is public. */
export const AUDIT_ACTS = [
  'account.made',
  'account.deleted',
  'account.connected',
  'role.given',
  'role.taken',
  'password.link-made',
  'password.changed',
  'login.ended',
  'link.made',
  'link.opened',
  'link.revoked',
  'token.made',
  'token.revoked',
  'summary.final',
  'summary.reopened',
  'event.published',
  'event.withdrawn',
  'event.deleted',
  'guest.removed',
  'text.rolled-back',
  'name.redacted',
  'audit.exported',
] as const
export type AuditAct = (typeof AUDIT_ACTS)[number]

/** What one looks for in the log, and the acts that belong to it. */
export const AUDIT_KINDS = {
  people: [
    'account.made',
    'account.deleted',
    'account.connected',
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
} as const satisfies Readonly<Record<string, readonly AuditAct[]>>
export type AuditKind = keyof typeof AUDIT_KINDS
export const AUDIT_KIND_NAMES = Object.keys(AUDIT_KINDS) as readonly AuditKind[]

/** What the audit log keeps: acts that change who may do what, what is final, and what is public. */
export const AUDIT_ACTS = [
  'account.made',
  'account.deleted',
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
  'name.redacted',
  'audit.exported',
] as const
export type AuditAct = (typeof AUDIT_ACTS)[number]

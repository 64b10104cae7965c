import type { LinkDetail } from '../storage/link-rows.ts'
import { linkTitle } from './link-scope.ts'

/** An access link in the words of the audit log. */
export function describeLink(link: LinkDetail): { readonly subject: string; readonly detail: string } {
  const detail = [
    link.role,
    link.label === null ? null : `“${link.label}”`,
    link.expires_at === null ? null : `until ${new Date(link.expires_at).toISOString()}`,
    link.password_hash === null ? null : 'with a password',
  ]
  return { subject: linkTitle(link), detail: detail.filter((part) => part !== null).join(', ') }
}

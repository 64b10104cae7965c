/** What an entry of the audit log says, as a sentence without a full stop. For the pages and for files alike. */
import { ROLES, type Role } from './access.ts'
import type { AuditAct } from './audit-act.ts'
import { ROLE_NAMES } from './role-words.ts'

/** Whose act it was: the operator's commands have no actor. */
export const AUDIT_ACTORS = ['user', 'guest', 'token', 'link', 'operator'] as const
export type AuditActor = (typeof AUDIT_ACTORS)[number]

export interface AuditWords {
  readonly act: AuditAct
  readonly actor: AuditActor
  /** Null: guests without one, and the operator. */
  readonly name: string | null
  readonly subject: string | null
  readonly detail: string | null
}

type Sentence = (subject: string, detail: string) => string

const more = (detail: string): string => (detail === '' ? '' : `, ${detail}`)
const plain =
  (verb: string, nameless: string): Sentence =>
  (subject, detail) =>
    `${verb} ${subject === '' ? nameless : subject}${more(detail)}`
const quoted =
  (verb: string, nameless: string): Sentence =>
  (subject, detail) =>
    `${verb} ${subject === '' ? nameless : `“${subject}”`}${more(detail)}`

const SENTENCES: Readonly<Record<AuditAct, Sentence>> = {
  'account.made': plain('made the account of', 'somebody'),
  'account.deleted': plain('deleted the account of', 'somebody'),
  'account.connected': plain('connected the account of', 'somebody'),
  'account.disconnected': plain('disconnected the account of', 'somebody'),
  'address.proven': plain('proved the address of the account of', 'somebody'),
  'role.given': (subject, detail) => {
    const [role, rest] = splitRole(detail)
    return `made ${subject} ${role === null ? '' : ROLE_NAMES[role]} of ${withRoleNames(rest)}`
  },
  'role.taken': (subject, detail) => {
    const [role, rest] = splitRole(detail)
    return `took the role of ${role === null ? '' : ROLE_NAMES[role]} of ${rest} from ${subject}`
  },
  'password.link-made': plain('made a link to set the password of', 'an account'),
  'password.changed': plain('changed the password of', 'an account'),
  'login.ended': plain('ended logins of', 'an account'),
  'link.made': linkSentence('made a link'),
  'link.opened': linkSentence('opened a link'),
  'link.revoked': linkSentence('revoked a link'),
  'token.made': tokenSentence('made the API token'),
  'token.revoked': tokenSentence('revoked the API token'),
  'summary.final': quoted('marked a summary as final:', 'one'),
  'summary.reopened': quoted('reopened a summary:', 'one'),
  'event.published': plain('published', 'the event'),
  'event.withdrawn': plain('took back', 'a publication'),
  'event.deleted': quoted('deleted the event', 'whose title is not known'),
  'guest.removed': plain('removed the guest', 'without a name'),
  'text.rolled-back': plain('took back what was written by', 'a guest without a name'),
  'name.redacted': plain('took out a name:', 'which is not kept here'),
  'audit.exported': (_subject, detail) => `saved the audit log as a file${more(detail)}`,
}

/** `formatInstant` gets every time in it as an ISO instant. */
export function describeAct(
  { act, actor, name, subject, detail }: AuditWords,
  formatInstant: (instant: string) => string = (instant) => instant,
): string {
  const words = SENTENCES[act](subject ?? '', detail ?? '').trim()
  return `${whoDid(actor, name)} ${words}`.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, formatInstant)
}

function whoDid(actor: AuditActor, name: string | null): string {
  switch (actor) {
    case 'operator':
      return 'The operator'
    case 'token':
      return `The API token “${name ?? ''}”`
    case 'link':
      return 'A program with a link'
    default:
      return name ?? (actor === 'guest' ? 'A guest' : 'Somebody')
  }
}

/** Details of roles and links begin with the role's code. */
function splitRole(detail: string): readonly [Role | null, string] {
  const [first = '', ...rest] = detail.split(', ')
  const role = ROLES.find((known) => known === first) ?? null
  return role === null ? [null, detail] : [role, rest.join(', ')]
}

/** `instead of organizer` at the end of a detail. */
function withRoleNames(rest: string): string {
  return rest.replace(/(?<=, instead of )\w+$/, (code) => {
    const role = ROLES.find((known) => known === code)
    return role === undefined ? code : ROLE_NAMES[role]
  })
}

function linkSentence(verb: string): Sentence {
  return (subject, detail) => {
    const [role, rest] = splitRole(detail)
    return `${verb}${role === null ? '' : ` for ${ROLE_NAMES[role]}s`} to “${subject}”${more(rest)}`
  }
}

function tokenSentence(verb: string): Sentence {
  return (subject, detail) => {
    const [role, rest] = splitRole(detail)
    return `${verb} “${subject}”${role === null ? '' : ` with the role ${ROLE_NAMES[role]}`}${more(rest)}`
  }
}

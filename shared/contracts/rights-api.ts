/** Endpoints of accounts, their roles, and the audit log. */
import { AuditQuery } from './audit.ts'
import { DONE, made, ok, type Answer, type Endpoint } from './endpoint.ts'

const AUDIT: Answer = { status: 200, json: 'AuditList', media: ['text/csv'] }

export const RIGHTS_ENDPOINTS: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/events/:slug/people',
    summary: 'Which accounts have which role on what the asker manages in an event',
    access: 'people.manage',
    answer: ok('EventPeople'),
  },
  {
    method: 'POST',
    path: '/roles',
    summary:
      'Give the account with an e-mail address a role; organisers make the account so when there is none',
    access: 'people.manage',
    body: 'RoleCreate',
    answer: made('RoleGiven'),
    problems: ['not_found', 'conflict'],
  },
  {
    method: 'DELETE',
    path: '/roles/:user/:scope',
    summary: 'Take the role on a scope (`site`, `event:ID`, `track:ID`, …) from an account, at once',
    access: 'people.manage',
    answer: DONE,
    problems: ['conflict'],
  },
  {
    method: 'GET',
    path: '/users',
    summary: 'All accounts with their roles',
    access: 'user.manage',
    answer: ok('UserList'),
  },
  {
    method: 'POST',
    path: '/users',
    summary:
      'Make an account without a password, and the link to set one, which is mailed where the server sends mail',
    access: 'user.manage',
    body: 'NewUser',
    answer: made('UserMade'),
    problems: ['conflict'],
  },
  {
    method: 'DELETE',
    path: '/users/:id',
    summary: 'Delete an account and end its logins; what it wrote stays, with its name',
    access: 'user.manage',
    answer: DONE,
    problems: ['conflict'],
  },
  {
    method: 'GET',
    path: '/events/:slug/audit',
    summary: 'Who changed rights, finals and publications of an event, newest first, as JSON or as a file',
    access: 'audit.read',
    query: AuditQuery,
    answer: AUDIT,
  },
  {
    method: 'GET',
    path: '/audit',
    summary: 'Who changed what concerns the whole site, newest first, as JSON or as a file',
    access: 'audit.read',
    query: AuditQuery,
    answer: AUDIT,
  },
]

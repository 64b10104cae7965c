/** Endpoints for accounts, password links and logins. */
import { DONE, made, ok, type Endpoint } from './endpoint.ts'

export const ACCOUNT_ENDPOINTS: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/me/account',
    summary: "The asker's account: whether it has a password, and the browsers that are signed in to it",
    access: 'signed-in',
    answer: ok('Account'),
    problems: ['forbidden'],
  },
  {
    method: 'PUT',
    path: '/me/password',
    summary: "Change the asker's password; ends all other logins of the account",
    access: 'signed-in',
    body: 'PasswordChange',
    answer: DONE,
    problems: ['wrong_password', 'forbidden', 'conflict'],
  },
  {
    method: 'DELETE',
    path: '/me/logins',
    summary: "End all other logins of the asker's account and their connections",
    access: 'signed-in',
    answer: DONE,
    problems: ['forbidden'],
  },
  {
    method: 'DELETE',
    path: '/me/logins/:id',
    summary: "End a login of the asker's account and its connections",
    access: 'signed-in',
    answer: DONE,
    problems: ['forbidden'],
  },
  {
    method: 'POST',
    path: '/users/:id/password-links',
    summary:
      'Make a link that sets the password of an account, once, within 24 hours; the answer alone holds it',
    access: 'user.manage',
    answer: made('PasswordLink'),
  },
  {
    method: 'POST',
    path: '/password-mails',
    summary: 'Have a password link mailed to an address; the answer is the same when it has no account',
    access: 'anyone',
    body: 'PasswordMailRequest',
    answer: DONE,
    problems: ['conflict'],
  },
]

/** Endpoints for accounts, password links and logins. */
import { PasswordLinkQuery } from './account.ts'
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
    method: 'POST',
    path: '/me/identity',
    summary:
      "Begin to connect the asker's account with somebody of the provider: where to send the browser that asks",
    access: 'signed-in',
    body: 'IdentityRequest',
    answer: ok('ProviderDeparture'),
    problems: ['wrong_password', 'forbidden', 'conflict'],
  },
  {
    method: 'DELETE',
    path: '/me/identity',
    summary: "Disconnect the asker's account from the provider; ends all other logins of the account",
    access: 'signed-in',
    answer: DONE,
    problems: ['forbidden', 'conflict', 'not_found'],
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
      'Make a link that sets the password of an account, once, within 24 hours (72 for the first one). Organisers of ' +
      'an event make one for accounts that were made in it and have no password yet',
    access: 'user.create',
    query: PasswordLinkQuery,
    answer: made('PasswordLink'),
    problems: ['conflict'],
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

/** What tests of accounts do over HTTP again and again, in an app with an account and an organiser. */
import { expect } from 'vitest'
import { findUserByEmail } from '../../server/storage/user-rows.ts'
import { PasswordLink } from '../../shared/contracts/account.ts'
import { MailServer } from './mail-server.ts'
import { startPeopleApp, type Browser, type PeopleApp } from './people-app.ts'
import { PASSWORD } from './people-calls.ts'

export const EMAIL = 'quince@orchard.example'
export const ROOT_EMAIL = 'root@orchard.example'
export const NEW_PASSWORD = 'thirteen green quinces'
export const FIREFOX = {
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
}

export interface AccountApp extends AsyncDisposable {
  readonly app: PeopleApp
  readonly mail: MailServer
}

/** Sends its mail to a mail server of its own. */
export async function startAccountApp(): Promise<AccountApp> {
  const mail = await MailServer.start()
  const app = await startPeopleApp({ mail: mail.settings })
  await app.world.addUser(EMAIL, { password: PASSWORD })
  await app.world.addUser(ROOT_EMAIL, {
    password: PASSWORD,
    grant: { scope: { type: 'site', id: '' }, role: 'organizer' },
  })
  return {
    app,
    mail,
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]()
      await mail.close()
    },
  }
}

/** A new browser, as a rule one that says it is Firefox on Linux. */
export async function signIn(
  app: PeopleApp,
  email = EMAIL,
  headers: Record<string, string> = FIREFOX,
): Promise<Browser> {
  const browser = app.openBrowser()
  const answer = await browser.send('POST', '/api/v1/login', { json: { email, password: PASSWORD }, headers })
  expect(answer.status).toBe(200)
  return browser
}

/** The status of signing in to the account with this password. */
export async function trySignIn(app: PeopleApp, password: string): Promise<number> {
  const json = { email: EMAIL, password }
  return (await app.openBrowser().send('POST', '/api/v1/login', { json })).status
}

/** The path that a link for the account leads to, made by an organiser. */
export async function makePasswordLink(app: PeopleApp): Promise<string> {
  const organiser = await signIn(app, ROOT_EMAIL)
  const id = (await findUserByEmail(app.world.db, EMAIL))?.id ?? ''
  const answer = await organiser.send('POST', `/api/v1/users/${id}/password-links`)
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([201, 'no-store'])
  return new URL(PasswordLink.parse(await answer.json()).url ?? '').pathname
}

/** What the form of a password link sends. */
export function setPassword(
  browser: Browser,
  path: string,
  password = NEW_PASSWORD,
  again = password,
): Promise<Response> {
  return browser.send('POST', path, { form: { password, again } })
}

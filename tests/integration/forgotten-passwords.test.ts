/** Forgotten passwords: links by a real mail server, what nobody may learn by asking, and where no secret may be. */
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest'
import { MAX_PASSWORD_MAILS, MAX_PASSWORD_MAILS_PER_ASKER } from '../../server/middleware/rate-limit.ts'
import {
  EMAIL,
  makePasswordLink,
  NEW_PASSWORD,
  ROOT_EMAIL,
  setPassword,
  startAccountApp,
  trySignIn,
  type AccountApp,
} from '../support/account-calls.ts'
import { eventually } from '../support/eventually.ts'
import type { MailServer } from '../support/mail-server.ts'
import { startPeopleApp, type PeopleApp } from '../support/people-app.ts'
import { PASSWORD, problemOf } from '../support/people-calls.ts'

let running: AccountApp
let app: PeopleApp
let mail: MailServer

beforeEach(async () => {
  running = await startAccountApp()
  ;({ app, mail } = running)
})
afterEach(() => running[Symbol.asyncDispose]())

it('[ACCOUNT-10] a forgotten password: a link by mail to the account’s address, which sets a new one', async () => {
  const ask = (email: string) => app.openBrowser().send('POST', '/api/v1/password-mails', { json: { email } })
  expect((await ask(' QUINCE@orchard.example ')).status).toBe(204)
  await eventually(() => mail.mails.length === 1, { message: 'the mail' })
  const [arrived] = mail.mails
  expect(arrived?.to).toEqual([EMAIL])
  expect(arrived?.source).not.toMatch(/^List-Unsubscribe/m)
  const url = /^(http\S+\/password\/[\w-]{43})\r$/m.exec(arrived?.text ?? '')?.[1] ?? ''
  expect((await setPassword(app.openBrowser(), new URL(url).pathname)).status).toBe(303)
  expect(await trySignIn(app, NEW_PASSWORD)).toBe(200)
})

it('[ACCOUNT-10] the answer tells nobody who has an account: the same words, and before anything is looked up', async () => {
  mail.isSilent = true
  const ask = async (email: string) => {
    const begin = performance.now()
    const answer = await app.openBrowser().send('POST', '/api/v1/password-mails', { json: { email } })
    const ms = performance.now() - begin
    const {
      date: _,
      'x-request-id': __,
      ratelimit: ___,
      'ratelimit-policy': ____,
      ...headers
    } = Object.fromEntries(answer.headers)
    return { ms, told: { status: answer.status, text: await answer.text(), headers } }
  }
  await ask('warm@orchard.example')
  const known: number[] = []
  const unknown: number[] = []
  const addresses = Array.from({ length: 12 }, (_, index) => `tree-${index}@orchard.example`)
  for (const email of addresses.slice(0, 6)) await app.world.addUser(email, { password: PASSWORD })
  for (let index = 0; index < 6; index++) {
    const [yes, no] = [await ask(addresses[index] ?? ''), await ask(addresses[index + 6] ?? '')]
    expect(no.told).toEqual(yes.told)
    expect(yes.told.status).toBe(204)
    known.push(yes.ms)
    unknown.push(no.ms)
  }
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[3] ?? 0
  // The mail server says nothing for seconds: who waited for it would wait here.
  expect(median(known)).toBeLessThan(median(unknown) * 3 + 20)
  await eventually(
    async () => (await app.world.db.selectFrom('password_links').selectAll().execute()).length === 6,
    { message: 'a link for each account and no more' },
  )
})

it('[ACCOUNT-11] how often is limited for each address, with account or without, and for who asks', async () => {
  const ask = async (email: string) =>
    (await app.openBrowser().send('POST', '/api/v1/password-mails', { json: { email } })).status
  for (const email of [EMAIL, 'nobody@orchard.example']) {
    for (let count = 0; count < MAX_PASSWORD_MAILS; count++) expect(await ask(email)).toBe(204)
    expect([await ask(email), await ask(` ${email.toUpperCase()}`)]).toEqual([429, 429])
  }
  await eventually(() => mail.mails.length === MAX_PASSWORD_MAILS, { message: 'as many mails' })
  const asked = 2 * (MAX_PASSWORD_MAILS + 2)
  for (let count = asked; count < MAX_PASSWORD_MAILS_PER_ASKER; count++) {
    expect(await ask(`tree-${count}@orchard.example`)).toBe(204)
  }
  expect(await ask(ROOT_EMAIL)).toBe(429)
})

it('[ACCOUNT-12] a server without mail says whom to ask, whatever the address', async () => {
  const plain = await startPeopleApp()
  onTestFinished(() => plain[Symbol.asyncDispose]())
  await plain.world.addUser(EMAIL, { password: PASSWORD })
  const ask = async (email: string) => {
    const { requestId: _, ...problem } = await problemOf(
      await plain.openBrowser().send('POST', '/api/v1/password-mails', { json: { email } }),
    )
    return problem
  }
  expect(await ask(EMAIL)).toMatchObject({ code: 'conflict', detail: expect.stringContaining('organiser') })
  expect(await ask('nobody@orchard.example')).toEqual(await ask(EMAIL))
})

it('[ACCOUNT-13] the secret of a link and what is typed are in no log and no audit log, and travel in no Referer', async () => {
  const path = await makePasswordLink(app)
  const secret = path.slice('/password/'.length)
  const page = await app.openBrowser().send('GET', path)
  expect(page.headers.get('referrer-policy')).toBe('strict-origin')
  expect(page.headers.get('cache-control')).toBe('no-store')
  const text = await page.text()
  expect(text).not.toContain(secret)
  expect(text).not.toMatch(/(?:src|href)="https?:/)
  await app.openBrowser().send('GET', path.replace('/password/', '/PASSWORD/'))
  await app.openBrowser().send('GET', `/password/${secret.slice(0, 40)}`)
  await setPassword(app.openBrowser(), path, 'short')
  expect((await setPassword(app.openBrowser(), path)).status).toBe(303)
  await app.openBrowser().send('POST', '/api/v1/password-mails', { json: { email: EMAIL } })
  await eventually(() => mail.mails.length === 1, { message: 'the mail' })
  const mailed = /\/password\/([\w-]{43})/.exec(mail.mails[0]?.text ?? '')?.[1] ?? ''
  expect(mailed).toHaveLength(43)
  const log = app.logLines.join('')
  expect(log).toContain('/password/[secret]')
  const audit = JSON.stringify(await app.world.db.selectFrom('audit').selectAll().execute())
  const stored = JSON.stringify(await app.world.db.selectFrom('password_links').selectAll().execute())
  for (const hidden of [secret, secret.slice(0, 40), mailed, NEW_PASSWORD, PASSWORD, EMAIL]) {
    expect([hidden, (log + audit + stored).includes(hidden)]).toEqual([hidden, false])
  }
})

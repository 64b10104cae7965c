/** Accounts as their holders see them: signing in through a provider, passwords, and where one is signed in. */
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import type { UserMade } from '../../shared/contracts/roles.ts'
import { makeEvent, makeLink, ORGANISER, signUpOrganiser } from '../support/api-client.ts'
import { eventually } from '../support/eventually.ts'
import { MailServer } from '../support/mail-server.ts'
import { OpenIdProvider } from '../support/openid-provider.ts'
import { run } from '../support/run-command.ts'
import { ServerProcess } from '../support/server-process.ts'
import { chipOf, expect, expectAccessible, PHONE, test, watchErrors } from './pages.ts'

const DARK_PHONE = { ...PHONE, colorScheme: 'dark' } as const

/** A port that is free, for a server whose own address others have to know before. */
async function findPort(): Promise<string> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return String(port)
}

async function startServer(env: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const port = await findPort()
  return ServerProcess.start({ port, env: { PUBLIC_URL: `http://127.0.0.1:${port}`, ...env } })
}

/** A provider of logins, and a server that offers it. */
async function startWithProvider() {
  const provider = await OpenIdProvider.start()
  const server = await startServer(provider.env)
  provider.register(server.url)
  return { provider, server }
}

async function signIn(page: Page, url: string, password = ORGANISER.password): Promise<void> {
  await page.goto(`${url}/sign-in`)
  await page.getByLabel('E-mail address').fill(ORGANISER.email)
  await page.locator('input[name=password]').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Your events' })).toBeVisible()
}

async function openSignedIn(
  browser: Browser,
  url: string,
  context = {},
): Promise<{ readonly page: Page; readonly context: BrowserContext }> {
  const own = await browser.newContext(context)
  const page = await own.newPage()
  await signIn(page, url)
  return { page, context: own }
}

test('[ACCOUNT-5, ACCOUNT-7, ACCOUNT-8] the account page lists the logins and ends them, an open note says so, and the password changes', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  // Of its own: all other logins are ended here.
  const server = await ServerProcess.start()
  const organiser = await signUpOrganiser(server.url, server.setupLink)
  const { sessions } = await makeEvent(organiser, 'account')
  const own = await openSignedIn(browser, server.url)
  const errors = watchErrors(own.page)
  const other = await openSignedIn(browser, server.url)
  await other.page.goto(`${server.url}/e/account/s/${sessions[0]!.id}`)
  await expect(chipOf(other.page)).toContainText('Saved')

  await own.page
    .getByRole('button', { name: /account|Olga/i })
    .first()
    .click()
  await own.page.getByRole('menuitem', { name: 'Your account' }).click()
  await expect(own.page.getByRole('heading', { name: 'Your account', level: 1 })).toBeVisible()
  const rows = own.page.getByRole('list').filter({ hasText: 'This browser' }).getByRole('listitem')
  // The one that set the server up, over the API, is a third.
  await expect(rows).toHaveCount(3)
  await expect(rows.filter({ hasText: 'This browser' })).toContainText(/Chrome on Linux/)
  await expectAccessible(own.page, 'the account page')

  await own.page
    .getByRole('button', { name: /^Sign out Chrome on Linux/ })
    .first()
    .click()
  await expect(own.page.getByText('That browser is signed out.').first()).toBeVisible()
  await expect(other.page.getByText('This browser is signed out: its login has ended.').first()).toBeVisible()
  await expect(rows).toHaveCount(2)

  await own.page.locator('input[name=present]').fill('not it at all')
  await own.page.locator('input[name=password]').fill('a new horse battery')
  await own.page.locator('input[name=password]').press('Enter')
  await expect(own.page.getByText('This is not your present password.')).toBeVisible()
  await own.page.locator('input[name=present]').fill(ORGANISER.password)
  await own.page.locator('input[name=password]').press('Enter')
  await expect(own.page.getByText('Your password is changed.').first()).toBeVisible()
  await expect(rows).toHaveCount(1)
  await expect(own.page.getByRole('button', { name: 'Sign out everywhere else' })).toHaveCount(0)

  const onPhone = await browser.newContext({
    ...DARK_PHONE,
    storageState: await own.context.storageState(),
  })
  const phone = await onPhone.newPage()
  await phone.goto(`${server.url}/account`)
  await expect(phone.getByText('This browser')).toBeVisible()
  await expectAccessible(phone, 'the account page on a phone')
  errors.check()
  await server.dispose()
})

test('[ACCOUNT-12] without mail the page for forgotten passwords says whom to ask', async ({
  page,
  served: { server },
}) => {
  await page.goto(`${server.url}/sign-in`)
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  await expect(page.getByText('An organiser of the site can make a link')).toBeVisible()
  await expectAccessible(page, 'the page')
})

test('[ACCOUNT-3, ACCOUNT-10, ACCOUNT-13] a forgotten password is set by the link in a mail, also without script', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const mail = await MailServer.start()
  const server = await startServer({ SMTP_URL: mail.url, MAIL_FROM: 'notes@example.org' })
  await signUpOrganiser(server.url, server.setupLink)
  const context = await browser.newContext()
  const page = await context.newPage()
  const errors = watchErrors(page)
  await page.goto(`${server.url}/sign-in`)
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  await page.getByLabel('E-mail address').fill(ORGANISER.email)
  await expectAccessible(page, 'the form')
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await expect(page.getByText('Look into your mail')).toBeVisible()
  await eventually(() => mail.mails.length === 1, { message: 'the mail' })
  const link = /^(http\S+\/password\/[\w-]{43})\r$/m.exec(mail.mails[0]?.text ?? '')?.[1] ?? ''

  const bare = await browser.newContext({ ...DARK_PHONE, javaScriptEnabled: false })
  const form = await bare.newPage()
  const referers: (string | undefined)[] = []
  form.on('request', (request) => referers.push(request.headers()['referer']))
  await form.goto(link)
  await form.getByLabel(/^New password/).fill('a new horse battery')
  await form.getByLabel('The same again').fill('another horse battery')
  await form.getByRole('button', { name: 'Set the password and sign in' }).click()
  await expect(form.getByText('The two are not the same.')).toBeVisible()
  await form.getByLabel(/^New password/).fill('a new horse battery')
  await form.getByLabel('The same again').fill('a new horse battery')
  await form.getByRole('button', { name: 'Set the password and sign in' }).click()
  await expect(form).toHaveURL(`${server.url}/account?password=set`)
  expect(referers.join()).not.toContain('/password/')

  const scripted = await (await browser.newContext()).newPage()
  await scripted.goto(link)
  await expect(scripted.getByText('This link was used, or is not complete')).toBeVisible()
  await expectAccessible(scripted, 'the page of a used link')
  const made = await run(['user', 'password-link', '--email', ORGANISER.email, '--data', server.dataDir], {
    env: { PUBLIC_URL: server.url },
  })
  await scripted.goto(made.stdout.trim())
  await expectAccessible(scripted, 'the form of a link')
  await signIn(page, server.url, 'a new horse battery')
  errors.check()
  await server.dispose()
  await mail.close()
})

test('[OIDC-2, OIDC-4, OIDC-6, OIDC-8, OIDC-10] a provider signs people in, by a button that the pages’ policy allows', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const { provider, server } = await startWithProvider()
  provider.people
    .set('pia', { email: 'pia@orchard.example', email_verified: true, name: 'Pia Plum' })
    .set('olga', { email: ORGANISER.email, email_verified: true, name: 'Olga at the provider' })
    .set('shy', { name: 'Shy' })
  const organiser = await signUpOrganiser(server.url, server.setupLink)
  const { id } = await makeEvent(organiser, 'provided')
  const goBy = async (page: Page, who: string) => {
    await page.getByRole('link', { name: 'Sign in with Orchard ID' }).click()
    await page.getByRole('link', { name: `I am ${who}` }).click()
  }
  const open = async (context = {}) => {
    const page = await (await browser.newContext(context)).newPage()
    const errors = watchErrors(page)
    await page.goto(`${server.url}/sign-in?next=/e/provided`)
    await expect(page.getByRole('link', { name: 'Sign in with Orchard ID' })).toBeVisible()
    return { page, errors }
  }

  const pia = await open(DARK_PHONE)
  await expectAccessible(pia.page, 'the sign-in page')
  await goBy(pia.page, 'pia')
  await expect(pia.page.getByText('You have an account now, but no role yet.')).toBeVisible()
  await expect(pia.page.getByText('This account has no password.')).toBeVisible()
  await expectAccessible(pia.page, 'the account page of somebody new')
  pia.errors.check()

  const olga = await open()
  await goBy(olga.page, 'olga')
  await expect(olga.page).toHaveURL(`${server.url}/e/provided`)
  await expect(olga.page.getByRole('heading', { name: 'Conference' }).first()).toBeVisible()
  olga.errors.check()

  const link = await makeLink(organiser, { scope: { type: 'event', id }, role: 'scribe' })
  const guest = await (await browser.newContext()).newPage()
  await guest.goto(link.url)
  provider.people.set('gus', { email: 'gus@orchard.example', email_verified: true, name: 'Gus' })
  await guest.goto(`${server.url}/sign-in?next=/e/provided`)
  await goBy(guest, 'gus')
  await expect(guest).toHaveURL(`${server.url}/e/provided`)
  await expect(guest.getByRole('link', { name: 'Boot-time tracing' }).first()).toBeVisible()

  for (const [who, title] of [
    ['shy', 'Your e-mail address was not told'],
    ['nobody', 'You were not signed in'],
  ] as const) {
    const { page } = await open()
    await goBy(page, who)
    await expect(page.getByRole('heading', { name: title })).toBeVisible()
    await expectAccessible(page, title)
    await page.getByRole('link', { name: 'Go to the sign-in page' }).click()
    await expect(page.getByRole('link', { name: 'Sign in with Orchard ID' })).toBeVisible()
  }
  // It starts as well without the provider.
  await provider.close()
  await server.restart()
  const { page } = await open()
  await page.getByRole('link', { name: 'Sign in with Orchard ID' }).click()
  await expect(page.getByRole('heading', { name: 'The sign-in service does not answer' })).toBeVisible()
  await server.dispose()
})

for (const [variant, context] of [
  ['wide and light', {}],
  ['a phone, dark', DARK_PHONE],
] as const) {
  test(`[OIDC-13, OIDC-14, OIDC-15] an account is connected with the provider and disconnected on its own page: ${variant}`, async ({
    browser,
  }) => {
    test.setTimeout(120_000)
    const { provider, server } = await startWithProvider()
    provider.people
      .set('olga', { name: 'Olga of a provider that tells no address' })
      .set('pia', { email: 'pia@orchard.example', email_verified: true, name: 'Pia Plum' })
    await signUpOrganiser(server.url, server.setupLink)
    const pia = await (await browser.newContext()).newPage()
    await pia.goto(`${server.url}/sign-in`)
    await pia.getByRole('link', { name: 'Sign in with Orchard ID' }).click()
    await pia.getByRole('link', { name: 'I am pia' }).click()
    await expect(pia.getByText('It is the only way in')).toBeVisible()
    await expect(pia.getByRole('button', { name: /^Disconnect/ })).toHaveCount(0)

    const { page } = await openSignedIn(browser, server.url, context)
    const errors = watchErrors(page)
    await page.goto(`${server.url}/account`)
    await page.locator('input[name=own]').fill('not it at all')
    await page.getByRole('button', { name: 'Connect with Orchard ID' }).click()
    await expect(page.getByText('This is not your present password.')).toBeVisible()
    await expectAccessible(page, 'the account page')
    const connectAs = async (own: Page, who: string) => {
      await own.goto(`${server.url}/account`)
      await own.locator('input[name=own]').fill(ORGANISER.password)
      await own.getByRole('button', { name: 'Connect with Orchard ID' }).click()
      await own.getByRole('link', { name: `I am ${who}` }).click()
    }
    await connectAs(page, 'pia')
    await expect(page.getByRole('heading', { name: 'Another account is connected already' })).toBeVisible()
    await expectAccessible(page, 'the page of an identity that is taken')
    await page.getByRole('link', { name: 'Go to your account' }).click()
    await expect(page.getByRole('button', { name: 'Connect with Orchard ID' })).toBeVisible()
    errors.check()

    // The provider has forgotten who was there in another browser.
    const own = await openSignedIn(browser, server.url, context)
    await connectAs(own.page, 'olga')
    await expect(own.page.getByText('Your account is connected.')).toBeVisible()
    await expectAccessible(own.page, 'the account page of who is connected')
    await own.page.getByRole('button', { name: 'Disconnect from Orchard ID' }).click()
    await expect(own.page.getByRole('button', { name: 'Keep' })).toBeFocused()
    await expectAccessible(own.page, 'asking once more')
    await own.page.getByRole('button', { name: 'Disconnect, and sign out elsewhere' }).click()
    await expect(own.page.getByRole('button', { name: 'Connect with Orchard ID' })).toBeVisible()
    await server.dispose()
    await provider.close()
  })
}

test('[ACCOUNT-18] who loses a password that was set before the address was known to be theirs is told', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const { provider, server } = await startWithProvider()
  provider.people.set('vera', { email: 'vera@orchard.example', email_verified: true, name: 'Vera' })
  const organiser = await signUpOrganiser(server.url, server.setupLink)
  const user = { name: 'Vera', email: 'vera@orchard.example' }
  const { passwordLink } = await organiser.expect<UserMade>('POST', '/users', user)
  const password = 'set by somebody else'
  const form = new URLSearchParams({ password, again: password })
  await fetch(passwordLink.url ?? '', { method: 'POST', body: form, redirect: 'manual' })
  const page = await (await browser.newContext(DARK_PHONE)).newPage()
  await page.goto(`${server.url}/sign-in`)
  await page.getByRole('link', { name: 'Sign in with Orchard ID' }).click()
  await page.getByRole('link', { name: 'I am vera' }).click()
  await expect(page.getByText('This account had a password, which does not hold any more.')).toBeVisible()
  await expectAccessible(page, 'the account page')
  await server.dispose()
  await provider.close()
})

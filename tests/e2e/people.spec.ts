/** The pages of people, of accounts, and of the audit log, as organisers and leads use them. */
import type { Browser, Locator, Page } from '@playwright/test'
import type { RoleGiven, UserMade } from '../../shared/contracts/roles.ts'
import { makeEvent, makeLink, signUpOrganiser, type ApiClient } from '../support/api-client.ts'
import { startMailingProcess } from '../support/mailing-process.ts'
import type { ServerProcess } from '../support/server-process.ts'
import { SmtpSink } from '../support/smtp-sink.ts'
import { expect, expectAccessible, PHONE, test, watchErrors } from './pages.ts'

async function openAsOrganiser(
  browser: Browser,
  { organiser, server }: { readonly organiser: ApiClient; readonly server: ServerProcess },
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.url, ...options })
  const [name = '', value = ''] = organiser.cookie.split('=')
  await context.addCookies([{ name, value, url: server.url }])
  return context.newPage()
}

const boxOf = (locator: Locator) => locator.first().boundingBox()

for (const [variant, options] of [
  ['wide and light', { colorScheme: 'light' }],
  ['a phone, dark', { colorScheme: 'dark', ...PHONE }],
] as const) {
  test(`[ROLE-15, WCAG-2] an organiser gives somebody a role and takes it: ${variant}`, async ({
    browser,
    served,
  }) => {
    const slug = options.colorScheme === 'dark' ? 'people-dark' : 'people-light'
    const event = await makeEvent(served.organiser, slug)
    await makeLink(served.organiser, {
      scope: { type: 'event', id: event.id },
      role: 'scribe',
      label: 'door',
    })
    const page = await openAsOrganiser(browser, served, options)
    const errors = watchErrors(page)
    await page.goto(`/e/${slug}`)
    await page.getByRole('button', { name: 'More actions for this event' }).click()
    await page.getByRole('menuitem', { name: 'People' }).click()
    await expect(page).toHaveURL(new RegExp(`/e/${slug}/people$`))
    await expect(page.getByText('Olga Organiser is organiser of the whole site')).toBeVisible()
    await expect(page.getByText('door')).toBeVisible()

    await page.getByRole('button', { name: 'Add a person' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('E-mail address').fill(`ada@${slug}.example`)
    await dialog.getByLabel('On').selectOption({ label: 'Tracing' })
    await dialog.getByLabel('Role').selectOption({ label: 'Lead' })
    await expectAccessible(page, 'adding a person', '[role="dialog"]')
    await dialog.getByRole('button', { name: 'Give the role' }).click()
    // Nobody has an account with this address.
    await expect(dialog.getByText(/expected a name for the new one/)).toBeVisible()
    await dialog.getByLabel('Name').fill('Ada')
    await dialog.getByRole('button', { name: 'Give the role' }).click()
    await expect(dialog.getByText(/\/password\/[\w-]{43}$/)).toBeVisible()
    await expectAccessible(page, 'the link', '[role="dialog"]')
    await dialog.getByRole('button', { name: 'Done' }).click()

    const row = page.getByRole('listitem').filter({ hasText: 'Ada is lead of the track “Tracing”' })
    await expect(row).toContainText(`ada@${slug}.example`)
    await expect(row).toContainText('No password yet')
    // The words with the address below them, and the buttons beside, or on a narrow page below: there are two here.
    const [words, address, button] = await Promise.all(
      [row.getByText('Ada'), row.getByText(`ada@${slug}`), row.getByRole('button').first()].map(boxOf),
    )
    expect(address?.y).toBeGreaterThanOrEqual((words?.y ?? 0) + (words?.height ?? 0))
    if (variant === 'wide and light')
      expect(button?.x).toBeGreaterThanOrEqual((address?.x ?? 0) + (address?.width ?? 0))
    else expect(button?.y).toBeGreaterThanOrEqual((address?.y ?? 0) + (address?.height ?? 0))
    await expectAccessible(page, 'people')
    await row.getByRole('button', { name: 'New link to set a password for Ada' }).click()
    await expectAccessible(page, 'making another link', '[role="dialog"]')
    await dialog.getByRole('button', { name: 'Make the link' }).click()
    await expect(dialog.getByText(/\/password\/[\w-]{43}$/)).toBeVisible()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await row.getByRole('button', { name: 'Remove Ada as lead of the track “Tracing”' }).click()
    await expect(row.getByRole('button', { name: 'Keep' })).toBeFocused()
    await row.getByRole('button', { name: 'Take the role away' }).click()
    await expect(row).toHaveCount(0)

    await page.goto(`/e/${slug}/audit`)
    await expect(
      page.getByText('Olga Organiser took the role of lead of the track “Tracing” from Ada'),
    ).toBeVisible()
    errors.check()
    await page.context().close()
  })
}

test('[ROLE-15] a lead finds the own part of the people from the track', async ({ browser, served }) => {
  const { organiser, server } = served
  const event = await makeEvent(organiser, 'people-lead')
  const track = event.tracks[0]!
  const scope = { type: 'track', id: track.id } as const
  const json = { scope, role: 'scribe', email: 'ben@people.example', name: 'Ben' } as const
  await organiser.expect<RoleGiven>('POST', '/roles', json)
  const link = await makeLink(organiser, { scope, role: 'lead' })
  const context = await browser.newContext({ baseURL: server.url })
  const page = await context.newPage()
  await page.goto(link.url)
  // Who comes by a link is asked for a name first.
  await page.getByLabel('Display name').fill('Lea')
  await page.getByRole('button', { name: 'Start writing' }).click()
  await page.getByRole('button', { name: 'More actions for this track' }).click()
  await page.getByRole('menuitem', { name: 'People' }).click()
  await expect(page.getByText('Ben is scribe of the track “Tracing”')).toBeVisible()
  await expect(page.getByText('Olga Organiser is organiser of the whole site')).toBeVisible()
  // Neither the address of who is above, nor a way to take that role.
  await expect(page.getByText('olga@example.org')).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^Remove/ })).toHaveCount(1)
  await page.getByRole('button', { name: 'Add a person' }).click()
  await expect(page.getByRole('dialog').getByLabel('Name')).toHaveCount(0)
  await page.getByRole('dialog').getByLabel('E-mail address').fill('nobody@people.example')
  await page.getByRole('dialog').getByRole('button', { name: 'Give the role' }).click()
  await expect(page.getByText(/Nobody has an account with this address yet/)).toBeVisible()
  await context.close()
})

test('[ROLE-16] accounts are made, get a role on the site, and are deleted after asking', async ({
  browser,
  served,
}) => {
  const page = await openAsOrganiser(browser, served)
  const errors = watchErrors(page)
  await page.goto('/')
  await page.getByRole('button', { name: /^Account and display/ }).click()
  await page.getByRole('menuitem', { name: 'Accounts' }).click()
  await page.getByRole('button', { name: 'Make an account' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Cy')
  await dialog.getByLabel('E-mail address').fill('cy@accounts.example')
  await dialog.getByRole('button', { name: 'Make the account' }).click()
  await expect(dialog.getByText(/\/password\/[\w-]{43}$/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Done' }).click()
  const row = page.getByRole('listitem').filter({ hasText: 'cy@accounts.example' })
  await expect(row).toContainText('No password')
  const choose = async (action: string) => {
    await page.getByRole('button', { name: 'Actions for Cy' }).click()
    await page.getByRole('menuitem', { name: action }).click()
  }
  await choose('Role on the site')
  await expectAccessible(page, 'role on the site', '[role="dialog"]')
  await dialog.getByLabel('Role on the whole site').selectOption('organizer')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(row).toContainText('Organiser of the site')
  await choose('Delete the account')
  await expectAccessible(page, 'delete an account', '[role="dialog"]')
  await dialog.getByRole('button', { name: 'Delete the account' }).click()
  await expect(row).toHaveCount(0)
  await page.goto('/audit')
  await expect(page.getByText('Olga Organiser deleted the account of Cy')).toBeVisible()
  errors.check()
  await page.context().close()
})

test('[AUDIT-7] the log shows one kind or all, older ones on demand, and saves the file', async ({
  browser,
  served,
}) => {
  const { organiser } = served
  const event = await makeEvent(organiser, 'audited')
  for (let index = 0; index < 55; index++)
    await makeLink(organiser, {
      scope: { type: 'event', id: event.id },
      role: 'reader',
      label: `nr ${index}`,
    })
  const { user } = await organiser.expect<UserMade>('POST', '/users', {
    name: 'Dee',
    email: 'dee@audited.example',
  })
  const role = { scope: { type: 'event', id: event.id }, role: 'scribe', email: user.email }
  await organiser.expect('POST', '/roles', role)
  const page = await openAsOrganiser(browser, served)
  await page.goto('/e/audited')
  await page.getByRole('button', { name: 'More actions for this event' }).click()
  await page.getByRole('menuitem', { name: 'Audit log' }).click()
  const entries = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Olga Organiser' })
  await expect(entries.first()).toContainText('made Dee scribe of the event “Conference”')
  await expect(entries).toHaveCount(50)
  await page.getByRole('button', { name: 'Show older ones' }).click()
  await expect(entries).toHaveCount(56)
  await expect(page.getByText('“nr 0”')).toBeVisible()
  await page.getByText('People', { exact: true }).click()
  await expect(entries).toHaveCount(1)
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'CSV' }).click()
  expect((await saved).suggestedFilename()).toBe('audited-audit.csv')
  await page.getByText('Publications', { exact: true }).click()
  await expect(page.getByText('Olga Organiser saved the audit log as a file, 1 entry')).toBeVisible()
  await page.context().close()
})

test('[ACCOUNT-16, ACCOUNT-17] where the server sends mail, the link of a new account is sent, and sent again, and only organisers of the site may see one', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const sink = await SmtpSink.start()
  const server = await startMailingProcess(sink)
  const organiser = await signUpOrganiser(server.url, server.setupLink)
  const event = await makeEvent(organiser, 'mailed')
  const link = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'organizer' })
  const context = await browser.newContext({ baseURL: server.url, ...PHONE, colorScheme: 'dark' })
  await context.request.get(link.url, { maxRedirects: 0 })
  const page = await context.newPage()
  const errors = watchErrors(page)
  await page.goto('/e/mailed/people')
  await page.getByRole('button', { name: 'Add a person' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('E-mail address').fill('ada@mailed.example')
  await dialog.getByLabel('Name').fill('Ada')
  await dialog.getByRole('button', { name: 'Give the role' }).click()
  await expect(dialog.getByRole('heading', { name: 'A link is on its way to Ada' })).toBeVisible()
  await expect(dialog).toContainText('It went to ada@mailed.example')
  await expect(dialog).not.toContainText('/password/')
  await expectAccessible(page, 'a link that was mailed', '[role="dialog"]')
  await dialog.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'New link to set a password for Ada' }).click()
  await expect(dialog).toContainText('It is sent to ada@mailed.example, and shown to nobody else.')
  await expectAccessible(page, 'sending another one', '[role="dialog"]')
  sink.mode = 'refuse'
  await dialog.getByRole('button', { name: 'Send the link' }).click()
  await expect(dialog.getByRole('heading', { name: 'The mail could not be sent' })).toBeVisible()
  await expectAccessible(page, 'a mail that could not be sent', '[role="dialog"]')
  sink.mode = 'take'
  await dialog.getByRole('button', { name: 'Done' }).click()
  expect(sink.to('ada@mailed.example')).toHaveLength(1)

  const site = await openAsOrganiser(browser, { organiser, server })
  await site.goto('/accounts')
  await site.getByRole('button', { name: 'Actions for Ada' }).click()
  await site.getByRole('menuitem', { name: 'Link to set a password' }).click()
  const choosing = site.getByRole('dialog')
  await expect(choosing.getByLabel('How it gets there')).toHaveValue('mail')
  await expectAccessible(site, 'choosing how it gets there', '[role="dialog"]')
  await choosing.getByLabel('How it gets there').selectOption({ label: 'Show it to me, and I hand it over' })
  await choosing.getByRole('button', { name: 'Make the link' }).click()
  const url = (await choosing.getByText(/\/password\/[\w-]{43}$/).textContent()) ?? ''
  const form = new URLSearchParams({ password: 'a new horse battery', again: 'a new horse battery' })
  await fetch(url, { method: 'POST', body: form, redirect: 'manual' })
  await page.reload()
  await expect(page.getByText('Ada is lead of the event “Conference”')).toBeVisible()
  await expect(page.getByText('No password yet')).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^New link/ })).toHaveCount(0)
  errors.check()
  await server.dispose()
  sink.close()
})

test('[ROLE-17] a lead who sees nothing but the own track is offered nothing of the whole event', async ({
  browser,
  served: { organiser, server },
}) => {
  const event = await makeEvent(organiser, 'own-track')
  const link = await makeLink(organiser, { scope: { type: 'track', id: event.tracks[0]!.id }, role: 'lead' })
  const context = await browser.newContext({ baseURL: server.url })
  await context.request.get(link.url, { maxRedirects: 0 })
  const page = await context.newPage()
  await page.goto('/e/own-track')
  await expect(page.getByRole('heading', { name: 'Conference' }).first()).toBeVisible()
  await page.getByRole('button', { name: 'More actions for this event' }).click()
  await expect(page.getByRole('menuitem', { name: 'People' })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: /Edit the event|Audit log/ })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Share', exact: true })).toHaveCount(0)
  await context.close()
})

/** When summaries are due, on the pages, and the choice to have leads reminded of it. */
import type { EventDetail } from '../../shared/contracts/programme.ts'
import { DAY_MS } from '../../shared/domain/time.ts'
import { makeEvent, makeLink, signUpOrganiser } from '../support/api-client.ts'
import { startMailingProcess } from '../support/mailing-process.ts'
import { SmtpSink } from '../support/smtp-sink.ts'
import { expect, expectAccessible, joinAsScribe, PHONE, test, watchErrors } from './pages.ts'

const dayIn = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)

test('[REMIND-2, REMIND-3] who may write a summary reads when it is due; an organiser turns reminders on, and sends one', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const sink = await SmtpSink.start()
  const server = await startMailingProcess(sink)
  const organiser = await signUpOrganiser(server.url, server.setupLink)
  const { id, tracks, sessions } = await makeEvent(organiser, 'due')
  await organiser.expect('PATCH', `/tracks/${tracks[0]!.id}`, {
    leads: [{ name: 'Lea', email: 'lea@example.org' }],
  })
  // In UTC, so that the test may run at any time of day.
  await organiser.expect('PATCH', '/events/due', { timeZone: 'UTC', reviewDue: dayIn(3) })
  const pages = ['/e/due', `/e/due/t/${tracks[0]!.id}`, `/e/due/s/${sessions[0]!.id}`]
  const join = async (role: 'scribe' | 'reviewer', context = {}) => {
    const link = await makeLink(organiser, { scope: { type: 'event', id }, role })
    return joinAsScribe(browser, { link: link.url, name: 'Sam', path: '/e/due', context })
  }

  const scribe = await join('scribe')
  const reviewer = await join('reviewer')
  const errors = [watchErrors(scribe.page), watchErrors(reviewer.page)]
  const open = async ({ page }: typeof scribe, path: string) => {
    await page.goto(new URL(path, server.url).href)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    if (path !== '/e/due') await expect(page.locator('[data-note-kind="summary"]')).toBeVisible()
  }
  for (const path of pages) {
    await open(scribe, path)
    const words = path.includes('/s/') ? 'Summary due in review by' : '1 summary due in review by'
    await expect(scribe.page.getByText(words)).toContainText('in 3 days')
    await expectAccessible(scribe.page, path)
    await open(reviewer, path)
    await expect(reviewer.page.getByText('due in review')).toHaveCount(0)
  }
  await scribe.page.getByRole('link', { name: 'What it needs' }).click()
  await expect(scribe.page.getByRole('heading', { name: 'Summaries' })).toBeVisible()
  await expect(scribe.page.getByRole('button', { name: 'Remind the leads' })).toHaveCount(0)

  await organiser.expect('PATCH', '/events/due', { reviewDue: dayIn(-1) })
  const phone = await join('scribe', { ...PHONE, colorScheme: 'dark' })
  await expect(phone.page.getByText('1 summary was due in review')).toContainText('yesterday')
  await expectAccessible(phone.page, 'the event on a phone')
  await organiser.expect('POST', `/notes/${sessions[0]!.summaryId}/import?format=md`, 'All said.')
  await organiser.expect('PUT', `/notes/${sessions[0]!.summaryId}/stage`, { stage: 'review', from: 'draft' })
  await phone.page.reload()
  await expect(phone.page.getByRole('link', { name: 'Boot-time tracing' }).first()).toBeVisible()
  await expect(phone.page.getByText('due in review')).toHaveCount(0)

  const own = await browser.newContext({ colorScheme: 'dark' })
  const [cookie = '', value = ''] = organiser.cookie.split('=')
  await own.addCookies([{ name: cookie, value, url: server.url }])
  const page = await own.newPage()
  errors.push(watchErrors(page))
  const openForm = async () => {
    await page.goto(`${server.url}/e/due`)
    await page.getByRole('button', { name: 'More actions for this event' }).click()
    await page.getByRole('menuitem', { name: 'Edit' }).click()
    return page.getByRole('dialog').getByRole('checkbox', { name: 'Remind leads by mail' })
  }
  const choice = await openForm()
  await expect(choice).not.toBeChecked()
  await expect(choice).toHaveAccessibleDescription(/A week before, the day before and the day after/)
  await expectAccessible(page, 'the form')
  await choice.check()
  await page.getByRole('dialog').getByLabel('Summaries final by').fill(dayIn(8))
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  expect(await organiser.expect<EventDetail>('GET', '/events/due')).toMatchObject({ reminders: true })
  await expect(await openForm()).toBeChecked()

  await page.goto(`${server.url}/e/due/summaries`)
  await page.getByRole('button', { name: 'Remind the leads' }).click()
  await expect(page.getByText('1 lead was reminded.').first()).toBeVisible()
  expect(sink.takeRecipients()).toEqual(['lea@example.org'])
  await page.getByRole('button', { name: 'Remind the leads' }).click()
  await expect(page.getByText('The leads were reminded within the last hour.').first()).toBeVisible()
  await expectAccessible(page, 'the board')
  for (const error of errors) error.check()
  await Promise.all([scribe, reviewer, phone].map(({ context }) => context.close()))
  await own.close()
  await server.dispose()
  sink.close()
})

test('[REMIND-3] a server that sends no mail offers no reminders', async ({
  browser,
  served: { organiser, server },
}) => {
  await makeEvent(organiser, 'mailless')
  await organiser.expect('PATCH', '/events/mailless', { reviewDue: dayIn(1) })
  const own = await browser.newContext()
  const [cookie = '', value = ''] = organiser.cookie.split('=')
  await own.addCookies([{ name: cookie, value, url: server.url }])
  const page = await own.newPage()
  await page.goto(`${server.url}/e/mailless/summaries`)
  await expect(page.getByText(/^Due in review by/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Remind the leads' })).toHaveCount(0)
  await page.goto(`${server.url}/e/mailless`)
  await page.getByRole('button', { name: 'More actions for this event' }).click()
  await page.getByRole('menuitem', { name: 'Edit' }).click()
  await expect(page.getByLabel('Summaries final by')).toBeVisible()
  await expect(page.getByRole('checkbox')).toHaveCount(0)
  await own.close()
})

import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from '@playwright/test'
import type { EventDetail } from '../../shared/contracts/programme.ts'
import { makeEvent, makeLink, type ApiClient } from '../support/api-client.ts'
import { chipOf, editorOf, expect, joinAsScribe, test, watchErrors } from './pages.ts'

/** Ada writes two lines, Ben adds to the second one and deletes the first. */
async function writeTogether(browser: Browser, organiser: ApiClient, slug: string) {
  const event = await makeEvent(organiser, slug)
  const session = event.sessions[0]!
  const link = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'scribe' })
  const path = `/e/${slug}/s/${session.id}`
  const ada = await joinAsScribe(browser, { link: link.url, name: 'Ada', path })
  const ben = await joinAsScribe(browser, { link: link.url, name: 'Ben', path })
  await editorOf(ada.page).click()
  await ada.page.keyboard.type('Nobody needs this line.')
  await ada.page.keyboard.press('Enter')
  await ada.page.keyboard.type('The command line is short.')
  await expect(chipOf(ada.page)).toHaveText('Saved')
  await editorOf(ben.page).getByText('is short').click()
  await ben.page.keyboard.press('End')
  await ben.page.keyboard.type(' A file helps.')
  await editorOf(ben.page).getByText('Nobody needs').click()
  await ben.page.keyboard.press('Home')
  await ben.page.keyboard.press('Shift+End')
  await ben.page.keyboard.press('Delete')
  await expect(chipOf(ben.page)).toHaveText('Saved')
  await expect(editorOf(ada.page)).not.toContainText('Nobody needs')
  return { event, ada, ben }
}

async function openTimeLine(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Actions for whole documents' }).click()
  await page.getByRole('menuitem', { name: 'Time line' }).first().click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Time line: Boot-time tracing')
  await expect(textOf(page)).toContainText('A file helps.')
}

const textOf = (page: Page) => page.getByRole('region', { name: 'Text', exact: true })
const notesOf = (organiser: ApiClient, event: EventDetail) =>
  organiser
    .request<string>('GET', `/api/v1/notes/${event.sessions[0]!.notesId}/content?format=md`)
    .then(({ body }) => body)

test('[TIME-9, TIME-12] the time line tells who wrote what, compares places, and finds what was deleted', async ({
  browser,
  served: { organiser },
}) => {
  test.setTimeout(180_000)
  const { ada, ben } = await writeTogether(browser, organiser, 'times')
  const { page, context } = ada
  const errors = watchErrors(page)
  await openTimeLine(page)

  await page.getByLabel('Show authors').check()
  const legend = page.getByRole('list', { name: 'Who wrote this text' })
  await expect(legend.getByRole('listitem')).toHaveText(['Ada', 'Ben'])
  await textOf(page).getByText('The command line is short.').hover()
  await expect(page.getByText(/^Written by Ada, \d\d:\d\d$/)).toBeVisible()
  // By keyboard: one passage is a stop, arrow keys lead to the others.
  await textOf(page).focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('End')
  await expect(page.getByText(/^Written by Ben, \d\d:\d\d$/)).toBeVisible()

  const slider = page.getByRole('slider', { name: 'Place in time' })
  await expect(slider).toHaveAttribute('aria-valuetext', /^\d\d:\d\d, Ben, (\d+) of \1$/)
  await slider.press('Home')
  await expect(slider).toHaveAttribute('aria-valuetext', /^\d\d:\d\d, Ada, 1 of \d+$/)
  await expect(textOf(page)).not.toContainText('A file helps.')
  await page.getByLabel('Compare with', { exact: true }).selectOption('with now')
  await expect(textOf(page).locator('del')).toHaveText('Nobody needs this line.')
  await expect(textOf(page).locator('ins').last()).toHaveText(' A file helps.')
  await page.keyboard.press(']')
  await expect(textOf(page).locator('[data-current]')).toHaveText('Nobody needs this line.')
  await page.keyboard.press(']')
  await expect(textOf(page).locator('[data-current]')).toHaveText(' A file helps.')
  await expect(page).toHaveURL(/[?&]at=\d+.*with=\d+/)
  await page.reload()
  await expect(textOf(page).locator('del')).toHaveText('Nobody needs this line.')

  await page.getByLabel('Steps to stop at').selectOption('Ben')
  await expect(legend.getByRole('listitem')).toHaveText(['Ben'])
  await page.getByLabel('Steps to stop at').selectOption('Every step')
  await page.getByRole('slider').press('Home')
  await page.getByRole('button', { name: 'Play' }).click()
  await expect(slider).toHaveAttribute('aria-valuetext', /Ben, (\d+) of \1$/)
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible()

  await page.getByRole('tab', { name: 'Deleted text' }).click()
  await page.getByLabel('Search in deleted text').fill('needs')
  const found = page.getByRole('listitem').filter({ hasText: 'Nobody needs this line.' })
  await expect(found).toContainText('Written by Ada, deleted by Ben')
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await found.getByRole('button', { name: 'Copy' }).click()
  await expect(page.getByText('The passage is copied.').first()).toBeAttached()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('Nobody needs this line.')
  await page.getByLabel('Search in deleted text').fill('unheard of')
  await expect(page.getByText('No deleted passage has')).toBeVisible()
  await page.getByLabel('Search in deleted text').fill('needs')
  await found.getByRole('button', { name: 'Show where it was' }).click()
  await expect(textOf(page)).toBeFocused()
  await expect(textOf(page).locator('del')).toHaveText('Nobody needs this line.')
  errors.check()
  await Promise.all([ada.context.close(), ben.context.close()])
})

test('[TIME-10, TIME-11] a place gets a name and loses it; a restore arrives at one who types and can be taken back', async ({
  browser,
  served: { organiser },
}) => {
  test.setTimeout(180_000)
  const { event, ada, ben } = await writeTogether(browser, organiser, 'restored')
  const { page } = ada
  const errors = watchErrors(page)
  await openTimeLine(page)
  await page.getByRole('slider').press('Home')
  await expect(textOf(page)).toContainText('Nobody needs this line.')

  await page.getByRole('button', { name: 'Name this place' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Before Ben')
  await dialog.getByRole('button', { name: 'Name it' }).click()
  await expect(dialog).toBeHidden()
  const named = page.getByRole('region', { name: 'Named places' })
  await expect(named.getByRole('listitem')).toContainText(['Before Ben'])
  await page.getByRole('button', { name: 'Delete the name “Before Ben”' }).click()
  await expect(named).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(named.getByRole('listitem')).toContainText(['Before Ben'])
  await page.getByLabel('Named only').check()
  await named.getByRole('button', { name: /^Before Ben/ }).click()

  await editorOf(ben.page).getByText('A file helps.').click()
  await ben.page.keyboard.press('Control+End')
  const typing = ben.page.keyboard.type(' And more while it is restored', { delay: 60 })
  await page.getByRole('button', { name: 'Restore this state' }).click()
  await expect(dialog).toContainText('Nothing is lost')
  await dialog.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(editorOf(ben.page)).toContainText('Nobody needs this line.')
  await typing
  await expect(chipOf(ben.page)).toHaveText('Saved')
  await expect(page.getByText('The document says again what it said at “Before Ben”.')).toBeVisible()
  await expect.poll(() => notesOf(organiser, event)).toContain('Nobody needs this line.')
  expect(await notesOf(organiser, event)).toContain('restored')

  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(editorOf(ben.page)).not.toContainText('Nobody needs this line.')
  await expect(editorOf(ben.page)).toContainText('A file helps.')
  errors.check()
  await Promise.all([ada.context.close(), ben.context.close()])
})

test('[TIME-8, TIME-13, TIME-14] the page passes a checker in both schemes and fits 320 px; a reader is told what it is for', async ({
  browser,
  served: { organiser, server },
}) => {
  test.setTimeout(180_000)
  const event = await makeEvent(organiser, 'checked')
  const session = event.sessions[0]!
  const markdown = '## Decisions\n\n- merge it\n- | a | b |\n\n| a | b |\n| - | - |\n| c | d |\n'
  await organiser.expect('POST', `/notes/${session.notesId}/import?format=md`, markdown)
  await organiser.expect('POST', `/notes/${session.notesId}/versions`, { name: 'Imported' })
  const path = `${server.url}/e/checked/s/${session.id}/history`
  const scribe = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'scribe' })
  const context = await browser.newContext({ reducedMotion: 'reduce' })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const page = await context.newPage()
  const errors = watchErrors(page)
  await page.goto(scribe.url)
  await page.goto(path)
  await page.getByLabel('Show authors').check()
  await expect(textOf(page)).toContainText('merge it')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
  }
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  await page.getByRole('button', { name: 'Copy as Markdown' }).click()
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain('## Decisions\n\n- merge it\n')

  await page.getByText('Summary', { exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Nothing was written here yet' })).toBeVisible()
  errors.check()
  await context.close()

  const reader = await makeLink(organiser, { scope: { type: 'session', id: session.id }, role: 'reader' })
  const reading = await browser.newContext()
  const readingPage = await reading.newPage()
  await readingPage.goto(reader.url)
  await readingPage.goto(path)
  await expect(
    readingPage.getByRole('heading', { name: 'The time line is for those who write here' }),
  ).toBeVisible()
  await expect(readingPage.getByText('merge it')).toHaveCount(0)
  await reading.close()
})

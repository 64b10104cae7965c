import type { Page } from '@playwright/test'
import type * as Y from 'yjs'
import type { EventDetail } from '../../shared/contracts/programme.ts'
import { FRAGMENT } from '../../shared/protocol/messages.ts'
import { makeEvent, makeLink, type ApiClient } from '../support/api-client.ts'
import { NoteClient } from '../support/note-client.ts'
import type { ServerProcess } from '../support/server-process.ts'
import { chipOf, editorOf, expect, expectAccessible, joinAsScribe, test, watchErrors } from './pages.ts'

/** Olga writes two lines; somebody else, over a socket, adds to the second one and deletes the first. */
async function writeTogether(served: { organiser: ApiClient; server: ServerProcess }, slug: string) {
  const { organiser, server } = served
  const event = await makeEvent(organiser, slug)
  const session = event.sessions[0]!
  const link = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'scribe' })
  const lines = 'Nobody needs this line.\n\nThe command line is short.\n'
  await organiser.expect('POST', `/notes/${session.notesId}/import?format=md`, lines)
  const guest = await new NoteClient({
    url: server.url,
    noteId: session.notesId,
    secret: link.secret,
  }).synced()
  const blocks = guest.doc.getXmlFragment(FRAGMENT)
  const second = (blocks.get(1) as Y.XmlElement).get(0) as Y.XmlText
  second.insert(second.length, ' A file helps.')
  await guest.save()
  blocks.delete(0, 1)
  await guest.save()
  guest.provider.destroy()
  return { event, session, link }
}

/** Browsers on a machine that does much else. */
const SLOW_MS = 240_000
/** Between the keys of one that is held down. */
const KEY_REPEAT_MS = 33

const textOf = (page: Page) => page.getByRole('region', { name: 'Text', exact: true })
const notesOf = (organiser: ApiClient, event: EventDetail) =>
  organiser
    .request<string>('GET', `/api/v1/notes/${event.sessions[0]!.notesId}/content?format=md`)
    .then(({ body }) => body)

test('[TIME-9, TIME-12] the time line tells who wrote what, compares places, and finds what was deleted', async ({
  browser,
  served,
}) => {
  test.setTimeout(SLOW_MS)
  const { session, link } = await writeTogether(served, 'times')
  const context = await browser.newContext()
  const page = await context.newPage()
  const errors = watchErrors(page)
  await page.goto(link.url)
  await page.goto(`${served.server.url}/e/times/s/${session.id}/history`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Time line: Boot-time tracing')
  await expect(textOf(page)).toContainText('A file helps.')

  await page.getByLabel('Show authors').check()
  const legend = page.getByRole('list', { name: 'Who wrote this text' })
  await expect(legend.getByRole('listitem')).toHaveText(['Olga Organiser', 'Guest'])
  await textOf(page).getByText('The command line is short.').hover()
  await expect(page.getByText(/^Written by Olga Organiser, \d\d:\d\d$/)).toBeVisible()
  // By keyboard: one passage is a stop, arrow keys lead to the others.
  await textOf(page).focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('End')
  await expect(page.getByText(/^Written by Guest, \d\d:\d\d$/)).toBeVisible()

  const slider = page.getByRole('slider', { name: 'Place in time' })
  await expect(slider).toHaveAttribute('aria-valuetext', /^\d\d:\d\d, Guest, (\d+) of \1$/)
  await slider.press('Home')
  await expect(slider).toHaveAttribute('aria-valuetext', /^\d\d:\d\d, Olga Organiser, 1 of \d+$/)
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

  await page.getByLabel('Steps to stop at').selectOption('Guest')
  await expect(legend.getByRole('listitem')).toHaveText(['Guest'])
  await page.getByLabel('Steps to stop at').selectOption('Every step')
  await page.getByRole('slider').press('Home')
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await expect(slider).toHaveAttribute('aria-valuetext', /Guest, (\d+) of \1$/)
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()

  await page.getByRole('tab', { name: 'Deleted text' }).click()
  await page.getByLabel('Search in deleted text').fill('needs')
  const found = page.getByRole('listitem').filter({ hasText: 'Nobody needs this line.' })
  await expect(found).toContainText('Written by Olga Organiser, deleted by Guest')
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
  await context.close()
})

test('[TIME-10, TIME-11] a place gets a name and loses it; a restore arrives at one who types and can be taken back', async ({
  browser,
  served,
}) => {
  test.setTimeout(SLOW_MS)
  const { organiser, server } = served
  const { event, session, link } = await writeTogether(served, 'restored')
  const path = `/e/restored/s/${session.id}`
  const ben = await joinAsScribe(browser, { link: link.url, name: 'Ben', path })
  await expect(editorOf(ben.page)).toContainText('A file helps.')
  await ben.page.getByRole('button', { name: 'Actions for whole documents' }).click()
  const entry = ben.page.getByRole('menuitem', { name: 'Time line' }).first()
  await expect(entry).toHaveAttribute('href', `${path}/history?note=notes`)
  await ben.page.keyboard.press('Escape')

  const page = await ben.context.newPage()
  const errors = watchErrors(page)
  await page.goto(`${server.url}${path}/history?note=notes`)
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
  // Without a pause, before the restore arrives and after it; no faster than a held key repeats: with a key in every
  // frame Chromium hands the page nothing that comes by network, for as long as it lasts.
  const typing = (async () => {
    while (!(await editorOf(ben.page).textContent())?.includes('Nobody needs this line.'))
      await ben.page.keyboard.type(' and on', { delay: KEY_REPEAT_MS })
    await ben.page.keyboard.type(' and meanwhile', { delay: KEY_REPEAT_MS })
  })()
  await page.getByRole('button', { name: 'Restore this state' }).click()
  await expect(dialog).toContainText('Nothing is lost')
  await dialog.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(editorOf(ben.page)).toContainText('Nobody needs this line.')
  await typing
  await expect(chipOf(ben.page)).toHaveText('Saved')
  await expect(page.getByText('The document says again what it said at “Before Ben”.')).toBeVisible()
  await expect.poll(() => notesOf(organiser, event)).toContain('Nobody needs this line.')
  expect(await notesOf(organiser, event)).toContain('and meanwhile')

  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(editorOf(ben.page)).not.toContainText('Nobody needs this line.')
  await expect(editorOf(ben.page)).toContainText('A file helps.')
  errors.check()
  await ben.context.close()
})

test('[TIME-8, TIME-13, TIME-14] the page passes a checker in both schemes and fits 320 px; a reader is told what it is for', async ({
  browser,
  served: { organiser, server },
}) => {
  test.setTimeout(SLOW_MS)
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
    // The script of the page takes the scheme over a moment after the style sheet's media query.
    await expect(page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`)).toBeAttached()
    await expectAccessible(page, colorScheme)
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

/** Publishing an event and taking its files along, as an organiser does it. */
import { makeEvent, ORGANISER } from '../support/api-client.ts'
import { expect, expectAccessible, test, watchErrors } from './pages.ts'

test('[PUBLISH-14] an organiser sees what becomes public, publishes it, reads it without script, takes it back and puts it up again', async ({
  page,
  browser,
  served: { server, organiser },
}) => {
  const errors = watchErrors(page)
  const event = await makeEvent(organiser, 'public')
  const summaryId = event.sessions[0]!.summaryId
  await organiser.expect(
    'POST',
    `/notes/${summaryId}/import?format=md`,
    'Tracing starts **early**, says Masami.',
  )

  await page.goto(`${server.url}/sign-in`)
  await page.getByLabel('E-mail address').fill(ORGANISER.email)
  await page.getByRole('textbox', { name: 'Password' }).fill(ORGANISER.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(`${server.url}/`)
  await page.goto(`${server.url}/e/public`)
  await page.getByRole('button', { name: 'Publish' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Publish' })).toBeVisible()
  await expect(page.getByText('Nothing of this event is public.')).toBeVisible()

  await page.getByLabel('Terms of use').fill('CC BY 4.0, https://creativecommons.org/licenses/by/4.0/')
  await page.getByLabel('Names to take out').fill('Masami')
  await expect(page.getByText('Save the changes above first.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'See what becomes public' })).toBeDisabled()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled()

  await page.getByRole('button', { name: 'See what becomes public' }).click()
  await expect(page.getByText('No summary of this event is final yet.')).toBeVisible()
  await page.getByText('Drafts too, marked as drafts').click()
  await page.getByRole('button', { name: 'See what becomes public' }).click()
  await expect(page.getByText(/^1 summary, in \d+ files .*; 1 name is taken out; CC BY 4\.0/)).toBeVisible()
  await expect(page.getByText('There are no slides for “Boot-time tracing”.')).toBeVisible()
  await expectAccessible(page, 'publish')
  await page.getByRole('button', { name: 'Publish this' }).click()
  const address = page.getByRole('link', { name: `${server.url}/p/public/` })
  await expect(address).toBeVisible()

  const reader = await browser.newPage({ javaScriptEnabled: false })
  await reader.goto(`${server.url}/p/public/`)
  await reader.getByRole('link', { name: 'Boot-time tracing' }).first().click()
  await expect(reader.getByText('Tracing starts early, says [name removed].')).toBeVisible()

  await page.getByRole('button', { name: 'Take back: no. 1' }).click()
  await expect(page.getByRole('button', { name: 'Take back' })).toBeFocused()
  await expectAccessible(page, 'publish, asking')
  await page.getByRole('button', { name: 'Take back' }).click()
  await expect(page.getByText('Nothing of this event is public.')).toBeVisible()
  await reader.reload()
  await expect(reader.getByRole('heading', { name: 'This is no longer published' })).toBeVisible()
  await page.getByRole('button', { name: 'Publish again: no. 1' }).click()
  await page.getByRole('button', { name: 'Publish again', exact: true }).click()
  await expect(address).toBeVisible()
  await reader.close()
  errors.check()
})

test('[FILE-3] what a file could not show is told when it is there, and another format can be had', async ({
  page,
  served: { server, organiser },
}) => {
  const errors = watchErrors(page)
  const event = await makeEvent(organiser, 'exported')
  const { notesId } = event.sessions[0]!
  await organiser.expect('POST', `/notes/${notesId}/import?format=md`, 'A character of nobody: \u{10FFFD}')
  await page.goto(`${server.url}/sign-in`)
  await page.getByLabel('E-mail address').fill(ORGANISER.email)
  await page.getByRole('textbox', { name: 'Password' }).fill(ORGANISER.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(`${server.url}/`)
  await page.goto(`${server.url}/e/exported`)
  await page.getByRole('button', { name: 'Export' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Format').selectOption('pdf')
  const file = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Download' }).click()
  expect((await file).suggestedFilename()).toBe('conference.pdf')
  await expect(dialog.getByText('One thing is not as in the notes:')).toBeVisible()
  await expect(dialog.getByText('U+10FFFD')).toBeVisible()
  await expectAccessible(page, 'publish')
  await dialog.getByRole('button', { name: 'Another format' }).click()
  await dialog.getByLabel('Format').selectOption('epub')
  const other = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Download' }).click()
  expect((await other).suggestedFilename()).toBe('conference.epub')
  await expect(dialog).toBeHidden()
  errors.check()
})

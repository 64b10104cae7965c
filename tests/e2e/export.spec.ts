/** Files that take a while: how far they are, and how to give them up. */
import { makeEvent, ORGANISER } from '../support/api-client.ts'
import { eventually } from '../support/eventually.ts'
import { listFileProcesses } from '../support/file-processes.ts'
import { wildMarkdown } from '../support/hostile-note.ts'
import { expect, expectAccessible, test, watchErrors } from './pages.ts'

test('[FILE-11] a file that takes long tells how far it is, and can be given up for another one', async ({
  page,
  served: { server, organiser },
}) => {
  const errors = watchErrors(page)
  const saved: string[] = []
  page.on('download', (download) => saved.push(download.suggestedFilename()))
  const event = await makeEvent(organiser, 'long')
  const { notesId, summaryId } = event.sessions[0]!
  // Setting these takes several seconds.
  for (const note of [notesId, summaryId]) {
    await organiser.expect('POST', `/notes/${note}/import?format=md`, wildMarkdown())
  }

  await page.goto(`${server.url}/sign-in`)
  await page.getByLabel('E-mail address').fill(ORGANISER.email)
  await page.getByRole('textbox', { name: 'Password' }).fill(ORGANISER.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(`${server.url}/`)
  await page.goto(`${server.url}/e/long`)
  await page.getByRole('button', { name: 'Export' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Format').selectOption('pdf')
  await dialog.getByRole('button', { name: 'Download' }).click()
  await expect(dialog.getByText('Making the file …')).toBeVisible()
  await expect(dialog.getByRole('progressbar', { name: 'Making the file' })).toBeVisible()
  await expectAccessible(page, 'export, running')
  expect(listFileProcesses(server.pid ?? 0)).toHaveLength(1)

  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog.getByLabel('Format')).toHaveValue('pdf')
  await expect(dialog.getByRole('alert')).toBeEmpty()
  await eventually(() => listFileProcesses(server.pid ?? 0).length === 0, { within: 2_000 })

  await dialog.getByLabel('Format').selectOption('txt')
  const file = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Download' }).click()
  expect((await file).suggestedFilename()).toBe('conference.txt')
  await expect(dialog).toBeHidden()
  expect(saved).toEqual(['conference.txt'])
  errors.check()
})

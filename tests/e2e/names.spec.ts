import { expect, expectAccessible, PHONE, test, watchErrors } from './pages.ts'
import { makeEvent, ORGANISER } from '../support/api-client.ts'

test('[NAME-11] an organiser looks for a name, sees what it needs, and takes it out', async ({
  browser,
  served: { organiser, server },
}) => {
  const event = await makeEvent(organiser, 'naming')
  const note = event.sessions[0]?.notesId
  await organiser.expect('POST', `/notes/${note}/import?format=md`, 'Masami Hiramatsu answered.')
  await organiser.expect('POST', `/notes/${note}/versions`, { name: 'After lunch' })
  const context = await browser.newContext(PHONE)
  const page = await context.newPage()
  const errors = watchErrors(page)
  const { email, password } = ORGANISER
  const { origin } = new URL(server.url)
  await context.request.post(`${origin}/api/v1/login`, { data: { email, password }, headers: { origin } })
  await page.goto(`${server.url}/e/naming`)
  await page.getByRole('button', { name: 'More actions for this event' }).click()
  await page.getByRole('menuitem', { name: 'Remove a name' }).click()
  const dialog = page.getByRole('dialog', { name: 'Remove a name' })
  await dialog.getByRole('textbox').fill('Masami Hiramatsu\nHiramatsu')
  await expectAccessible(page, 'looking for a name on a phone')
  await dialog.getByRole('button', { name: 'Look for it' }).click()
  await expect(dialog).toContainText('Speakers and leads')
  await expect(dialog).toContainText('Boot-time tracing, notes: in the text')
  await expect(dialog).toContainText('The history of this note ends')
  await expect(dialog).toContainText('“After lunch”')
  await expect(dialog).toContainText('backups')
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    await expect(page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`)).toBeAttached()
    await expectAccessible(page, `what removing a name needs, ${colorScheme}`)
  }
  await dialog.getByRole('button', { name: 'Remove for good' }).click()
  await expect(dialog).toContainText('The name is removed.')
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
  await expect(dialog).toBeHidden()
  await expect(page.locator('body')).not.toContainText('Hiramatsu')
  const text = await organiser.request<string>('GET', `/api/v1/notes/${note}/content?format=txt`)
  expect(text.body.trim()).toBe('[name removed] answered.')
  errors.check()
  await context.close()
})

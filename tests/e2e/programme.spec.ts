import { expect as plainExpect, test as plainTest } from '@playwright/test'
import { resolve } from 'node:path'
import { ORGANISER } from '../support/api-client.ts'
import { ServerProcess } from '../support/server-process.ts'
import { expect, test, watchErrors } from './pages.ts'

const FIXTURE = resolve(import.meta.dirname, '../fixtures/lpc-page/conference.txt')

plainTest(
  '[WEB-5] the set-up link names the first organiser once, who then tries the demo event',
  async ({ page }) => {
    const server = await ServerProcess.start()
    const errors = watchErrors(page)
    try {
      await page.goto(server.setupLink!)
      await page.getByLabel('Your name').fill(ORGANISER.name)
      await page.getByLabel('E-mail address').fill(ORGANISER.email)
      await page.getByRole('textbox', { name: 'Password' }).fill(ORGANISER.password)
      await page.getByRole('button', { name: 'Make the account' }).click()
      await plainExpect(page.getByRole('heading', { name: `Welcome, ${ORGANISER.name}` })).toBeVisible()
      await page.getByRole('button', { name: /Try the demo event/ }).click()
      await plainExpect(page).toHaveURL(/\/e\/lpc-2019-demo/)
      await plainExpect(page.getByRole('heading', { level: 1 })).toContainText('Linux Plumbers')

      const again = await page.request.post(`${server.url}/api/v1/setup`, {
        data: { ...ORGANISER, email: 'eve@example.org', secret: server.setupLink!.split('/').at(-1) },
        headers: { origin: server.url },
      })
      plainExpect(again.status()).toBe(409)
      errors.check()
    } finally {
      await server.dispose()
    }
  },
)

test('[WEB-6] a programme is shown before it is imported, with every guess and its line; a second import changes nothing', async ({
  page,
  served: { server },
}) => {
  const errors = watchErrors(page)
  await page.goto(`${server.url}/sign-in`)
  await page.getByLabel('E-mail address').fill(ORGANISER.email)
  await page.getByRole('textbox', { name: 'Password' }).fill(ORGANISER.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(`${server.url}/`)

  await page.goto(`${server.url}/import`)
  await page.locator('input[type=file]').setInputFiles(FIXTURE)
  await page.getByLabel('Short name in addresses').fill('imported')
  await page.getByRole('button', { name: 'See what would change' }).click()
  const report = page.getByRole('region', { name: /would/ })
  await expect(report.getByText(/^line \d+$/).first()).toBeVisible()
  expect((await page.request.get(`${server.url}/api/v1/events/imported`)).status()).toBe(404)

  await report.getByRole('button', { name: /^Import/ }).click()
  await expect(page).toHaveURL(`${server.url}/e/imported`)
  const event = await (await page.request.get(`${server.url}/api/v1/events/imported`)).json()
  expect(event.tracks.length).toBeGreaterThan(1)
  await expect(page.getByRole('link', { name: event.sessions[0].title, exact: true }).first()).toBeVisible()

  await page.goto(`${server.url}/e/imported/import`)
  await page.locator('input[type=file]').setInputFiles(FIXTURE)
  await page.getByRole('button', { name: 'See what would change' }).click()
  await expect(page.getByRole('row', { name: `Sessions 0 0 ${event.sessions.length} 0` })).toBeVisible()
  errors.check()
})

test('[WEB-7] a file that is no programme is refused with what was expected; nothing is written', async ({
  page,
  served: { organiser, server },
}) => {
  await page
    .context()
    .addCookies([
      { name: organiser.cookie.split('=')[0]!, value: organiser.cookie.split('=')[1]!, url: server.url },
    ])
  await page.goto(`${server.url}/import`)
  await page.locator('input[type=file]').setInputFiles({
    name: 'broken.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"schedule": {"conference": 7}}'),
  })
  await page.getByLabel('Short name in addresses').fill('broken')
  await page.getByRole('button', { name: 'See what would change' }).click()
  await expect(page.getByText(/schedule\.conference/).first()).toBeVisible()
  expect((await page.request.get(`${server.url}/api/v1/events/broken`)).status()).toBe(404)
})

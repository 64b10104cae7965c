/** Messages at the edge of the page. */
import type { Locator, Page } from '@playwright/test'
import { makeEvent, makeLink, ORGANISER } from '../support/api-client.ts'
import { editorOf, expect, joinAsScribe, PHONE, test } from './pages.ts'

const WIDE = { viewport: { width: 1280, height: 800 } } as const
const SIZES = { wide: WIDE, phone: PHONE } as const

const noticeOf = (page: Page, text: string | RegExp): Locator =>
  page.locator('.mantine-Notification-root', { hasText: text })

/** Fails when a message that is on the screen covers one of them. */
async function expectFree(notice: Locator, others: Readonly<Record<string, Locator>>): Promise<void> {
  await expect(notice).toBeVisible()
  // Where it stays, not where it comes from.
  await notice.evaluate((element) => Promise.all(element.getAnimations().map(({ finished }) => finished)))
  const box = await boxOf(notice)
  for (const [name, other] of Object.entries(others)) {
    const { x, y, width, height } = await boxOf(other)
    const isApart =
      x >= box.x + box.width || box.x >= x + width || y >= box.y + box.height || box.y >= y + height
    expect(isApart, `${name} at ${y}…${y + height}, the message at ${box.y}…${box.y + box.height}`).toBe(true)
  }
}

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox()
  if (!box) throw new Error('expected the element to be shown')
  return box
}

for (const [size, context] of Object.entries(SIZES)) {
  test(`[PAGE-38] messages cover neither header nor toolbar nor the control that was used (${size})`, async ({
    browser,
    served: { server, organiser },
  }) => {
    const slug = `notices-${size}`
    const event = await makeEvent(organiser, slug)
    const session = event.sessions[0]!
    await organiser.expect('POST', `/notes/${session.summaryId}/import?format=md`, 'Kernels boot faster.')
    const { url } = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'lead' })
    const path = `/e/${slug}/s/${session.id}`
    const lea = await joinAsScribe(browser, { link: url, name: 'Lea', path, context })
    if (size === 'phone') await lea.page.getByRole('tab', { name: 'Summary' }).click()
    const pane = lea.page.locator('[data-note-kind="summary"]')
    await expect(editorOf(lea.page, 'summary')).toBeVisible()
    const stage = pane.getByRole('button', { name: /^This summary is/ })
    await stage.click()
    await lea.page.getByRole('menuitem', { name: 'Send to review' }).click()
    await expectFree(noticeOf(lea.page, 'The summary is in review now.'), {
      header: lea.page.getByRole('banner'),
      toolbar: pane.getByRole('toolbar'),
      stage,
    })
    await lea.context.close()

    const olga = await (await browser.newContext(context)).newPage()
    await olga.goto(`${server.url}/sign-in`)
    await olga.getByLabel('E-mail address').fill(ORGANISER.email)
    await olga.getByRole('textbox', { name: 'Password' }).fill(ORGANISER.password)
    await olga.getByRole('button', { name: 'Sign in' }).click()
    await expect(olga).toHaveURL(`${server.url}/`)
    await olga.goto(`${server.url}/e/${slug}/publish`)
    await olga.getByLabel('Terms of use').fill('CC BY 4.0')
    const save = olga.getByRole('button', { name: 'Save' })
    await save.evaluate((button) => {
      document.documentElement.style.paddingBlockEnd = '100vh'
      button.scrollIntoView({ block: 'end' })
    })
    await save.click()
    await expectFree(noticeOf(olga, /^Saved/), { header: olga.getByRole('banner'), save })
    await olga.context().close()
  })
}

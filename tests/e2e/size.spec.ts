/** What pages weigh: the script that a browser without a cache really gets, compressed as a server in front would. */
import type { Browser, Response } from '@playwright/test'
import { gzipSync } from 'node:zlib'
import { makeEvent, type ApiClient } from '../support/api-client.ts'
import { editorOf, expect, test } from './pages.ts'

const KB = 1_000

/** A browser that never was here, signed in as the one who calls, and what scripts it gets. */
async function openFresh(browser: Browser, { url, cookie }: ApiClient) {
  const context = await browser.newContext()
  const [name = '', value = ''] = cookie.split('=')
  await context.addCookies([{ name, value, url }])
  const page = await context.newPage()
  const scripts: Response[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response)
  })
  return {
    page,
    /** Compressed bytes of all scripts up to now, or of those that pass; ends the browser. */
    async weigh(what: string, passes: (url: string) => boolean = () => true): Promise<number> {
      const counted = scripts.filter((response) => passes(response.url()))
      const bodies = await Promise.all(counted.map((response) => response.body()))
      const bytes = bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).byteLength, 0)
      console.log(`${what}: ${(bytes / KB).toFixed(1)} KB of script in ${bodies.length} files`)
      await context.close()
      return bytes
    },
  }
}

test('[SIZE-1] the list of events and an event’s page weigh at most 170 KB of script', async ({
  browser,
  served: { organiser },
}) => {
  await makeEvent(organiser, 'lists')
  const home = await openFresh(browser, organiser)
  await home.page.goto(organiser.url)
  await expect(home.page.getByRole('link', { name: /Conference/ }).first()).toBeVisible()
  expect(await home.weigh('events')).toBeLessThanOrEqual(170 * KB)

  const event = await openFresh(browser, organiser)
  await event.page.goto(`${organiser.url}/e/lists`)
  await expect(event.page.getByRole('link', { name: 'Boot-time tracing' }).first()).toBeVisible()
  expect(await event.weigh('one event')).toBeLessThanOrEqual(170 * KB)
})

test('[SIZE-2] a session weighs at most 390 KB of script until one can type', async ({
  browser,
  served: { organiser },
}) => {
  const { sessions } = await makeEvent(organiser, 'typing')
  const session = await openFresh(browser, organiser)
  const { page } = session
  // What is loaded a moment later is no part of it, however slow the machine is.
  await page.addInitScript(() => {
    new MutationObserver((_changes, observer) => {
      if (!document.querySelector('[contenteditable="true"]')) return
      performance.mark('can type')
      observer.disconnect()
    }).observe(document, { subtree: true, childList: true, attributes: true })
  })
  await page.goto(`${organiser.url}/e/typing/s/${sessions[0]!.id}`)
  await editorOf(page).click()
  await page.keyboard.type('a')
  await expect(editorOf(page)).toHaveText('a')
  const needed = await page.evaluate(() => {
    const [canType] = performance.getEntriesByName('can type')
    const loaded = performance.getEntriesByType('resource')
    return loaded.filter(({ startTime }) => canType && startTime < canType.startTime).map(({ name }) => name)
  })
  const bytes = await session.weigh('a session, until one can type', (url) => needed.includes(url))
  expect(bytes).toBeGreaterThan(200 * KB)
  expect(bytes).toBeLessThanOrEqual(390 * KB)
})

test('[SIZE-3] a reading page weighs at most 15 KB of script', async ({ browser, served: { organiser } }) => {
  const { sessions } = await makeEvent(organiser, 'weighed')
  const reading = await openFresh(browser, organiser)
  await reading.page.goto(`${organiser.url}/r/weighed/s/${sessions[0]!.id}`)
  await expect(reading.page.getByRole('status')).toHaveText('Live')
  expect(await reading.weigh('a reading page')).toBeLessThanOrEqual(15 * KB)
})

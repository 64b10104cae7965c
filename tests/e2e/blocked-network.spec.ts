import type { Page } from '@playwright/test'
import { MAX_HELD_ANSWERS } from '../../shared/protocol/limits.ts'
import { Http2Front } from '../support/http2-front.ts'
import { SocketBlocker } from '../support/socket-blocker.ts'
import { gather } from './company.ts'
import { chipOf, editorOf, expect, joinAsScribe, test, watchErrors } from './pages.ts'

/** Each has two notes, the session's notes and its summary; a browser opens six connections to a site. */
const TABS = 5

test('[LANE-12] behind a network that lets no WebSocket through one writes with others, sees their carets, and the chip says Saved', async ({
  browser,
  served: { organiser, server },
}) => {
  const network = await SocketBlocker.start(server.url)
  const company = await gather(browser, organiser, 'blocked')
  const ben = await company.join('Ben')
  // Only the page goes through the network; the login holds for every port of the host.
  const path = new URL(company.path, network.url).href
  const ada = await joinAsScribe(browser, { link: company.link, name: 'Ada', path })
  const errors = [watchErrors(ada.page), watchErrors(ben.page)]

  await editorOf(ada.page).click()
  await ada.page.keyboard.type('Ada writes over HTTP.')
  await expect(editorOf(ben.page)).toContainText('Ada writes over HTTP.')
  await editorOf(ben.page).getByText('over HTTP').click()
  await ben.page.keyboard.press('End')
  await ben.page.keyboard.type(' Ben does not.')
  await expect(editorOf(ada.page)).toContainText('Ada writes over HTTP. Ben does not.')
  await expect(editorOf(ada.page).getByText('Ben', { exact: true })).toBeAttached()
  await expect(editorOf(ben.page).getByText('Ada', { exact: true })).toBeAttached()
  await expect(chipOf(ada.page)).toHaveText('Saved')
  await expect(chipOf(ada.page)).toHaveAttribute('title', /This network blocks WebSocket/)
  await expect(chipOf(ben.page)).not.toHaveAttribute('title', /WebSocket/)
  expect(network.attempts).toBeGreaterThan(0)
  expect(network.requested.some((address) => address.includes('/frames?'))).toBe(true)

  // A line that breaks while she types.
  network.cut()
  await ada.page.keyboard.type(' And after a cut.')
  await expect(editorOf(ben.page)).toContainText('And after a cut.', { timeout: 20_000 })
  await expect(chipOf(ada.page)).toHaveText(/[Ss]aved$/)
  for (const error of errors) error.check()
  await Promise.all([ada.context.close(), ben.context.close()])
  await network.close()
})

test('[LANE-8, LANE-15] five tabs of one browser all go on over HTTP/1.1, the one in front at once', async ({
  browser,
  served: { organiser, server },
}) => {
  const network = await SocketBlocker.start(server.url)
  const company = await gather(browser, organiser, 'crowded')
  const address = new URL(company.path, network.url).href
  const ada = await joinAsScribe(browser, { link: company.link, name: 'Ada', path: address })
  const tabs = [ada.page]
  const errors = [watchErrors(ada.page)]
  while (tabs.length < TABS) {
    const tab = await ada.context.newPage()
    errors.push(watchErrors(tab))
    await tab.goto(address)
    tabs.push(tab)
  }
  // All of them are in front, as windows beside each other are: ten notes for six connections.
  for (const tab of tabs) await expect(chipOf(tab)).toHaveText('Saved')
  await expect.poll(() => network.countOpen('answer=lasting')).toBe(MAX_HELD_ANSWERS)
  for (const [index, tab] of tabs.entries()) {
    await editorOf(tab).click()
    await tab.keyboard.press('Control+End')
    await tab.keyboard.type(` From tab ${index + 1}.`)
    await expect(chipOf(tab)).toHaveText(/[Ss]aved$/)
  }
  for (const tab of tabs) await expect(editorOf(tab)).toContainText(`From tab ${TABS}.`)
  // Everything else still gets through.
  const last = tabs[TABS - 1]!
  await last.reload()
  await expect(chipOf(last)).toHaveText('Saved')

  // Now all but the last one go out of sight: it gets an answer that lasts for each of its notes.
  for (const tab of tabs.slice(0, -1)) await putAway(tab, true)
  await expect.poll(() => network.countOpen('/events')).toBe(2)
  await expect.poll(() => network.countOpen('answer=lasting')).toBe(2)
  await editorOf(last).click()
  await last.keyboard.press('Control+End')
  await last.keyboard.type(' Still written.')
  await expect(chipOf(last)).toHaveText(/[Ss]aved$/)
  await putAway(tabs[0]!, false)
  await expect(editorOf(tabs[0]!)).toContainText('Still written.')
  for (const error of errors) error.check()
  await ada.context.close()
  await network.close()
})

test('[LANE-14] behind a proxy that holds answers back one writes with others', async ({
  browser,
  served: { organiser, server },
}) => {
  const network = await SocketBlocker.start(server.url)
  const company = await gather(browser, organiser, 'held-back')
  const ben = await company.join('Ben')
  network.holding = { bytes: 64 * 1024, ms: 60_000 }
  const path = new URL(company.path, network.url).href
  const ada = await joinAsScribe(browser, { link: company.link, name: 'Ada', path })
  await expect(chipOf(ada.page)).toHaveText('Saved', { timeout: 20_000 })
  await editorOf(ada.page).click()
  await ada.page.keyboard.type('Ada writes in short answers.')
  await expect(editorOf(ben.page)).toContainText('Ada writes in short answers.')
  await editorOf(ben.page).getByText('short answers').click()
  await ben.page.keyboard.press('End')
  await ben.page.keyboard.type(' Ben does not.')
  await expect(editorOf(ada.page)).toContainText('short answers. Ben does not.')
  await expect(chipOf(ada.page)).toHaveText(/[Ss]aved$/)
  await Promise.all([ada.context.close(), ben.context.close()])
  await network.close()
})

test('[LANE-16] over HTTP/2 many tabs have answers that last', async ({
  browser,
  served: { organiser, server },
}) => {
  const front = await Http2Front.start(server.url)
  const company = await gather(browser, organiser, 'http2')
  const path = new URL(company.path, front.url).href
  const ada = await joinAsScribe(browser, {
    link: company.link,
    name: 'Ada',
    path,
    context: { ignoreHTTPSErrors: true },
  })
  const tabs = [ada.page]
  while (tabs.length < TABS) {
    const tab = await ada.context.newPage()
    await tab.goto(path)
    tabs.push(tab)
  }
  for (const tab of tabs) await expect(chipOf(tab)).toHaveText('Saved', { timeout: 20_000 })
  await editorOf(ada.page).click()
  await ada.page.keyboard.type('Over one line.')
  for (const tab of tabs) await expect(editorOf(tab)).toContainText('Over one line.')
  const streams = front.requested.filter(({ path: asked }) => asked.includes('/events?'))
  expect(streams.length).toBe(2 * TABS)
  expect(
    streams.every(({ version, path: asked }) => version === '2.0' && /lasting.*multiplexed/.test(asked)),
  ).toBe(true)
  await ada.context.close()
  await front.close()
})

/** Headless browsers show all their tabs: this is what one that is not in front sees. */
async function putAway(tab: Page, isAway: boolean): Promise<void> {
  await tab.evaluate(
    (state) => {
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    },
    isAway ? 'hidden' : 'visible',
  )
}

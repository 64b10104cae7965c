import { MAX_STREAMS } from '../../shared/protocol/limits.ts'
import { SocketBlocker } from '../support/socket-blocker.ts'
import { gather } from './company.ts'
import { chipOf, editorOf, expect, joinAsScribe, test, watchErrors } from './pages.ts'

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

test('[LANE-8] tabs beyond those that HTTP can carry say so and disturb no other; one that is closed makes room', async ({
  browser,
  served: { organiser, server },
}) => {
  const network = await SocketBlocker.start(server.url)
  const company = await gather(browser, organiser, 'crowded')
  const address = new URL(company.path, network.url).href
  const ada = await joinAsScribe(browser, { link: company.link, name: 'Ada', path: address })
  await expect(chipOf(ada.page)).toHaveText('Saved')
  const tabs = []
  // Each has two notes: the session's notes and its summary.
  for (let count = 1; count < MAX_STREAMS / 2; count++) {
    const tab = await ada.context.newPage()
    await tab.goto(address)
    await expect(chipOf(tab)).toHaveText('Saved')
    tabs.push(tab)
  }
  const tooMany = await ada.context.newPage()
  await tooMany.goto(address)
  await expect(tooMany.getByText('Too many notes open: close a tab').first()).toBeVisible()

  await editorOf(ada.page).click()
  await ada.page.keyboard.type('Still written.')
  for (const tab of tabs) await expect(editorOf(tab)).toContainText('Still written.')
  await expect(chipOf(ada.page)).toHaveText('Saved')
  await tabs[0]?.close()
  await expect(chipOf(tooMany)).toHaveText('Saved', { timeout: 30_000 })
  await ada.context.close()
  await network.close()
})

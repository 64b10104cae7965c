import { makeEvent, makeLink } from '../support/api-client.ts'
import { chipOf, editorOf, expect, joinAsScribe, PHONE, test, watchErrors } from './pages.ts'

test('[WEB-1] two people in two browsers write together and see each other’s carets; the chip says Saved', async ({
  browser,
  served: { organiser },
}) => {
  const event = await makeEvent(organiser, 'together')
  const link = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'scribe' })
  const path = `/e/together/s/${event.sessions[0]!.id}`
  const ada = await joinAsScribe(browser, { link: link.url, name: 'Ada', path, inDialog: true })
  const ben = await joinAsScribe(browser, {
    link: link.url,
    name: 'Ben',
    path,
    context: PHONE,
    inDialog: true,
  })
  const errors = [watchErrors(ada.page), watchErrors(ben.page)]

  await editorOf(ada.page).click()
  await ada.page.keyboard.type('# Boot-time tracing')
  await ada.page.keyboard.press('Enter')
  await ada.page.keyboard.type('The command line is too short.')
  await expect(editorOf(ben.page).getByRole('heading', { name: 'Boot-time tracing' })).toBeVisible()
  await editorOf(ben.page).getByText('too short').click()
  await ben.page.keyboard.press('End')
  await ben.page.keyboard.type(' A file next to the initrd helps.')
  await expect(editorOf(ada.page)).toContainText('too short. A file next to the initrd helps.')

  await expect(editorOf(ada.page).getByText('Ben')).toBeAttached()
  await expect(chipOf(ada.page)).toHaveText('Saved')
  await expect(chipOf(ben.page)).toHaveText('Saved')
  const contentPath = `/api/v1/notes/${event.sessions[0]!.notesId}/content?format=md`
  await expect
    .poll(async () => (await organiser.request<string>('GET', contentPath)).body)
    .toBe('# Boot-time tracing\n\nThe command line is too short. A file next to the initrd helps.\n')
  for (const error of errors) error.check()
  await Promise.all([ada.context.close(), ben.context.close()])
})

test('[WEB-2] a reader’s link opens a page that is complete without script and follows live with it; nobody can write there', async ({
  browser,
  served: { organiser, server },
}) => {
  const event = await makeEvent(organiser, 'readers')
  const session = event.sessions[0]!
  const markdown = '## Decisions\n\n- merge it\n'
  await organiser.expect('POST', `/notes/${session.notesId}/import?format=md`, markdown)
  const link = await makeLink(organiser, { scope: { type: 'session', id: session.id }, role: 'reader' })

  const plain = await browser.newContext({ javaScriptEnabled: false })
  const still = await plain.newPage()
  await still.goto(link.url)
  expect(new URL(still.url()).pathname).toBe(`/r/readers/s/${session.id}`)
  await expect(still.getByRole('heading', { name: 'Boot-time tracing' })).toBeVisible()
  await expect(still.getByText('merge it')).toBeVisible()
  await expect(still.locator('[contenteditable]')).toHaveCount(0)

  const scripted = await browser.newContext()
  const live = await scripted.newPage()
  const errors = watchErrors(live)
  await live.goto(link.url)
  await organiser.expect('POST', `/notes/${session.notesId}/import?format=md`, 'Seen live.')
  await expect(live.getByText('Seen live.')).toBeVisible()

  // The server, not the page: the same login is refused when it asks to write.
  const refused = await live.request.post(`${server.url}/api/v1/notes/${session.notesId}/import?format=md`, {
    data: Buffer.from('graffiti'),
    headers: { 'content-type': 'application/octet-stream', origin: server.url },
  })
  expect(refused.status()).toBe(403)
  errors.check()
  await Promise.all([plain.close(), scripted.close()])
})

test('[WEB-3] after kill -9 while two people type, nothing that either saw is gone, and what was typed meanwhile arrives', async ({
  browser,
  served: { organiser, server },
}) => {
  test.setTimeout(120_000)
  const event = await makeEvent(organiser, 'killed')
  const session = event.sessions[0]!
  const link = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'scribe' })
  const path = `/e/killed/s/${session.id}`
  const ada = await joinAsScribe(browser, { link: link.url, name: 'Ada', path })
  const ben = await joinAsScribe(browser, { link: link.url, name: 'Ben', path })
  await editorOf(ada.page).click()
  await ada.page.keyboard.type('Ada writes.')
  await ada.page.keyboard.press('Enter')
  await ada.page.keyboard.type('second line')
  await editorOf(ben.page).getByText('Ada writes.').click()
  await ben.page.keyboard.press('End')
  await ben.page.keyboard.type(' Ben too.')
  await expect(editorOf(ada.page)).toContainText('Ben too.')

  await Promise.all([ada.page.keyboard.type(' typing while', { delay: 5 }), server.kill()])
  await expect(chipOf(ada.page)).toContainText(/kept on this device|Reconnecting/, { timeout: 30_000 })
  await ada.page.keyboard.type(' and after the crash')
  await expect(chipOf(ada.page)).toContainText('kept on this device')
  await server.restart()

  await expect(editorOf(ben.page)).toContainText('typing while and after the crash', { timeout: 45_000 })
  await expect(editorOf(ben.page)).toContainText('Ada writes. Ben too.')
  await expect(chipOf(ada.page)).toContainText(/[Ss]aved/)
  await Promise.all([ada.context.close(), ben.context.close()])
})

test('[WEB-4] a link that is revoked while somebody types ends with a clear message and the text still on screen', async ({
  browser,
  served: { organiser },
}) => {
  const event = await makeEvent(organiser, 'revoked')
  const link = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'scribe' })
  const ada = await joinAsScribe(browser, {
    link: link.url,
    name: 'Ada',
    path: `/e/revoked/s/${event.sessions[0]!.id}`,
  })
  await editorOf(ada.page).click()
  await ada.page.keyboard.type('Keep this.')
  const contentPath = `/api/v1/notes/${event.sessions[0]!.notesId}/content?format=txt`
  await expect
    .poll(async () => (await organiser.request<string>('GET', contentPath)).body)
    .toContain('Keep this.')
  await expect(chipOf(ada.page)).toHaveText('Saved')
  await organiser.expect('DELETE', `/links/${link.id}`)
  await expect(chipOf(ada.page)).toHaveText('Disconnected')
  await expect(ada.page.getByText('Keep this.')).toBeVisible()
  await expect(ada.page.locator('[data-note-kind="notes"] [contenteditable="true"]')).toHaveCount(0)
  await ada.context.close()
})

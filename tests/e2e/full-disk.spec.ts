import { join } from 'node:path'
import { makeEvent, makeLink, signUpOrganiser } from '../support/api-client.ts'
import { ServerProcess } from '../support/server-process.ts'
import { SmallDisk } from '../support/small-disk.ts'
import { chipOf, editorOf, expect, joinAsScribe, PHONE, test } from './pages.ts'

const MIB = 1024 * 1024

test('[WEB-8] while the server’s disk is full the page says so and keeps what is typed; with space again it is saved', async ({
  browser,
}) => {
  const disk = SmallDisk.make(8 * MIB)
  if (typeof disk === 'string') return test.skip(true, disk)
  const server = await ServerProcess.start({ dataDir: join(disk.path, 'data') })
  try {
    const organiser = await signUpOrganiser(server.url, server.setupLink)
    const event = await makeEvent(organiser, 'full')
    const link = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'scribe' })
    const page = `/e/full/s/${event.sessions[0]!.id}`
    const ada = await joinAsScribe(browser, { link: link.url, name: 'Ada', path: page })
    const ben = await joinAsScribe(browser, { link: link.url, name: 'Ben', path: page, context: PHONE })
    await editorOf(ada.page).click()
    await ada.page.keyboard.type('Before. ')
    await expect(editorOf(ben.page)).toContainText('Before.')
    await expect(chipOf(ada.page)).toHaveText('Saved')

    disk.fillUp()
    // What the database has room for already is still taken.
    await ada.page.keyboard.insertText('x'.repeat(100_000))
    await ada.page.keyboard.type(' While it was full.')
    await expect(chipOf(ada.page)).toHaveText(/^Server cannot save: \d+ changes? kept on this device$/, {
      timeout: 30_000,
    })
    await expect(editorOf(ben.page)).not.toContainText('While it was full.')

    disk.empty()
    await expect(chipOf(ada.page)).toHaveText('Saved', { timeout: 30_000 })
    await expect(editorOf(ben.page)).toContainText('While it was full.')
    await Promise.all([ada.context.close(), ben.context.close()])
  } finally {
    await server.dispose()
    disk.dispose()
  }
})

/** Reading pages in a real browser: what only layout, selections and printing can show. */
import type { Page } from '@playwright/test'
import * as Y from 'yjs'
import type { EventDetail } from '../../shared/contracts/programme.ts'
import { FRAGMENT } from '../../shared/protocol/messages.ts'
import { makeEvent, makeLink, type ApiClient } from '../support/api-client.ts'
import { NoteClient } from '../support/note-client.ts'
import { SocketBlocker } from '../support/socket-blocker.ts'
import { expect, expectAccessible, PHONE, test, watchErrors } from './pages.ts'

const MARKDOWN = [
  '# What exists',
  'Two back-ends that do the same. '.repeat(12),
  '- one\n- two, with `code`',
  '# Questions',
  'Somebody has to look into this. '.repeat(30),
  '- [x] Send it\n- [ ] Measure it',
  '```\nconst width = "a line of code that is too long for a phone, whatever one does about it, is it not"\n```',
  '| Target | Width |\n| --- | --- |\n| host | 64 |',
  '# Decisions',
  'Merge it. '.repeat(40),
  '# Next steps',
  'Write it down. '.repeat(200),
].join('\n\n')

/** A session with long notes, and a page that shows it live to a reader. */
async function openReading(
  page: Page,
  { organiser, slug }: { readonly organiser: ApiClient; readonly slug: string },
): Promise<{ readonly session: EventDetail['sessions'][number]; readonly linkId: string }> {
  const event = await makeEvent(organiser, slug)
  const session = event.sessions[0]!
  await organiser.expect('POST', `/notes/${session.notesId}/import?format=md`, MARKDOWN)
  const link = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'reader' })
  await page.goto(link.url)
  await page.goto(new URL(`/r/${slug}/s/${session.id}`, link.url).href)
  await expect(page.getByRole('status')).toHaveText('Live')
  return { session, linkId: link.id }
}

const notesHtml = (page: Page) => page.locator('#notes [data-note]').innerHTML()

test('[READ-22] what a reader looks at stays where it is, and stays selected, while others write above it', async ({
  page,
  served: { organiser, server },
}) => {
  await page.setViewportSize(PHONE.viewport)
  const errors = watchErrors(page)
  const { session } = await openReading(page, { organiser, slug: 'still' })
  const scribe = await makeLink(organiser, { scope: { type: 'session', id: session.id }, role: 'scribe' })
  const client = await new NoteClient({
    url: server.url,
    noteId: session.notesId,
    secret: scribe.secret,
  }).synced()

  const heading = page.getByRole('heading', { name: 'Decisions' })
  await heading.evaluate((element) => {
    scrollTo(0, element.getBoundingClientRect().top + scrollY - 150)
    getSelection()?.selectAllChildren(element)
  })
  const topOf = () => heading.evaluate((element) => element.getBoundingClientRect().top)
  const before = await topOf()
  for (let change = 1; change <= 8; change++) {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText(`Written above, number ${change}. ${'More words. '.repeat(change)}`)])
    client.doc.getXmlFragment(FRAGMENT).insert(0, [paragraph])
    await expect(page.getByText(`number ${change}.`)).toBeAttached()
  }
  client.destroy()
  expect(Math.abs((await topOf()) - before)).toBeLessThan(1)
  expect(await page.evaluate(() => getSelection()?.toString())).toBe('Decisions')

  await page.getByRole('link', { name: 'Changed further up' }).click()
  await expect(page.getByText('number 8.')).toBeInViewport()
  await expect(page.getByRole('link', { name: 'Changed further up' })).toBeHidden()
  errors.check()
})

test('[READ-23] a page that followed many changes is the same as one that was opened after them', async ({
  page,
  context,
  served: { organiser, server },
}) => {
  const { session } = await openReading(page, { organiser, slug: 'same' })
  const scribe = await makeLink(organiser, { scope: { type: 'session', id: session.id }, role: 'scribe' })
  const client = await new NoteClient({
    url: server.url,
    noteId: session.notesId,
    secret: scribe.secret,
  }).synced()
  const blocks = client.doc.getXmlFragment(FRAGMENT)
  const paragraph = (text: string) => {
    const element = new Y.XmlElement('paragraph')
    element.insert(0, [new Y.XmlText(text)])
    return element
  }
  const changes: readonly (() => void)[] = [
    () => blocks.insert(3, [paragraph('In between.')]),
    () => blocks.delete(0, 2),
    () => blocks.insert(blocks.length, [paragraph('At the end.')]),
    () => {
      blocks.delete(4, 3)
      blocks.insert(1, [paragraph('First of two.'), paragraph('Second of two.')])
    },
  ]
  for (const [index, change] of changes.entries()) {
    client.doc.transact(change)
    client.doc.transact(() => blocks.insert(0, [paragraph(`Step ${index}.`)]))
    await expect(page.getByText(`Step ${index}.`)).toBeAttached()
  }
  client.destroy()
  const fresh = await context.newPage()
  await fresh.goto(page.url())
  expect(await notesHtml(page)).toBe(await notesHtml(fresh))
  const contentsOf = (of: Page) => of.locator('[data-contents] li').allTextContents()
  expect(await contentsOf(page)).toEqual(await contentsOf(fresh))
})

test('[READ-20] the status line tells the truth: cut line, blocked streams, revoked link', async ({
  page,
  context,
  served: { organiser },
}) => {
  const { session, linkId } = await openReading(page, { organiser, slug: 'truth' })
  const status = page.getByRole('status')
  await context.setOffline(true)
  await expect(status).toHaveText('Reconnecting…')
  await context.setOffline(false)
  await expect(status).toHaveText('Live')

  await page.route('**/api/v1/live**', (route) => route.abort())
  await page.reload()
  await expect(status).toHaveText('Updated every 20 seconds', { timeout: 20_000 })
  await organiser.expect('POST', `/notes/${session.notesId}/import?format=md`, 'Without a stream.')
  // As the device says after it was out of reach: no need to wait for the next round.
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await expect(page.getByText('Without a stream.')).toBeVisible({ timeout: 30_000 })

  await page.unroute('**/api/v1/live**')
  await page.reload()
  await expect(status).toHaveText('Live')
  await organiser.expect('DELETE', `/links/${linkId}`)
  await expect(status).toHaveText(/^Stopped\. Your access to these notes has ended/)
  await expect(page.getByRole('heading', { name: 'Decisions' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'This link has ended' })).toBeVisible()
})

test('[READ-28] behind a proxy that holds answers back a page is updated all the same, and says how often', async ({
  page,
  served: { organiser, server },
}) => {
  const network = await SocketBlocker.start(server.url)
  const { session } = await openReading(page, { organiser, slug: 'held' })
  network.holding = { bytes: 64 * 1024, ms: 60_000 }
  await page.goto(new URL(`/r/held/s/${session.id}`, network.url).href)
  await organiser.expect('POST', `/notes/${session.notesId}/import?format=md`, 'Written behind the proxy.')
  await expect(page.getByText('Written behind the proxy.')).toBeVisible({ timeout: 20_000 })
  await expect(page.getByRole('status')).toHaveText('Updated every 20 seconds')
  await page.close()
  await network.close()
})

test('[READ-21] reading pages have no accessibility violation, light and dark, wide and on a phone', async ({
  browser,
  served: { organiser },
}) => {
  test.setTimeout(120_000)
  const event = await makeEvent(organiser, 'access')
  const session = event.sessions[0]!
  await organiser.expect('POST', `/notes/${session.notesId}/import?format=md`, MARKDOWN)
  await organiser.expect('POST', `/notes/${session.summaryId}/import?format=md`, 'All agreed.')
  const link = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'reader' })
  const base = new URL(link.url).origin
  for (const options of [{ colorScheme: 'light' as const }, { colorScheme: 'dark' as const, ...PHONE }]) {
    const context = await browser.newContext(options)
    const page = await context.newPage()
    await page.goto(link.url)
    const paths = [
      '/r/access',
      `/r/access/s/${session.id}`,
      `/r/access/t/${session.trackId}`,
      `/r/n/${session.summaryId}`,
      '/r/none',
    ]
    for (const path of paths) {
      await page.goto(base + path)
      for (const details of await page.locator('details').all())
        await details.evaluate((one) => one.setAttribute('open', ''))
      await expectAccessible(page, path)
    }
    await context.close()
  }
})

test('[READ-24] printed: no controls, everything open, addresses of links and of the page', async ({
  page,
  served: { organiser },
}) => {
  const { session } = await openReading(page, { organiser, slug: 'print' })
  await organiser.expect(
    'POST',
    `/notes/${session.notesId}/import?format=md`,
    'See [the list](https://lists.example.org/1).',
  )
  const target = page.getByRole('link', { name: 'the list' })
  await expect(target).toBeVisible()
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('status')).toBeHidden()
  await expect(page.locator('[data-contents]')).toBeHidden()
  await expect(page.getByText(page.url())).toBeVisible()
  expect(await target.evaluate((element) => getComputedStyle(element, '::after').content)).toContain(
    'https://lists.example.org/1',
  )
})

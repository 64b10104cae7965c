/** From notes to summary: blocks that are pulled across, the way back to them, and a first draft. */
import type { Browser, Page } from '@playwright/test'
import { makeEvent, makeLink, type ApiClient } from '../support/api-client.ts'
import { png } from '../support/picture-files.ts'
import {
  caretNoticed,
  chipOf,
  editorOf,
  expect,
  expectAccessible,
  joinAsScribe,
  PHONE,
  test,
  watchErrors,
} from './pages.ts'

const NOTES = `## Boot time

Masami showed the numbers of the last year.

**Question (Ben):** Why so slow?

**Answer:** Initcalls.

- one
- two

**Decision:** Trace the initcalls

## Links

See <https://lore.kernel.org/1>
`

/** A lead with the notes of a session that were written before. */
async function openNotes(
  browser: Browser,
  { organiser, slug, context = {} }: { organiser: ApiClient; slug: string; context?: object },
) {
  const event = await makeEvent(organiser, slug)
  const session = event.sessions[0]!
  await organiser.expect('POST', `/notes/${session.notesId}/import?format=md`, NOTES)
  const link = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'lead' })
  const path = `/e/${slug}/s/${session.id}`
  const join = (name: string) => joinAsScribe(browser, { link: link.url, name, path, context })
  const { page, context: opened } = await join('Lea Lead')
  await expect(editorOf(page)).toContainText('Trace the initcalls')
  const summaryAs = async (format: 'md' | 'json') => {
    const answer = await organiser.request<string>(
      'GET',
      `/api/v1/notes/${session.summaryId}/content?format=${format}`,
    )
    return typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
  }
  return { page, context: opened, event, session, link, join, summaryAs }
}

const marker = (page: Page) => page.getByRole('button', { name: /^From the notes/ })

/** Puts the caret into a line of the notes and pulls it. */
async function pull(page: Page, words: string): Promise<void> {
  await editorOf(page).getByText(words).click()
  await caretNoticed(page)
  await page.keyboard.press('Control+Alt+p')
  await expect(editorOf(page, 'summary')).toContainText(words)
}

test('[PULL-1, PULL-3, PULL-5] a lead pulls blocks into the summary and gets back to their passages, whatever is written around them', async ({
  browser,
  served: { organiser },
}) => {
  const { page, context, summaryAs } = await openNotes(browser, { organiser, slug: 'pulled' })
  const errors = watchErrors(page)
  const notes = editorOf(page)
  const summary = editorOf(page, 'summary')
  await pull(page, 'Trace the initcalls')
  await expect(notes).toBeFocused()
  // The next one goes below, the caret being there; at a selection there is a button, too.
  await notes.getByText('Masami showed').click({ clickCount: 3 })
  await page
    .getByRole('toolbar', { name: 'Formatting of the selection' })
    .getByRole('button', { name: 'Pull into the summary' })
    .click()
  await expect(summary).toContainText('Masami showed')
  await notes.getByText('two').click()
  await caretNoticed(page)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('pull into')
  await page.getByRole('option', { name: 'Pull into the summary' }).click()
  await expect(summary.getByRole('listitem')).toHaveText(['two'])
  await expect
    .poll(() => summaryAs('md'))
    .toBe('**Decision:** Trace the initcalls\n\nMasami showed the numbers of the last year.\n\n- two\n')
  expect((await summaryAs('json')).match(/"origin":"[a-z0-9]+:\d+\.\d+"/g)).toHaveLength(3)

  // Back, after the notes were changed around it and in it.
  await notes.getByText('Boot time').click()
  await page.keyboard.press('Home')
  await page.keyboard.type('Long before: ')
  await notes.getByText('Trace the initcalls').click()
  await page.keyboard.press('End')
  await page.keyboard.type(' everywhere')
  await expect(chipOf(page)).toHaveText('Saved')
  await summary.getByText('Trace the initcalls').hover()
  await expect(marker(page)).toHaveAccessibleName(/, Olga Organiser\. Go there$/)
  await expectAccessible(page, 'notes and summary with the marker of a pulled block')
  await marker(page).click()
  await expect(notes).toBeFocused()
  await expect(notes.getByText('Trace the initcalls everywhere')).toBeInViewport()
  await page.keyboard.type('X')
  await expect(notes).toContainText('XTrace the initcalls everywhere')

  // By keyboard: the marker is the next stop after the text.
  await summary.getByText('Masami showed').click()
  await caretNoticed(page)
  await expect(marker(page)).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('where this comes')
  await page.getByRole('option', { name: 'Where this comes from in the notes' }).click()
  await expect(notes).toBeFocused()
  await page.keyboard.type('Y')
  await expect(notes).toContainText('YMasami showed')

  // Undo in the summary takes back one pull at a time.
  await summary.getByText('Trace the initcalls').click()
  await page.keyboard.press('Control+z')
  await expect(summary.getByRole('listitem')).toHaveCount(0)
  await expect(summary).toContainText('Masami showed')
  await page.keyboard.press('Control+z')
  await expect(summary).not.toContainText('Masami showed')
  await expect(summary).toContainText('Trace the initcalls')
  errors.check()
  await context.close()
})

test('[READ-25, READ-26] a reader gets from a line of the summary to its passage in the notes and back, with script and without', async ({
  browser,
  served: { organiser, server },
}) => {
  const { page, context, event, session } = await openNotes(browser, { organiser, slug: 'followed' })
  await organiser.expect('POST', `/notes/${session.notesId}/import?format=md`, 'And so on. '.repeat(600))
  await pull(page, 'Trace the initcalls')
  await pull(page, 'two')
  const link = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'reader' })
  for (const options of [
    { viewport: { width: 1400, height: 700 }, javaScriptEnabled: true },
    { ...PHONE, javaScriptEnabled: false, colorScheme: 'dark' as const },
  ]) {
    const reading = await browser.newContext({ baseURL: server.url, ...options })
    const reader = await reading.newPage()
    const errors = watchErrors(reader)
    await reader.goto(link.url)
    const path = `/r/${event.slug}/s/${session.id}`
    await reader.goto(path)
    const line = reader.locator('#summary').getByText('Trace the initcalls')
    await expect(line).toBeVisible()
    await line.getByRole('link', { name: 'In the notes' }).click()
    const passage = reader.locator('#notes').getByText('Trace the initcalls')
    await expect(passage).toBeInViewport()
    // Not below the head of the window.
    const head = reader.locator('.arrival')
    await expect(head).toHaveText(/^Written\s+\d+ \w+ \d{4}, \d\d:\d\d\.\s+Back to the summary$/)
    await expect(head).toBeInViewport()
    const bottom = await head.boundingBox().then((box) => (box?.y ?? 0) + (box?.height ?? 0))
    expect((await passage.boundingBox())?.y).toBeGreaterThanOrEqual(bottom)
    if (options.javaScriptEnabled) await expectAccessible(reader, 'a page that a line led to')
    await reader.getByRole('link', { name: 'Back to the summary' }).click()
    await expect(line).toBeInViewport()
    errors.check()
    await reading.close()
  }
  await context.close()
})

test('[PULL-2, PULL-6] what is off the record is not pulled; a passage that was deleted leads to the time line', async ({
  browser,
  served: { organiser },
}) => {
  const { page, context } = await openNotes(browser, { organiser, slug: 'gone' })
  const notes = editorOf(page)
  await notes.getByText('Initcalls.').click()
  await caretNoticed(page)
  await page.keyboard.press('Control+Alt+r')
  await page.keyboard.press('Control+Alt+p')
  await expect(page.getByRole('alert')).toContainText('off the record')

  await pull(page, 'Trace the initcalls')
  await notes.getByText('Trace the initcalls').click({ clickCount: 3 })
  await page.keyboard.press('Delete')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Backspace')
  await expect(notes).not.toContainText('Trace the initcalls')
  await expect(chipOf(page)).toHaveText('Saved')
  await editorOf(page, 'summary').getByText('Trace the initcalls').hover()
  await marker(page).click()
  const notice = page.getByRole('alert').filter({ hasText: 'no longer in the notes' })
  await expect(notice).toContainText('It was deleted on')
  await notice.getByRole('button', { name: 'See it in the time line' }).click()
  await expect(page).toHaveURL(/\/history\?note=notes&at=\d+$/)
  await expect(page.getByText('Trace the initcalls').first()).toBeVisible()
  await context.close()
})

test('[PULL-7, PULL-8] an empty summary is begun with what is marked in the notes, in one step; two who do it at once get one draft', async ({
  browser,
  served: { organiser },
}) => {
  const { page, context, join, summaryAs } = await openNotes(browser, { organiser, slug: 'drafted' })
  const errors = watchErrors(page)
  const offer = page.getByRole('button', { name: 'Draft from the notes' })
  await expect(offer).toBeVisible()
  await expectAccessible(page, 'an empty summary with the offer of a draft')
  await offer.click()
  const summary = editorOf(page, 'summary')
  await expect(summary).toContainText('Trace the initcalls')
  await expect(offer).toBeHidden()
  await expect
    .poll(() => summaryAs('md'))
    .toBe(
      [
        '## Boot time',
        '**Question (Ben):** Why so slow?',
        '**Answer:** Initcalls.',
        '**Decision:** Trace the initcalls',
        '## Links',
        '- See <https://lore.kernel.org/1>\n',
      ].join('\n\n'),
    )
  await expect(summary).toBeFocused()
  await page.keyboard.press('Control+z')
  await expect(summary).not.toContainText('Trace')
  await expect(offer).toBeVisible()
  await expect(chipOf(page, 'summary')).toHaveText('Saved')

  // Both press it before they hear of each other.
  const ben = await join('Ben')
  const benOffer = ben.page.getByRole('button', { name: 'Draft from the notes' })
  await expect(benOffer).toBeVisible()
  await Promise.all([context.setOffline(true), ben.context.setOffline(true)])
  await Promise.all([offer.click(), benOffer.click()])
  for (const both of [page, ben.page]) await expect(editorOf(both, 'summary')).toContainText('Trace')
  await Promise.all([context.setOffline(false), ben.context.setOffline(false)])
  for (const both of [page, ben.page]) {
    await expect(chipOf(both, 'summary')).toHaveText('Saved')
    await expect(editorOf(both, 'summary').getByRole('heading')).toHaveText(['Boot time', 'Links'])
  }
  const told = async (both: Page) => both.getByText('Your draft was taken back.').count()
  await expect.poll(async () => (await told(page)) + (await told(ben.page))).toBe(1)
  errors.check()
  await Promise.all([context.close(), ben.context.close()])
})

test('[PULL-8] a summary that holds its template alone is begun below it', async ({
  browser,
  served: { organiser },
}) => {
  const event = await makeEvent(organiser, 'template-draft')
  await organiser.expect('PATCH', '/events/template-draft', { summaryTemplate: '## In short\n' })
  const session = event.sessions[0]!
  await organiser.expect('POST', `/notes/${session.notesId}/import?format=md`, NOTES)
  const link = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'lead' })
  const path = `/e/template-draft/s/${session.id}`
  const { page, context } = await joinAsScribe(browser, { link: link.url, name: 'Lea', path })
  const offer = page.getByRole('button', { name: 'Draft from the notes' })
  await offer.click()
  await expect(editorOf(page, 'summary').getByRole('heading')).toHaveText(['In short', 'Boot time', 'Links'])
  await expect(offer).toBeHidden()
  await context.close()
})

test('[PULL-9, PULL-10] on a phone a picture and a line are pulled into the summary that is not in sight, and there is a way to it', async ({
  browser,
  served: { organiser },
}) => {
  const { page, context, session } = await openNotes(browser, { organiser, slug: 'pocket', context: PHONE })
  const errors = watchErrors(page)
  const image = await organiser.expect<{ id: string }>(
    'POST',
    `/notes/${session.notesId}/images`,
    png(320, 120),
  )
  await organiser.expect(
    'POST',
    `/notes/${session.notesId}/import?format=json`,
    JSON.stringify({ type: 'doc', content: [{ type: 'image', attrs: { id: image.id, alt: 'A graph' } }] }),
  )
  await expect(editorOf(page).getByRole('img')).toBeVisible()
  await editorOf(page).getByText('Trace the initcalls').tap()
  await caretNoticed(page)
  await page.getByRole('button', { name: 'Pull into the summary' }).tap()
  const notice = page.locator('.mantine-Notification-root', { hasText: 'One block is in the summary now.' })
  await expect(notice).toHaveCount(1)
  await expect(editorOf(page)).toBeVisible()
  await expectAccessible(page, 'what was pulled on a phone')

  await editorOf(page).getByRole('img').tap()
  await caretNoticed(page)
  await page.getByRole('button', { name: 'Pull into the summary' }).tap()
  await expect(page.locator('[data-kind="summary"] img')).toHaveCount(1)
  await page.getByRole('button', { name: 'Go there' }).last().tap()
  const summary = editorOf(page, 'summary')
  await expect(summary).toContainText('Trace the initcalls')
  const shown = summary.getByRole('img', { name: 'A graph' })
  await expect(shown).toBeVisible()
  // Its own copy: who may see this summary alone sees it.
  await expect(shown).not.toHaveAttribute('src', new RegExp(image.id))

  await summary.getByText('Trace the initcalls').tap()
  await marker(page).tap()
  await expect(editorOf(page).getByText('Trace the initcalls')).toBeInViewport()
  errors.check()
  await context.close()
})

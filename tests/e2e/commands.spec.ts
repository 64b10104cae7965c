import type { Locator, Page } from '@playwright/test'
import type * as Y from 'yjs'
import { FRAGMENT } from '../../shared/protocol/messages.ts'
import { makeEvent, makeLink, type ApiClient } from '../support/api-client.ts'
import { NoteClient } from '../support/note-client.ts'
import { caretNoticed, editorOf, expect, joinAsScribe, PHONE, test, watchErrors } from './pages.ts'

const MARKDOWN = `# Boot

The **boot** command line is too short.

## Decisions

Boot it with a file.

## Later

${'A long line of notes.\n\n'.repeat(30)}

# Résumé

The last boot.
`

/** Somebody in a browser of their own, in a session whose notes hold the text above. */
async function inNotes(
  options: { browser: Parameters<typeof joinAsScribe>[0]; organiser: ApiClient; slug: string } & {
    context?: Parameters<typeof joinAsScribe>[1]['context']
  },
) {
  const { browser, organiser, slug, context } = options
  const event = await makeEvent(organiser, slug)
  const session = event.sessions[0]!
  await organiser.expect('POST', `/notes/${session.notesId}/import?format=md`, MARKDOWN)
  const link = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'scribe' })
  const path = `/e/${slug}/s/${session.id}`
  const joined = await joinAsScribe(browser, {
    link: link.url,
    name: 'Ada',
    path,
    ...(context ? { context } : {}),
  })
  await expect(editorOf(joined.page)).toContainText('The last boot.')
  return { ...joined, event, session, path, link }
}

function paneOf(page: Page): Locator {
  return page.locator('[data-note-kind="notes"]')
}

function paletteOf(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Search and commands' })
}

/** Selects the text of a line, from its start to its end. */
async function selectLine(page: Page, text: string) {
  await editorOf(page).getByText(text).click()
  await page.keyboard.press('Home')
  await page.keyboard.press('Shift+End')
  await caretNoticed(page)
}

async function openFind(page: Page) {
  await page.keyboard.press('Control+f')
  await expect(page.getByRole('search').getByRole('textbox', { name: 'Find' })).toBeFocused()
}

const selectedText = (page: Page) => page.evaluate(() => String(getSelection()))

test('[FIND-4] the search opens on every page, leads to places, and formats what was selected', async ({
  browser,
  served: { organiser },
}) => {
  test.setTimeout(180_000)
  const { page, context, session } = await inNotes({ browser, organiser, slug: 'palette' })
  const errors = watchErrors(page)

  await selectLine(page, 'Boot it with a file.')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('ital')
  await expect(paletteOf(page).getByRole('option', { selected: true })).toContainText('Italic')
  await page.keyboard.press('Enter')
  await expect(paletteOf(page)).toBeHidden()
  await expect(editorOf(page).locator('em')).toHaveText('Boot it with a file.')
  await expect(editorOf(page)).toBeFocused()
  expect(await selectedText(page)).toBe('Boot it with a file.')

  await page.keyboard.press('Control+k')
  await expect(paletteOf(page).getByRole('option').first()).toContainText('Italic')
  await page.keyboard.press('Tab')
  await expect(paletteOf(page).getByRole('button', { name: 'Close' })).toBeFocused()
  await page.keyboard.press('Space')
  await expect(paletteOf(page)).toBeHidden()
  await expect(editorOf(page)).toBeFocused()

  await page.getByRole('button', { name: 'Search and commands' }).click()
  await page.getByRole('combobox').fill('resume')
  await page.getByRole('option', { name: 'Résumé' }).click()
  await expect(editorOf(page).getByRole('heading', { name: 'Résumé' })).toBeInViewport()
  await expect(editorOf(page)).toBeFocused()

  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('programme')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/e\/palette$/)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('masami')
  await expect(paletteOf(page).getByRole('option', { selected: true })).toContainText('Masami')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/e/palette/s/${session.id}$`))
  errors.check()
  await context.close()
})

test('[FIND-15] keys pressed while the search is still to come stand in it, and not in the notes', async ({
  browser,
  served: { organiser },
}) => {
  const { page, context } = await inNotes({ browser, organiser, slug: 'slow-search' })
  let letCome = (): void => undefined
  const held = new Promise<void>((resolve) => {
    letCome = resolve
  })
  await page.route('**/Palette-*.js', async (route) => {
    await held
    await route.continue()
  })
  await page.reload()
  await editorOf(page).getByText('The last boot.').click()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('masy')
  await page.keyboard.press('Backspace')
  await page.keyboard.type('ami?')
  await page.keyboard.press('Backspace')
  letCome()
  await expect(page.getByRole('combobox')).toBeFocused()
  await expect(page.getByRole('combobox')).toHaveValue('masami')
  await page.keyboard.press('Escape')
  await expect(editorOf(page)).toBeFocused()
  await expect(editorOf(page)).not.toContainText('mas')
  await context.close()
})

test('[PAGE-37] without a network a dialog that was never opened says so, the notes stay, and it opens later', async ({
  browser,
  served: { organiser },
}) => {
  const { page, context } = await inNotes({ browser, organiser, slug: 'no-dialog' })
  const messages = page.waitForResponse(/NoticeStack-.*\.js/)
  await page.reload()
  await (await messages).finished()
  const download = async () => {
    await page.getByRole('button', { name: 'Actions for whole documents' }).click()
    await page.getByRole('menuitem', { name: 'Download' }).first().click()
  }

  await context.setOffline(true)
  await download()
  await expect(page.getByRole('alert').filter({ hasText: 'This could not be opened.' })).toBeVisible()
  await editorOf(page).getByText('The last boot.').click()
  await page.keyboard.press('End')
  await caretNoticed(page)
  await page.keyboard.type(' Indeed.')
  await expect(editorOf(page)).toContainText('The last boot. Indeed.')

  await context.setOffline(false)
  await download()
  await expect(page.getByRole('dialog')).toContainText('Markdown')
  await context.close()
})

test('[FIND-5, FIND-16] the shortcuts are listed, searched and closed; typing a question mark is only that', async ({
  browser,
  served: { organiser },
}) => {
  test.setTimeout(180_000)
  const { page, context } = await inNotes({ browser, organiser, slug: 'help' })
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await editorOf(page).getByText('Boot it with a file.').click()
  await page.keyboard.press('End')
  await page.keyboard.type(' Why?')
  await expect(editorOf(page)).toContainText('Boot it with a file. Why?')
  await expect(help).toBeHidden()

  await page.keyboard.press('Control+/')
  await expect(help.getByRole('region', { name: 'Everywhere' })).toBeVisible()
  await expect(help.getByRole('textbox')).toBeFocused()
  await page.keyboard.type('quote')
  await expect(help.getByText('Ctrl+Shift+B')).toBeVisible()
  await expect(help.getByRole('region', { name: 'Everywhere' })).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(help).toBeHidden()
  await expect(editorOf(page)).toBeFocused()

  await page.getByRole('main').focus()
  await page.keyboard.press('?')
  await expect(help).toBeVisible()
  await page.keyboard.press('Escape')

  const hint = page.getByRole('tooltip')
  await page.getByRole('button', { name: 'Bold' }).first().hover()
  await expect(hint).toHaveText('Bold (Ctrl+B)')
  await page.keyboard.press('Escape')
  await expect(hint).toBeHidden()
  await editorOf(page).click()
  await page.keyboard.press('Alt+F10')
  await page.keyboard.press('End')
  await expect(hint).toContainText('Pull into the summary')
  await context.close()
})

test('[FIND-9, FIND-8] text is found, gone through and replaced; one undo takes everything back', async ({
  browser,
  served: { organiser },
}) => {
  test.setTimeout(180_000)
  const { page, context } = await inNotes({ browser, organiser, slug: 'find' })
  const bar = page.getByRole('search')
  await editorOf(page).getByText('command line').click()
  await page.keyboard.press('Control+Home')
  await openFind(page)
  await page.keyboard.type('boot')
  await expect(bar.getByRole('status')).toHaveText('1 of 4')
  await expect(page.locator('.find-match')).toHaveCount(4)
  await page.keyboard.press('Shift+Enter')
  await expect(bar.getByRole('status')).toHaveText('4 of 4')
  await expect(editorOf(page).getByText('The last boot.')).toBeInViewport()
  await page.keyboard.press('F3')
  await page.keyboard.press('Enter')
  await expect(bar.getByRole('status')).toHaveText('2 of 4')
  await bar.getByRole('button', { name: 'Match case' }).click()
  await expect(bar.getByRole('status')).toHaveText('1 of 2')
  await bar.getByRole('button', { name: 'Match case' }).click()

  await bar.getByRole('button', { name: 'Replace', exact: true }).click()
  await bar.getByRole('textbox', { name: 'Replace with' }).fill('start')
  await bar.getByRole('button', { name: 'Replace all' }).click()
  await expect(bar.getByRole('status')).toHaveText('No match')
  await expect(editorOf(page).locator('strong')).toHaveText('start')
  await expect(editorOf(page)).toContainText('The last start.')

  await bar.getByRole('textbox', { name: 'Find' }).fill('with a file')
  await expect(bar.getByRole('status')).toHaveText('1 of 1')
  await page.keyboard.press('Escape')
  await expect(bar).toBeHidden()
  await expect(page.locator('.find-match')).toHaveCount(0)
  await expect(editorOf(page)).toBeFocused()
  await expect.poll(() => selectedText(page)).toBe('with a file')
  await page.keyboard.press('Control+z')
  await expect(editorOf(page)).toContainText('The last boot.')
  await expect(editorOf(page).locator('strong')).toHaveText('boot')
  await context.close()
})

test('[FIND-7] marks follow what others write', async ({ browser, served: { organiser } }) => {
  test.setTimeout(180_000)
  const { page, context, session } = await inNotes({ browser, organiser, slug: 'marks' })
  await editorOf(page).getByText('command line').click()
  await openFind(page)
  await page.keyboard.type('boot')
  await expect(page.getByRole('search').getByRole('status')).toContainText('of 4')
  await organiser.expect('POST', `/notes/${session.notesId}/import?format=md`, 'One more boot.')
  await expect(page.getByRole('search').getByRole('status')).toContainText('of 5')
  await expect(page.locator('.find-match')).toHaveText(['Boot', 'boot', 'Boot', 'boot', 'boot'])
  await context.close()
})

test('[FIND-10] who may only read finds, and is not offered to replace', async ({
  browser,
  served: { organiser, server },
}) => {
  test.setTimeout(180_000)
  const event = await makeEvent(organiser, 'readonly')
  const session = event.sessions[0]!
  await organiser.expect('POST', `/notes/${session.notesId}/import?format=md`, MARKDOWN)
  const link = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'reader' })
  const page = await browser.newPage()
  await page.goto(link.url)
  await page.goto(`${server.url}/e/readonly/s/${session.id}`)
  const text = page.getByRole('document', { name: /^Notes:/ })
  await text.getByText('command line').click()
  await openFind(page)
  const bar = page.getByRole('search')
  await page.keyboard.type('last boot')
  await expect(bar.getByRole('status')).toHaveText('1 of 1')
  await expect(page.locator('.find-current')).toBeInViewport()
  await expect(bar.getByRole('button', { name: 'Replace' })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect.poll(() => selectedText(page)).toBe('last boot')
  await page.close()
})

test('[FIND-12] the outline follows what is typed and leads to a heading, beside the text or over it', async ({
  browser,
  served: { organiser },
}) => {
  test.setTimeout(180_000)
  const { page, context, path } = await inNotes({
    browser,
    organiser,
    slug: 'outline',
    context: { viewport: { width: 1500, height: 900 } },
  })
  const outline = page.getByRole('navigation', { name: 'Outline' })
  await page.getByRole('radiogroup').getByText('Notes', { exact: true }).click()
  await paneOf(page).getByRole('button', { name: 'Outline', exact: true }).click()
  await expect(outline.getByRole('button', { name: /^Level/ })).toHaveText([
    /Boot$/,
    /Decisions$/,
    /Later$/,
    /Résumé$/,
  ])
  await outline.getByRole('button', { name: 'Résumé' }).click()
  await expect(editorOf(page)).toBeFocused()
  await expect(editorOf(page).getByRole('heading', { name: 'Résumé' })).toBeInViewport()
  await expect(outline.locator('[aria-current]')).toHaveText(/Résumé$/)
  await page.keyboard.type(' of it')
  await expect(outline.getByRole('button', { name: 'Résumé of it' })).toBeVisible()
  await page.keyboard.press('Control+Home')
  await expect(outline.locator('[aria-current]')).toHaveText(/Boot$/)

  // Remembered where there is room; over the text where there is none.
  await page.goto(new URL(path, page.url()).href)
  await expect(outline).toBeVisible()
  await page.setViewportSize(PHONE.viewport)
  await expect(outline).toBeHidden()
  await paneOf(page).getByRole('button', { name: 'Outline', exact: true }).click()
  await page.getByRole('dialog', { name: 'Outline' }).getByRole('button', { name: 'Later' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(editorOf(page)).toBeFocused()
  await expect(editorOf(page).getByRole('heading', { name: 'Later' })).toBeInViewport()
  await context.close()
})

test('[FIND-13] the menu at a selection comes when the selecting is done, and Escape and Tab leave it', async ({
  browser,
  served: { organiser },
}) => {
  test.setTimeout(180_000)
  const { page, context, session, link } = await inNotes({ browser, organiser, slug: 'selection' })
  const menu = page.getByRole('toolbar', { name: 'Formatting of the selection' })
  const line = editorOf(page).getByText('Boot it with a file.')
  await selectLine(page, 'Boot it with a file.')
  await expect(menu).toBeVisible()
  const [menuBox, lineBox] = [await menu.boundingBox(), await line.boundingBox()]
  expect((menuBox?.y ?? 0) + (menuBox?.height ?? 0)).toBeLessThanOrEqual((lineBox?.y ?? 0) + 4)

  await page.keyboard.press('Tab')
  await expect(menu.getByRole('button', { name: 'Bold' })).toBeFocused()
  // What others write above leaves the menu and the focus in it as they are.
  const other = await new NoteClient({
    url: organiser.url,
    noteId: session.notesId,
    secret: link.secret,
  }).synced()
  const heading = other.doc.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement
  ;(heading.get(0) as Y.XmlText).insert(0, 'The ')
  await other.save()
  other.provider.destroy()
  await expect(editorOf(page).getByRole('heading', { name: 'The Boot' })).toBeVisible()
  await expect(menu.getByRole('button', { name: 'Bold' })).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(editorOf(page).locator('em')).toHaveText('Boot it with a file.')
  await page.keyboard.press('Escape')
  await expect(menu).toBeHidden()
  await expect(editorOf(page)).toBeFocused()
  await page.keyboard.press('Shift+ArrowLeft')
  await expect(menu).toBeVisible()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(menu).toBeHidden()

  // While the pointer is down there is none. What is selected would be dragged: a click takes it back.
  await line.click()
  const box = await line.boundingBox()
  await page.mouse.move((box?.x ?? 0) + 2, (box?.y ?? 0) + 8)
  await page.mouse.down()
  await page.mouse.move((box?.x ?? 0) + 90, (box?.y ?? 0) + 8, { steps: 4 })
  await expect(menu).toBeHidden()
  await page.mouse.up()
  await expect(menu).toBeVisible()
  await menu.getByRole('button', { name: 'Heading 2' }).click()
  await expect(editorOf(page).getByRole('heading', { name: 'Boot it with a file.' })).toBeVisible()
  await page.keyboard.press('Control+Alt+c')
  await expect(editorOf(page).locator('pre')).toBeVisible()
  await page.keyboard.press('Shift+ArrowLeft')
  await expect(menu).toBeHidden()
  await context.close()
})

import type { Page } from '@playwright/test'
import { makeEvent, makeLink, type ApiClient } from '../support/api-client.ts'
import { caretNoticed, chipOf, editorOf, expect, joinAsScribe, test, watchErrors } from './pages.ts'
import { PASTED_PAGES } from './pasted-pages.ts'

interface Clip {
  readonly html?: string
  readonly text?: string
  readonly vscode?: string
}

/** What the browser does when somebody pastes, with a clipboard of our own. */
async function paste(page: Page, { html, text, vscode }: Clip): Promise<void> {
  // A real paste comes when the editor knows what is selected.
  await caretNoticed(page)
  await editorOf(page).evaluate(
    (editor, { html, text, vscode }) => {
      const clipboardData = new DataTransfer()
      if (html !== undefined) clipboardData.setData('text/html', html)
      if (text !== undefined) clipboardData.setData('text/plain', text)
      if (vscode !== undefined) clipboardData.setData('vscode-editor-data', vscode)
      editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    },
    { html, text, vscode },
  )
}

/** What would be on the clipboard after Copy. */
function copied(page: Page): Promise<{ html: string; text: string }> {
  return editorOf(page).evaluate((editor) => {
    const clipboardData = new DataTransfer()
    editor.dispatchEvent(new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }))
    return { html: clipboardData.getData('text/html'), text: clipboardData.getData('text/plain') }
  })
}

/** What the server has once the chip says so; the chip waits 400 ms before it calls something unsaved, so poll it. */
async function contentOf(organiser: ApiClient, page: Page, noteId: string, format = 'md'): Promise<string> {
  await expect(chipOf(page)).toHaveText('Saved')
  const { body } = await organiser.request<unknown>('GET', `/api/v1/notes/${noteId}/content?format=${format}`)
  return typeof body === 'string' ? body : JSON.stringify(body)
}

async function clear(page: Page): Promise<void> {
  await editorOf(page).focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.press('Delete')
  // Once more: what is left of a block is a line of text.
  for (const _ of [1, 2, 3]) await page.keyboard.press('Backspace')
}

/** The parts that read what is pasted come a moment after the note. */
async function partsArrived(page: Page): Promise<void> {
  for (const name of ['clean-html', 'read-markdown']) {
    const address = await page.waitForFunction(
      (part) =>
        performance.getEntriesByType('resource').find((entry) => entry.name.includes(`/${part}-`))?.name,
      name,
    )
    // Done once the browser has run it, too.
    await address.evaluate((part) => import(String(part)))
  }
}

/** The blocks of a note as JSON, without the empty line that a paste may leave at the end. */
function blocksOf(json: string): readonly unknown[] {
  const { content } = JSON.parse(json) as { content: readonly { type: string; content?: unknown }[] }
  return content.filter((block) => block.type !== 'paragraph' || block.content !== undefined)
}

let count = 0

async function openNote(organiser: ApiClient, browser: Parameters<typeof joinAsScribe>[0], name = 'Ada') {
  const slug = `paste-${++count}`
  const event = await makeEvent(organiser, slug)
  const session = event.sessions[0]!
  const link = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'scribe' })
  const path = `/e/${slug}/s/${session.id}`
  const { page, context } = await joinAsScribe(browser, { link: link.url, name, path })
  await expect(editorOf(page)).toBeVisible()
  await partsArrived(page)
  return { page, context, session, link, path }
}

test('[PASTE-1, PASTE-2, PASTE-3, PASTE-4] rich text keeps its structure and loses its styling, wherever it comes from', async ({
  browser,
  served: { organiser },
}) => {
  test.setTimeout(300_000)
  const { page, context, session } = await openNote(organiser, browser)
  // Not the console: there the browser tells of what it refused to run.
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  for (const { name, html, expected } of PASTED_PAGES) {
    await test.step(name, async () => {
      await clear(page)
      await paste(page, { html, text: 'the plain text' })
      await expect.poll(() => contentOf(organiser, page, session.notesId), name).toBe(expected)
    })
  }
  expect(await page.evaluate(() => 'ran' in window)).toBe(false)
  expect(errors).toEqual([])
  await context.close()
})

test('[PASTE-5, PASTE-6, PASTE-7] text becomes structure when it is plainly Markdown, and stays text when that is asked for', async ({
  browser,
  served: { organiser },
}) => {
  test.setTimeout(180_000)
  const { page, context, session } = await openNote(organiser, browser)
  const errors = watchErrors(page)
  const note = () => contentOf(organiser, page, session.notesId)

  await paste(page, { text: '# Boot time\n\n**Question (Ada):** is it fast?\n\n- [ ] measure\n- [x] ask\n' })
  await expect(editorOf(page).locator('[data-minute="question"]')).toContainText('is it fast?')
  await expect.poll(note).toBe('# Boot time\n\n**Question (Ada):** is it fast?\n\n- [ ] measure\n- [x] ask\n')

  await clear(page)
  await paste(page, { text: 'one\n# two\nsee https://lwn.net/' })
  await expect.poll(note).toBe('one\n\n\\# two\n\nsee <https://lwn.net/>\n')

  await clear(page)
  // ProseMirror takes Shift from the key before.
  await page.keyboard.down('Shift')
  await paste(page, { text: '- **one**\n- two' })
  await page.keyboard.up('Shift')
  await expect(editorOf(page).getByRole('list')).toHaveCount(0)
  await expect(editorOf(page)).toContainText('- **one**')

  await clear(page)
  await page.keyboard.type('see the page')
  await page.keyboard.press('Shift+Home')
  await paste(page, { text: 'https://www.google.com/url?q=https://lwn.net/1' })
  await expect.poll(note).toBe('[see the page](https://lwn.net/1)\n')
  await page.keyboard.press('Shift+Home')
  await paste(page, { text: 'main.rs' })
  await expect(editorOf(page)).toHaveText('main.rs')

  await clear(page)
  await paste(page, { text: 'int x;\nint y;', html: '<p>no</p>', vscode: '{"mode":"c"}' })
  await paste(page, { text: '# verbatim\n- **x**\n', html: '<ul><li>no</li></ul>' })
  await expect.poll(note).toBe('```c\nint x;\nint y;# verbatim\n- **x**\n\n```\n')
  errors.check()
  await context.close()
})

test('[PASTE-8, PASTE-9] what is copied from one note to another is the same', async ({
  browser,
  served: { organiser },
}) => {
  const from = await openNote(organiser, browser)
  const errors = watchErrors(from.page)
  const duty = { who: 'Ada', due: '2026-12-01' }
  const text = (value: string) => ({ type: 'paragraph', content: [{ type: 'text', text: value }] })
  const cell = (type: string, value: string) => ({ type, content: [text(value)] })
  const doc = {
    type: 'doc',
    content: [
      {
        type: 'taskList',
        content: [{ type: 'taskItem', attrs: { checked: true, ...duty }, content: [text('write')] }],
      },
      {
        type: 'minute',
        attrs: { kind: 'action', ...duty },
        content: [
          { type: 'text', text: 'measure ' },
          { type: 'missed' },
          { type: 'timeStamp', attrs: { at: '2026-11-25T10:32:00Z', label: '10:32' } },
          { type: 'personName', attrs: { name: 'Ben' } },
        ],
      },
      { type: 'offRecord', content: [text('between us')] },
      {
        type: 'codeBlock',
        attrs: { language: 'c' },
        content: [{ type: 'text', text: 'int x;\n\n  int y;' }],
      },
      {
        type: 'table',
        content: [
          { type: 'tableRow', content: [cell('tableHeader', 'who'), cell('tableHeader', 'what')] },
          { type: 'tableRow', content: [cell('tableCell', 'Ada'), cell('tableCell', 'x  y')] },
        ],
      },
      { type: 'orderedList', attrs: { start: 3 }, content: [{ type: 'listItem', content: [text('three')] }] },
    ],
  }
  await organiser.expect('POST', `/notes/${from.session.notesId}/import?format=json`, JSON.stringify(doc))
  await expect(editorOf(from.page)).toContainText('three')
  const before = await contentOf(organiser, from.page, from.session.notesId, 'json')

  await editorOf(from.page).focus()
  await from.page.keyboard.press('ControlOrMeta+a')
  const clip = await copied(from.page)
  expect(clip.text).toContain('- [x] write (Ada, due 2026-12-01)')
  expect(clip.text).toContain('Action (Ada, due 2026-12-01): measure [missed][10:32]Ben')
  expect(clip.text).toContain('```c\nint x;\n\n  int y;\n```')

  const to = await openNote(organiser, browser)
  await editorOf(to.page).focus()
  await paste(to.page, clip)
  await expect(editorOf(to.page)).toContainText('three')
  const arrived = async () => blocksOf(await contentOf(organiser, to.page, to.session.notesId, 'json'))
  await expect.poll(arrived).toEqual(blocksOf(before))
  errors.check()
  await Promise.all([from.context.close(), to.context.close()])
})

test('[PASTE-10] Markdown turns into structure while it is typed', async ({
  browser,
  served: { organiser },
}) => {
  test.setTimeout(300_000)
  const { page, context, session } = await openNote(organiser, browser)
  const errors = watchErrors(page)
  const typed: readonly (readonly [keys: string, markdown: string])[] = [
    ...[1, 2, 3, 4, 5, 6].map((level) => [`${'#'.repeat(level)} a`, `${'#'.repeat(level)} a\n`] as const),
    ...['-', '*', '+'].map((marker) => [`${marker} a`, '- a\n'] as const),
    ['7. a', '7. a\n'],
    ['7. a\n8. b', '7. a\n8. b\n'],
    ['- a\n- b', '- a\n- b\n'],
    ['[ ] a', '- [ ] a\n'],
    ['[x] a', '- [x] a\n'],
    ['- [ ] a', '- [ ] a\n'],
    ['- [X] a', '- [x] a\n'],
    ['> a', '> a\n'],
    ['```c++ a', '```c++\na\n```\n'],
    ['a **b** c', 'a **b** c\n'],
    ['a *b* _c_ d', 'a *b* *c* d\n'],
    ['a ~~b~~ c', 'a ~~b~~ c\n'],
    ['a `b` c', 'a `b` c\n'],
    ['a ==b== c', 'a ==b== c\n'],
    ['a https://lwn.net/1 c', 'a <https://lwn.net/1> c\n'],
    ['a [b](https://lwn.net/1) c', 'a [b](https://lwn.net/1) c\n'],
    ['---a', '---\n\na\n'],
  ]
  for (const [keys, markdown] of typed) {
    await test.step(keys, async () => {
      await clear(page)
      await page.keyboard.type(keys)
      await expect.poll(() => contentOf(organiser, page, session.notesId), keys).toBe(markdown)
    })
  }
  errors.check()
  await context.close()
})

test('[PASTE-11] one undo takes a conversion back; what somebody else writes converts nothing', async ({
  browser,
  served: { organiser },
}) => {
  test.setTimeout(180_000)
  const { page, context, link, path } = await openNote(organiser, browser)
  const errors = watchErrors(page)
  for (const [keys, plain] of [
    ['# ', '# '],
    ['- ', '- '],
    ['a **b**', 'a **b**'],
  ] as const) {
    await clear(page)
    await page.keyboard.type(keys)
    await page.keyboard.press('ControlOrMeta+z')
    await page.keyboard.type('x')
    await expect(editorOf(page).locator('> p')).toHaveText(`${plain}x`)
    await expect(editorOf(page).locator('h1, li, strong')).toHaveCount(0)
  }

  // What somebody else writes converts nothing here, whatever it looks like.
  await clear(page)
  const ben = await joinAsScribe(browser, { link: link.url, name: 'Ben', path })
  await partsArrived(ben.page)
  await editorOf(ben.page).focus()
  await ben.page.keyboard.down('Shift')
  await paste(ben.page, { text: '# one https://lwn.net/2 **two** - ' })
  await ben.page.keyboard.up('Shift')
  await expect(editorOf(page)).toContainText('# one https://lwn.net/2 **two** - ')
  await expect(editorOf(page).locator('h1, strong, a')).toHaveCount(0)
  errors.check()
  await Promise.all([context.close(), ben.context.close()])
})

test('[PASTE-12, PASTE-14] code is coloured by its language, which is chosen at the block for everybody', async ({
  browser,
  served: { organiser },
}) => {
  const { page, context, session, link, path } = await openNote(organiser, browser)
  const errors = watchErrors(page)
  await paste(page, { text: '--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-int x;\n+int y;\n' })
  await expect(editorOf(page).locator('.hljs-addition')).toContainText(['+int y;'])
  await expect(editorOf(page).getByRole('combobox', { name: 'Language of this code' })).toHaveValue('diff')

  const ben = await joinAsScribe(browser, { link: link.url, name: 'Ben', path })
  const chooser = editorOf(ben.page).getByRole('combobox', { name: 'Language of this code' })
  await expect(chooser).toHaveValue('diff')
  await chooser.selectOption('C')
  await expect(editorOf(page).getByRole('combobox')).toHaveValue('c')
  await expect(editorOf(page).locator('.hljs-keyword, .hljs-type').first()).toBeVisible()
  await expect.poll(() => contentOf(organiser, page, session.notesId)).toContain('```c\n')

  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const copy = editorOf(page).getByRole('button', { name: 'Copy this code' })
  await copy.click()
  await expect(editorOf(page).getByRole('button', { name: 'Copied' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    '--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-int x;\n+int y;',
  )
  errors.check()
  await Promise.all([context.close(), ben.context.close()])
})

import type { Browser, Locator, Page } from '@playwright/test'
import { makeEvent, makeLink, type ApiClient } from '../support/api-client.ts'
import {
  chipOf,
  editorOf,
  expect,
  expectAccessible,
  joinAsScribe,
  PHONE,
  test,
  watchErrors,
} from './pages.ts'

/** One scribe in the notes of a new session, and how to let others in. */
async function openNotes(browser: Browser, organiser: ApiClient, slug: string) {
  const event = await makeEvent(organiser, slug)
  const session = event.sessions[0]!
  const link = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'scribe' })
  const path = `/e/${slug}/s/${session.id}`
  const join = (name: string, context: Parameters<Browser['newContext']>[0] = {}) =>
    joinAsScribe(browser, { link: link.url, name, path, context })
  const ada = await join('Ada Scribe')
  await editorOf(ada.page).click()
  /** Poll it: the chip waits 400 ms before it calls something unsaved. */
  const markdown = async () => {
    await expect(chipOf(ada.page)).toHaveText('Saved')
    const answer = await organiser.request<string>(
      'GET',
      `/api/v1/notes/${session.notesId}/content?format=md`,
    )
    return answer.body
  }
  return { ...ada, link, join, markdown }
}

const minuteIn = (editor: Locator, text: string): Locator => editor.locator('.note-minute', { hasText: text })

/** Types lines, with Enter between them. */
async function type(page: Page, ...lines: string[]): Promise<void> {
  for (const [index, line] of lines.entries()) {
    if (index > 0) await page.keyboard.press('Enter')
    await page.keyboard.type(line)
  }
}

test('[EDIT-1, EDIT-2, EDIT-3] minutes are written with shortcuts and with what begins a line; exports have them as text', async ({
  browser,
  served: { organiser },
}) => {
  const { page, context, markdown } = await openNotes(browser, organiser, 'minutes')
  const errors = watchErrors(page)
  const editor = editorOf(page)
  await expect(editor.locator('[data-placeholder$="Type / for blocks, @ for names."]')).toHaveCount(1)

  await type(
    page,
    'Q: Why so short?',
    'History.',
    'Fixed soon',
    'TODO: write it down',
    'then',
    'D: merge [?] now',
  )
  await page.keyboard.press('Enter')
  await page.keyboard.type('Agreed')
  await page.keyboard.press('Control+Alt+g')
  await expect(page.getByRole('button', { name: 'Decision' }).first()).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('Control+Alt+o')
  await page.keyboard.press('Control+Alt+o')
  await expect
    .poll(markdown)
    .toBe(
      [
        '**Question:** Why so short?',
        '**Answer:** History.',
        'Fixed soon',
        '**Action:** write it down',
        'then',
        '**Decision:** merge \\[missed] now',
        'Agreed\n',
      ].join('\n\n'),
    )

  // The label is no text: neither the keys nor a copy of it see it.
  await expect(minuteIn(editor, 'merge').locator('.note-minute-text')).toHaveText('merge [missed] now')
  errors.check()
  await context.close()
})

test('[EDIT-3, EDIT-14] Backspace or undo takes a conversion back, and only that; a name at the start says whose it is', async ({
  browser,
  served: { organiser },
}) => {
  const { page, context } = await openNotes(browser, organiser, 'undone')
  const editor = editorOf(page)
  await page.keyboard.type('before')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Q: ')
  await expect(editor.locator('.note-minute')).toHaveCount(1)
  await page.keyboard.press('Backspace')
  await expect(editor.locator('.note-minute')).toHaveCount(0)
  await expect(editor.locator('p').nth(1)).toHaveText('Q: ')
  await page.keyboard.type('and on')
  await expect(editor.locator('p').nth(1)).toHaveText('Q: and on')

  await page.keyboard.press('Enter')
  await page.keyboard.type('D: ')
  await expect(editor.locator('[data-minute="decision"]')).toHaveCount(1)
  await page.keyboard.press('Control+z')
  await expect(editor.locator('.note-minute')).toHaveCount(0)
  await expect(editor.locator('p').nth(2)).toHaveText('D:')

  await page.keyboard.press('Enter')
  await page.keyboard.type('ANSWER: masami: yes: soon')
  const answer = minuteIn(editor, 'soon')
  await expect(answer.locator('.note-minute-text')).toHaveText('yes: soon')
  await expect(answer.getByRole('button', { name: 'Masami Hiramatsu' })).toBeVisible()
  await context.close()
})

test('[EDIT-4] a mark of time has the event’s clock', async ({ browser, served: { organiser } }) => {
  const { page, context } = await openNotes(browser, organiser, 'stamped')
  await page.clock.setFixedTime('2026-07-01T09:32:00Z')
  await page.keyboard.type('//now tracing begins')
  await expect(editorOf(page).locator('p').first()).toHaveText('[10:32] tracing begins')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Alt+s')
  await expect(editorOf(page).locator('time')).toHaveText(['[10:32]', '[10:32]'])
  await context.close()
})

test('[EDIT-16] a page is left at once with the caret in a minute', async ({
  browser,
  served: { organiser },
}) => {
  const { page, context } = await openNotes(browser, organiser, 'left')
  await page.keyboard.type('Q: Why?')
  await expect(minuteIn(editorOf(page), 'Why?')).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: 'Conference' }).click()
  await expect(page.getByRole('heading', { name: 'Conference', level: 1 })).toBeVisible()
  await context.close()
})

test('[EDIT-5] a character typed with AltGr is no shortcut', async ({ browser, served: { organiser } }) => {
  const { page, context } = await openNotes(browser, organiser, 'altgr')
  const editor = editorOf(page)
  await page.keyboard.type('mail')
  const press = (key: string, isAltGraph: boolean) =>
    editor.evaluate(
      (element, [pressed, altGraph]) => {
        element.dispatchEvent(
          new KeyboardEvent('keydown', {
            key: pressed,
            code: 'KeyQ',
            keyCode: 81,
            ctrlKey: true,
            altKey: true,
            modifierAltGraph: altGraph,
            bubbles: true,
            cancelable: true,
          }),
        )
      },
      [key, isAltGraph] as const,
    )
  await press('@', true)
  await press('q', true)
  await expect(editor.locator('.note-minute')).toHaveCount(0)
  await press('q', false)
  await expect(editor.locator('[data-minute="question"]')).toHaveText(/mail/)
  await context.close()
})

test('[EDIT-6, EDIT-7] whose an action is and until when lands on the right one while others write, and stays to be read, without buttons, where writing ends', async ({
  browser,
  served: { organiser },
}) => {
  const { page, context, link, join, markdown } = await openNotes(browser, organiser, 'duties')
  const errors = watchErrors(page)
  const editor = editorOf(page)
  const ben = await join('Ben Other', PHONE)
  await type(page, 'Top', 'AI: mend the docs')
  const action = minuteIn(editor, 'mend the docs')
  await action.getByRole('button', { name: 'add a name' }).click()
  const dialog = page.getByRole('dialog', { name: 'Who and until when' })
  await expect(dialog.getByRole('combobox', { name: 'Who' })).toBeFocused()
  await expect(dialog.getByRole('option', { name: 'Masami Hiramatsu' })).toBeVisible()

  // Meanwhile everything moves, the action too.
  await editorOf(ben.page).getByText('Top').click()
  await ben.page.keyboard.press('Home')
  await type(ben.page, 'Q: first', 'second', 'third')
  await editorOf(ben.page).getByText('mend the docs').click()
  await ben.page.keyboard.press('End')
  await ben.page.keyboard.type(' soon')
  await expect(editor).toContainText('mend the docs soon')

  await page.keyboard.type('masa')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await dialog.getByLabel('Until').fill('2026-11-28')
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(dialog).toBeHidden()
  await expect(editor).toBeFocused()
  for (const reader of [page, ben.page]) {
    const button = minuteIn(editorOf(reader), 'mend the docs').getByRole('button')
    await expect(button).toHaveText('Masami Hiramatsu, due Sat 28 Nov')
  }
  await expect.poll(markdown).toContain('**Action (Masami Hiramatsu, due 2026-11-28):** mend the docs soon')

  // The text is typed on undisturbed while somebody else changes whose it is; with the keys alone, too.
  await editorOf(ben.page).getByText('mend the docs').click()
  await ben.page.keyboard.press('Control+Alt+w')
  await ben.page.getByRole('combobox', { name: 'Who' }).fill('Somebody new')
  await editor.getByText('mend the docs').click()
  await page.keyboard.press('End')
  await page.keyboard.type(' and')
  await ben.page.keyboard.press('Enter')
  await expect(minuteIn(editor, 'mend the docs').getByRole('button')).toHaveText(
    'Somebody new, due Sat 28 Nov',
  )
  await page.keyboard.type(' well')
  await expect(editorOf(ben.page)).toContainText('mend the docs soon and well')

  // A task of a list takes the same.
  await page.keyboard.press('Enter')
  await page.keyboard.type('[ ] buy cake')
  await page.keyboard.press('Control+Alt+w')
  await page.getByRole('combobox', { name: 'Who' }).fill('Cleo')
  await page.keyboard.press('Enter')
  const task = editorOf(ben.page).getByRole('listitem').filter({ hasText: 'buy cake' })
  await expect(task.getByRole('button')).toHaveText('Cleo')
  await task.getByRole('checkbox').click()
  await expect(editor.getByRole('checkbox', { name: /buy cake/ })).toBeChecked()

  // Who may only read sees the names, and nothing to press.
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Q: whose?')
  await expect(minuteIn(editor, 'whose?').getByRole('button')).toHaveText('add a name')
  await expect.poll(markdown).toContain('whose?')
  await expect(chipOf(page)).toHaveText('Saved')
  await organiser.expect('DELETE', `/links/${link.id}`)
  await expect(chipOf(page)).toHaveText('Disconnected')
  const buttons = page.locator('[data-note-kind="notes"] .note-duty')
  await expect(buttons.filter({ visible: true })).toHaveText(['Somebody new, due Sat 28 Nov', 'Cleo'])
  await expect(page.locator('[data-note-kind="notes"] .note-duty:enabled')).toHaveCount(0)
  errors.check()
  await Promise.all([context.close(), ben.context.close()])
})

test('[EDIT-8, EDIT-9] blocks go off the record and come back; a gap is selected as a whole and replaced', async ({
  browser,
  served: { organiser },
}) => {
  const { page, context, markdown } = await openNotes(browser, organiser, 'private')
  const editor = editorOf(page)
  await type(page, 'public', 'secret')
  await page.keyboard.press('Control+Alt+r')
  const frame = editor.getByRole('group', { name: 'Off the record' })
  await expect(frame).toContainText('secret')
  await expect(frame).toContainText('stays in these notes')
  await expect.poll(markdown).toBe('public\n')
  await page.keyboard.press('Control+Alt+r')
  await expect(frame).toHaveCount(0)

  await page.keyboard.press('Enter')
  await page.keyboard.type('he said [missed] twice')
  await editor.locator('[data-missed]').click()
  await page.keyboard.press('Enter')
  await page.keyboard.type('no')
  await expect(editor.locator('p').nth(2)).toHaveText('he said no twice')
  await context.close()
})

test('[EDIT-10, EDIT-12, EDIT-13] a name is completed from those who take part; Escape leaves what was typed', async ({
  browser,
  served: { organiser },
}) => {
  const { page, context, join, markdown } = await openNotes(browser, organiser, 'named')
  const errors = watchErrors(page)
  const editor = editorOf(page)
  const ben = await join('Bén Öther')
  const pane = page.locator('[data-note-kind="notes"]')
  await pane.getByRole('button', { name: /^Who is here/ }).click()
  await expect(page.getByRole('dialog', { name: 'Who is here' })).toContainText('Bén Öther')
  await page.keyboard.press('Escape')
  await editor.focus()
  const list = page.getByRole('listbox', { name: 'Names' })

  await page.keyboard.type('asked @')
  await expect(list.getByRole('option')).toHaveText(['Masami Hiramatsu', 'Ada Scribe', 'Bén Öther'])
  await expect(editor).toHaveAttribute('aria-controls', (await list.getAttribute('id'))!)
  await page.keyboard.press('ArrowDown')
  const active = await editor.getAttribute('aria-activedescendant')
  await expect(page.locator(`[id="${active}"]`)).toHaveText('Ada Scribe')
  await expect(page.locator(`[id="${active}"]`)).toHaveAttribute('aria-selected', 'true')
  await expectAccessible(page, 'the list of names')

  await page.keyboard.type('ben o')
  await expect(list.getByRole('option')).toHaveText(['Bén Öther'])
  await page.keyboard.press('Enter')
  await expect(list).toBeHidden()
  await expect(editor).not.toHaveAttribute('aria-activedescendant', /./)
  await page.keyboard.type(' and @mas')
  await list.getByRole('option').click()
  await page.keyboard.type(', not @ada')
  await expect(list).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(list).toBeHidden()
  await page.keyboard.type(' x')
  await expect(editor.locator('[data-person]')).toHaveText(['Bén Öther', 'Masami Hiramatsu'])
  await expect.poll(markdown).toBe('asked Bén Öther and Masami Hiramatsu, not @ada x\n')
  errors.check()
  await Promise.all([context.close(), ben.context.close()])
})

test('[EDIT-11, EDIT-12] everything that can be put in is found behind a slash, also by touch; pastes and others open nothing', async ({
  browser,
  served: { organiser },
}) => {
  const { page, context, join } = await openNotes(browser, organiser, 'slashed')
  const editor = editorOf(page)
  const list = page.getByRole('listbox')
  const pick = async (query: string, first: string): Promise<void> => {
    await page.keyboard.type(query)
    await expect(list.getByRole('option').first()).toContainText(first)
    await page.keyboard.press('Tab')
    await expect(list).toBeHidden()
  }
  await page.keyboard.type('/')
  await expect(list.getByRole('group')).toHaveCount(4)
  await page.keyboard.press('Backspace')
  await expect(list).toBeHidden()

  await pick('/q', 'Question')
  await page.keyboard.type('Why?')
  await page.keyboard.press('Enter')
  await pick('/todo', 'Action')
  await page.keyboard.type('Ask')
  await page.keyboard.press('Enter')
  await pick('/h2', 'Heading 2')
  await page.keyboard.type('Next')
  await page.keyboard.press('Enter')
  await pick('so /now', 'Time stamp')
  await page.keyboard.press('Enter')
  await pick('/table', 'Table')
  await expect(editor.locator('[data-minute="question"] .note-minute-text')).toHaveText('Why?')
  await expect(editor.locator('[data-minute="action"] .note-minute-text')).toHaveText('Ask')
  await expect(editor.getByRole('heading', { name: 'Next' })).toBeVisible()
  await expect(editor.locator('time')).toHaveCount(1)
  await expect(editor.locator('table')).toHaveCount(1)

  // Within a word, in code, from the clipboard, from elsewhere: nothing opens.
  const ben = await join('Ben', PHONE)
  await editor.locator('p').last().click()
  await page.keyboard.type('and/or ')
  await expect(list).toBeHidden()
  await page.keyboard.press('Control+e')
  await page.keyboard.type('/q')
  await expect(list).toBeHidden()
  await page.keyboard.press('Control+e')
  await editor.evaluate((element) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', ' /q')
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })
  await expect(editor).toContainText('/q /q')
  await expect(list).toBeHidden()

  // A tap on a phone; the other one sees no list.
  await editorOf(ben.page).getByText('Next').tap()
  await ben.page.keyboard.press('End')
  await ben.page.keyboard.press('Enter')
  await ben.page.keyboard.type('/dec')
  await ben.page.getByRole('option', { name: 'Decision' }).tap()
  await ben.page.keyboard.type('Merge')
  // With the other one's caret behind it.
  await expect(editor.locator('[data-minute="decision"] .note-minute-text')).toContainText('Merge')
  await expect(list).toBeHidden()

  // Without the focus it is closed.
  await ben.page.keyboard.press('Enter')
  await ben.page.keyboard.type('/')
  await expect(ben.page.getByRole('listbox')).toBeVisible()
  await ben.page.getByRole('heading', { name: 'Boot-time tracing' }).first().click()
  await expect(ben.page.getByRole('listbox')).toBeHidden()
  await Promise.all([context.close(), ben.context.close()])
})

test('[EDIT-15] a key acts where the caret is, however soon it comes after the caret was moved', async ({
  browser,
  served: { organiser },
}) => {
  const { page, context, markdown } = await openNotes(browser, organiser, 'fast-keys')
  const lines = Array.from({ length: 12 }, (_, index) => `left right ${index}`)
  await type(page, ...lines)
  for (const line of lines.toReversed()) {
    await expect(editorOf(page)).toContainText(line)
    // Sent without waiting for the page in between.
    const keys = [
      'Home',
      'ArrowRight',
      'ArrowRight',
      'ArrowRight',
      'ArrowRight',
      'Enter',
      'ArrowUp',
      'ArrowUp',
    ]
    await Promise.all(keys.map((key) => page.keyboard.press(key)))
  }
  const expected = lines.map((line) => line.replace('left ', 'left\n\n')).join('\n\n')
  await expect.poll(markdown).toBe(`${expected}\n`)
  await context.close()
})

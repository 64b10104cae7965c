/** Comments and suggestions: a lead who writes a summary, and a reviewer who came by a link. */
import type { Page } from '@playwright/test'
import { makeEvent, makeLink, type ApiClient } from '../support/api-client.ts'
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

const TEXT = 'The brown fox jumps over the dog.\n\nA second paragraph about boot times.\n'

/** An event whose summary has some text, with a lead and a reviewer who both have it open. */
async function setUp(organiser: ApiClient, slug: string, text = TEXT) {
  const event = await makeEvent(organiser, slug)
  const session = event.sessions[0]!
  await organiser.expect('POST', `/notes/${session.summaryId}/import?format=md`, text)
  const scope = { type: 'note', id: session.summaryId } as const
  return {
    path: `/e/${slug}/s/${session.id}?note=summary`,
    noteId: session.summaryId,
    leadLink: (await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'lead' })).url,
    reviewerLink: (await makeLink(organiser, { scope, role: 'reviewer' })).url,
  }
}

const pane = (page: Page) => page.locator('[data-note-kind="summary"]')
const panel = (page: Page) => page.getByRole('region', { name: 'Comments on the summary' })
const threadBy = (page: Page, name: string) =>
  panel(page).getByRole('article', { name: new RegExp(`by ${name}$`) })
const textOf = (page: Page) => pane(page).locator('.note-document')
const openButton = (page: Page) => pane(page).getByRole('button', { name: /^Comments/ })

/** Selects words by pointer, as somebody who only reads has to. */
async function select(page: Page, words: string): Promise<void> {
  await textOf(page).evaluate((root, wanted) => {
    const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(wanted) ?? -1
      if (at < 0) continue
      getSelection()?.setBaseAndExtent(node, at, node, at + wanted.length)
      return
    }
    throw new Error(`“${wanted}” is not in the text`)
  }, words)
}

test('[REVIEW-12, REVIEW-14, REVIEW-11] a reviewer comes by link, gives a name at the first comment, and cannot write; the lead sees it at once and answers', async ({
  browser,
  served: { organiser },
}) => {
  const { path, leadLink, reviewerLink } = await setUp(organiser, 'reviewed')
  const lead = await joinAsScribe(browser, { link: leadLink, name: 'Lea Lead', path })
  const context = await browser.newContext()
  const page = await context.newPage()
  const errors = [watchErrors(lead.page), watchErrors(page)]
  await page.goto(reviewerLink)
  await expect(page).toHaveURL(/\/e\/reviewed\/s\/.*note=summary/)
  await expect(textOf(page)).toContainText('The brown fox')
  await expect(pane(page).getByText('View and comment')).toBeVisible()
  await expect(page.locator('[contenteditable="true"]')).toHaveCount(0)
  await expect(page.getByRole('toolbar', { name: 'Formatting' })).toHaveCount(0)
  await textOf(page).click()
  await page.keyboard.type('graffiti')
  await expect(textOf(page)).not.toContainText('graffiti')

  await select(page, 'brown fox')
  await page
    .getByRole('toolbar', { name: 'Comment on the selection' })
    .getByRole('button', { name: 'Comment' })
    .click()
  await panel(page).getByRole('textbox', { name: 'Comment' }).fill('Which fox?')
  await panel(page).getByRole('button', { name: 'Comment', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('Rita Reviewer')
  await dialog.getByRole('button', { name: 'Comment by this name' }).click()
  await expect(threadBy(page, 'Rita Reviewer')).toContainText('Which fox?')
  await expect(textOf(page).locator('.review-mark')).toHaveText('brown fox')

  await expect(openButton(lead.page)).toHaveAccessibleName('Comments: 1 open')
  await textOf(lead.page).locator('.review-mark').click()
  await expect(threadBy(lead.page, 'Rita Reviewer')).toHaveAttribute('data-current')
  await threadBy(lead.page, 'Rita Reviewer').getByRole('button', { name: 'Reply to the comment' }).click()
  await panel(lead.page).getByRole('textbox', { name: 'Reply' }).fill('The quick one.')
  await lead.page.keyboard.press('Control+Enter')
  await expect(threadBy(page, 'Rita Reviewer')).toContainText('The quick one.')
  await expectAccessible(lead.page, 'comments beside the text')
  await threadBy(lead.page, 'Rita Reviewer').getByRole('button', { name: 'Resolve' }).click()
  await expect(threadBy(page, 'Rita Reviewer')).toHaveCount(0)
  await expect(textOf(page).locator('.review-mark')).toHaveCount(0)
  await panel(page)
    .getByText(/^Closed 1/)
    .click()
  await expect(threadBy(page, 'Rita Reviewer')).toContainText('Resolved by Lea Lead')
  for (const error of errors) error.check()
  await Promise.all([lead.context.close(), context.close()])
})

test('[REVIEW-6, REVIEW-7, REVIEW-9] a suggestion goes along with what the lead writes, is refused when its words have changed, and accepted stands in the text of both', async ({
  browser,
  served: { organiser },
}) => {
  const { path, leadLink, reviewerLink } = await setUp(organiser, 'suggested')
  const lead = await joinAsScribe(browser, { link: leadLink, name: 'Lea Lead', path })
  const reviewer = await joinAsScribe(browser, { link: reviewerLink, name: 'Rita', path })
  const { page } = reviewer
  const suggest = async (words: string, instead: string) => {
    await select(page, words)
    await page.getByRole('button', { name: 'Suggest a change' }).first().click()
    await panel(page).getByRole('textbox', { name: 'Suggested text' }).fill(instead)
    await panel(page).getByRole('button', { name: 'Suggest', exact: true }).click()
    await expect(panel(page).getByRole('textbox', { name: 'Suggested text' })).toHaveCount(0)
  }
  await suggest('brown fox', 'red fox')
  await suggest('second paragraph', 'last paragraph')
  await openButton(lead.page).click()
  await expect(panel(lead.page).getByRole('article')).toHaveCount(2)
  await expect(panel(lead.page).locator('del')).toHaveText(['brown fox', 'second paragraph'])

  const editor = editorOf(lead.page, 'summary')
  await editor.focus()
  await lead.page.keyboard.press('Control+Home')
  await lead.page.keyboard.type('Look: ')
  await expect(textOf(page)).toContainText('Look:')
  await expect(textOf(page).locator('.review-mark').first()).toHaveText('brown fox')
  await expect(chipOf(lead.page, 'summary')).toHaveText('Saved')
  await panel(lead.page).getByRole('article').first().getByRole('button', { name: 'Accept' }).click()
  await expect(editor).toContainText('The red fox jumps over the dog.')
  await expect(textOf(page)).toContainText('The red fox jumps over the dog.')
  await expect(panel(lead.page).getByRole('article')).toHaveCount(1)

  // The words of the other one change, and then go.
  await editor.focus()
  await select(lead.page, 'para')
  await lead.page.keyboard.press('Delete')
  // Her caret may stand in it, with her name.
  await expect(textOf(page)).toContainText(/second .{0,20}graph/)
  await expect(chipOf(lead.page, 'summary')).toHaveText('Saved')
  await panel(lead.page).getByRole('button', { name: 'Accept' }).click()
  await expect(panel(lead.page).getByRole('alert')).toContainText('It says now: “second graph”')
  await editor.focus()
  await lead.page.keyboard.press('Control+End')
  await lead.page.keyboard.press('Shift+Home')
  await lead.page.keyboard.press('Delete')
  await expect(panel(lead.page).getByText('Its text was deleted')).toBeVisible()
  await expect(panel(page).getByText('Its text was deleted')).toBeVisible()
  await panel(page).getByRole('button', { name: 'Take back' }).click()
  await expect(panel(lead.page).getByRole('article')).toHaveCount(0)
  await Promise.all([lead.context.close(), reviewer.context.close()])
})

test('[REVIEW-16] with nothing selected a comment is on the line with the caret; in an empty line one goes on writing', async ({
  browser,
  served: { organiser },
}) => {
  const { path, leadLink } = await setUp(organiser, 'caret', TEXT)
  const { page, context } = await joinAsScribe(browser, { link: leadLink, name: 'Lea Lead', path })
  await textOf(page).getByText('A second').click()
  await caretNoticed(page)
  await page.keyboard.press('Control+Alt+m')
  const field = panel(page).getByRole('textbox', { name: 'Comment' })
  await expect(field).toBeFocused()
  await page.keyboard.type('Which boot')
  await page.keyboard.press('Control+Alt+m')
  await expect(field).toBeFocused()
  await page.keyboard.type(' times?')
  await page.keyboard.press('Control+Enter')
  const thread = threadBy(page, 'Lea Lead')
  await expect(thread).toContainText('Which boot times?')
  await expect(thread.getByRole('button', { name: /^Show/ })).toHaveText(
    'A second paragraph about boot times.',
  )
  await page.getByRole('button', { name: 'Close the comments' }).click()

  await editorOf(page, 'summary').focus()
  await caretNoticed(page)
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Enter')
  await caretNoticed(page)
  await page.keyboard.press('Control+Alt+m')
  await expect(page.getByText('This line is empty.')).toBeVisible()
  await expect(panel(page)).toHaveCount(0)
  await expect(editorOf(page, 'summary')).toBeFocused()
  await page.keyboard.type('Third')
  await expect(textOf(page).getByText('Third')).toBeVisible()
  await context.close()
})

test('[REVIEW-13] comments are made, found and read with the keyboard alone, beside the text and in its order', async ({
  browser,
  served: { organiser },
}) => {
  const filler = 'A long line of text.\n\n'.repeat(40)
  const { path, leadLink } = await setUp(organiser, 'keyed', `${TEXT}\n${filler}The very last words\n`)
  const { page, context } = await joinAsScribe(browser, { link: leadLink, name: 'Lea Lead', path })
  const errors = watchErrors(page)
  const comment = async (text: string) => {
    await caretNoticed(page)
    await page.keyboard.press('Control+Alt+m')
    await expect(panel(page).getByRole('textbox', { name: 'Comment' })).toBeFocused()
    await page.keyboard.type(text)
    await page.keyboard.press('Control+Enter')
    await expect(panel(page).getByText(text)).toBeVisible()
  }
  await editorOf(page, 'summary').click()
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Shift+Home')
  await comment('About the end')
  await editorOf(page, 'summary').focus()
  await caretNoticed(page)
  await page.keyboard.press('Control+Home')
  await caretNoticed(page)
  await page.keyboard.press('Shift+End')
  await comment('About the start')
  await expect(panel(page).getByRole('article')).toContainText(['About the start', 'About the end'])

  // Typed before the field is there, it goes nowhere, least of all in place of what is selected.
  await page.getByRole('button', { name: 'Close the comments' }).click()
  await editorOf(page, 'summary').focus()
  await caretNoticed(page)
  await page.keyboard.press('End')
  await caretNoticed(page)
  await page.keyboard.press('Shift+Home')
  await caretNoticed(page)
  await page.keyboard.press('Control+Alt+m')
  await page.keyboard.type('stray')
  await panel(page).getByRole('button', { name: 'Cancel' }).click()
  await expect(editorOf(page, 'summary')).toBeFocused()
  await expect(editorOf(page, 'summary')).not.toContainText('stray')
  await expect(editorOf(page, 'summary')).toContainText('The brown fox jumps over the dog.')

  const last = panel(page).getByRole('button', { name: 'Show in the text: The very last words' })
  await last.focus()
  await page.keyboard.press('Enter')
  await expect(textOf(page).getByText('The very last words')).toBeInViewport()
  await page.keyboard.press('Control+Alt+m')
  await expectAccessible(page, 'comments')

  await panel(page).getByRole('button', { name: 'Delete the comment by Lea Lead' }).first().click()
  await panel(page).getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(panel(page).getByRole('article')).toHaveCount(1)
  await page.getByRole('button', { name: 'Close the comments' }).click()
  await expect(panel(page)).toHaveCount(0)
  errors.check()
  await context.close()
})

test('[REVIEW-13] a comment that is begun while the one before is still being sent stays', async ({
  browser,
  served: { organiser },
}) => {
  const { path, leadLink } = await setUp(organiser, 'quick')
  const { page, context } = await joinAsScribe(browser, { link: leadLink, name: 'Lea Lead', path })
  let answer = (): void => undefined
  const isAnswered = new Promise<void>((resolve) => (answer = resolve))
  await page.route(/\/threads$/, async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    const response = await route.fetch()
    await isAnswered
    await route.fulfill({ response })
  })
  const field = panel(page).getByRole('textbox', { name: 'Comment' })
  await editorOf(page, 'summary').click()
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Shift+Home')
  await caretNoticed(page)
  await page.keyboard.press('Control+Alt+m')
  await field.fill('About the end')
  await page.keyboard.press('Control+Enter')
  await expect(threadBy(page, 'Lea Lead')).toContainText('About the end')
  await editorOf(page, 'summary').focus()
  await caretNoticed(page)
  await page.keyboard.press('Control+Home')
  await caretNoticed(page)
  await page.keyboard.press('Control+Alt+m')
  await expect(field).toHaveValue('')
  await page.keyboard.type('About the start')
  const sent = page.waitForResponse((response) => response.request().method() === 'POST')
  answer()
  await sent
  await caretNoticed(page)
  await expect(field).toBeFocused()
  await expect(field).toHaveValue('About the start')
  await page.keyboard.press('Control+Enter')
  await expect(panel(page).getByRole('article')).toContainText(['About the start', 'About the end'])
  await expect(field).toHaveCount(0)
  await context.close()
})

test('[REVIEW-13] on a phone comments stand below the text, in the dark too, and fit a small one', async ({
  browser,
  served: { organiser },
}) => {
  const { path, leadLink, reviewerLink } = await setUp(organiser, 'phoned')
  const join = (link: string, name: string) =>
    joinAsScribe(browser, { link, name, path, context: { ...PHONE, colorScheme: 'dark' } })
  const lead = await join(leadLink, 'Lea Lead')
  const reviewer = await join(reviewerLink, 'Rita Reviewer')
  const { page } = reviewer
  await expect(textOf(page)).toContainText('The brown fox')
  await select(page, 'brown fox')
  await page.getByRole('button', { name: 'Comment', exact: true }).tap()
  await panel(page)
    .getByRole('textbox', { name: 'Comment' })
    .fill('Which fox is meant here? There were several of them.')
  await panel(page).getByRole('button', { name: 'Comment', exact: true }).tap()
  await expect(threadBy(page, 'Rita Reviewer')).toBeVisible()
  await select(page, 'boot times')
  await page.getByRole('button', { name: 'Suggest a change' }).first().tap()
  await panel(page).getByRole('textbox', { name: 'Suggested text' }).fill('boot speed')
  await panel(page).getByRole('button', { name: 'Suggest', exact: true }).tap()
  await expect(panel(page).getByRole('article')).toHaveCount(2)
  await expectAccessible(page, 'comments on a phone')
  await openButton(lead.page).tap()
  await expect(panel(lead.page).getByRole('button', { name: 'Accept' })).toBeVisible()
  // What the button is for is said beside all regions of the page.
  await lead.page.keyboard.press('Escape')
  for (const width of [390, 320]) {
    await lead.page.setViewportSize({ width, height: 700 })
    await page.setViewportSize({ width, height: 700 })
    await expectAccessible(lead.page, `comments on a phone of ${width} px, for who writes`)
    await expectAccessible(page, `comments on a phone of ${width} px`)
  }
  await Promise.all([lead.context.close(), reviewer.context.close()])
})

/** Summaries: how far they are, and who may say so. */
import type { Page } from '@playwright/test'
import { makeEvent, makeLink } from '../support/api-client.ts'
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

const stageOf = (page: Page) => page.getByRole('button', { name: /^This summary is/ })

async function choose(page: Page, action: string): Promise<void> {
  await stageOf(page).click()
  await page.getByRole('menuitem', { name: action }).click()
}

test('[STAGE-2, STAGE-8] a lead marks a summary final while somebody writes it: the text stays, the reason is said, and reopened it goes on', async ({
  browser,
  served: { organiser },
}) => {
  const event = await makeEvent(organiser, 'stages')
  const session = event.sessions[0]!
  const scope = { type: 'event', id: event.id } as const
  const path = `/e/stages/s/${session.id}`
  const join = async (role: 'lead' | 'scribe', name: string, context = {}) =>
    joinAsScribe(browser, { link: (await makeLink(organiser, { scope, role })).url, name, path, context })
  const lead = await join('lead', 'Lea Lead')
  const ben = await join('scribe', 'Ben Scribe', PHONE)
  const errors = [watchErrors(lead.page), watchErrors(ben.page)]

  await ben.page.getByRole('tab', { name: 'Summary' }).click()
  await editorOf(ben.page, 'summary').click()
  await ben.page.keyboard.type('Kernels boot faster now.')
  await expect(editorOf(lead.page, 'summary')).toContainText('Kernels boot faster now.')
  await choose(ben.page, 'Send to review')
  await expect(ben.page.locator('[data-note-kind="summary"]').getByText('In review')).toBeVisible()
  await lead.page.reload()
  await expect(stageOf(lead.page)).toHaveText('In review')
  await stageOf(lead.page).click()
  await expect(lead.page.getByText(/^In review: Ben Scribe/)).toBeVisible()
  await lead.page.getByRole('menuitem', { name: 'Mark final' }).click()
  await expect(stageOf(lead.page)).toHaveText('Final')

  const final = ben.page.locator('[data-note-kind="summary"]')
  await expect(final.getByText('Final', { exact: true })).toBeVisible()
  await expect(final).toContainText('This summary was marked final by Lea Lead')
  await expect(final).toContainText('Kernels boot faster now.')
  await expect(final.locator('[contenteditable="true"]')).toHaveCount(0)
  await expect(lead.page.locator('[data-note-kind="summary"] [contenteditable="true"]')).toHaveCount(0)

  await choose(lead.page, 'Reopen as a draft')
  await expect(stageOf(lead.page)).toHaveText('Draft')
  await editorOf(lead.page, 'summary').click()
  await lead.page.keyboard.press('End')
  await caretNoticed(lead.page)
  await lead.page.keyboard.type(' Twice.')
  await expect(editorOf(ben.page, 'summary')).toContainText('Kernels boot faster now. Twice.')
  await expect(chipOf(lead.page, 'summary')).toHaveText('Saved')
  for (const error of errors) error.check()
  await Promise.all([lead.context.close(), ben.context.close()])
})

test('[STAGE-9] who marks a summary final is told what is open on it and led there', async ({
  browser,
  served: { organiser },
}) => {
  const event = await makeEvent(organiser, 'still-open')
  const session = event.sessions[0]!
  const text = 'The brown fox jumps.\n\nA second paragraph.\n'
  await organiser.expect('POST', `/notes/${session.summaryId}/import?format=md`, text)
  const { url } = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'lead' })
  const path = `/e/still-open/s/${session.id}?note=summary`
  const { page, context } = await joinAsScribe(browser, { link: url, name: 'Lea Lead', path, context: PHONE })
  const comments = page.getByRole('region', { name: 'Comments on the summary' })
  for (const word of ['second', 'fox']) {
    await editorOf(page, 'summary')
      .getByText(word)
      .dblclick({ position: { x: 60, y: 10 } })
    await caretNoticed(page)
    await page.keyboard.press('Control+Alt+m')
    await comments.getByRole('textbox', { name: 'Comment' }).fill(`About the ${word}`)
    await comments.getByRole('button', { name: 'Comment', exact: true }).click()
    await expect(comments.getByText(`About the ${word}`)).toBeVisible()
  }
  await comments.getByRole('button', { name: 'Close the comments' }).click()

  await choose(page, 'Mark final')
  const dialog = page.getByRole('dialog', { name: 'Mark this summary final?' })
  await expect(dialog).toContainText('2 comments are still open.')
  await expectAccessible(page, 'marking final')
  await dialog.getByRole('button', { name: 'Show the first one' }).click()
  await expect(dialog).toHaveCount(0)
  const first = comments.getByRole('article').filter({ hasText: 'About the fox' })
  await expect(first).toHaveAttribute('data-current')
  await expect(first.getByRole('button').first()).toBeFocused()
  await expect(stageOf(page)).toHaveText('Draft')

  await first.getByRole('button', { name: 'Resolve' }).click()
  await choose(page, 'Mark final')
  await expect(dialog).toContainText('1 comment is still open.')
  await dialog.getByRole('button', { name: 'Mark final' }).click()
  await expect(stageOf(page)).toHaveText('Final')
  await context.close()
})

test('[GATHER-6, BOARD-2] what was marked is listed for the whole event and leads to its words; the board says what is missing', async ({
  browser,
  served: { organiser },
}) => {
  const event = await makeEvent(organiser, 'gathered')
  const session = event.sessions[0]!
  const filler = 'A long line of notes.\n\n'.repeat(40)
  await organiser.expect(
    'POST',
    `/notes/${session.notesId}/import?format=md`,
    `${filler}**Action (Masami Hiramatsu):** send the patch\n\n**Decision:** merge it\n`,
  )
  const link = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'lead' })
  const { page, context } = await joinAsScribe(browser, { link: link.url, name: 'Lea', path: '/e/gathered' })
  const errors = watchErrors(page)
  await page.getByRole('button', { name: 'More actions for this event' }).click()
  await page.getByRole('menuitem', { name: 'Actions and decisions' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'send the patch' })).toContainText(
    'Masami Hiramatsu',
  )
  await expect(page.getByText('merge it')).toBeHidden()
  await page.getByText('Decisions', { exact: true }).click()
  await expect(page.getByText('merge it')).toBeVisible()
  await expectAccessible(page, 'actions and decisions')
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'CSV' }).click()
  expect((await saved).suggestedFilename()).toBe('gathered-minutes.csv')

  await page.getByRole('link', { name: 'merge it' }).click()
  await expect(page.getByRole('textbox', { name: 'Find' })).toHaveValue('merge it')
  await expect(editorOf(page).getByText('merge it')).toBeInViewport()

  await page.goto(new URL('/e/gathered/summaries', link.url).href)
  await expect(page.getByText('0 of 2 final')).toBeVisible()
  const row = page.getByRole('listitem').filter({ hasText: 'Boot-time tracing' })
  await expect(row).toContainText('No text yet')
  await expectAccessible(page, 'the board of summaries')
  await page.setViewportSize({ width: 320, height: 700 })
  await expectAccessible(page, 'the board of summaries on a small phone')
  errors.check()
  await context.close()
})

test('[ERRATA-3] a final summary gets a correction, which stands with it in the editor and on the reading page', async ({
  browser,
  served: { server, organiser },
}) => {
  const event = await makeEvent(organiser, 'errata')
  const session = event.sessions[0]!
  const scope = { type: 'event', id: event.id } as const
  const { url: link } = await makeLink(organiser, { scope, role: 'lead' })
  await organiser.expect('POST', `/notes/${session.summaryId}/import?format=md`, 'Kernels boot faster now.')
  await organiser.expect('PUT', `/notes/${session.summaryId}/stage`, { stage: 'final', from: 'draft' })
  const { page } = await joinAsScribe(browser, { link, name: 'Lea Lead', path: `/e/errata/s/${session.id}` })
  const errors = watchErrors(page)
  await choose(page, 'Add a correction')
  const dialog = page.getByRole('dialog', { name: 'Add a correction' })
  await expect(dialog.getByRole('button', { name: 'Add' })).toBeDisabled()
  await dialog.getByLabel('Correction').fill('Only some kernels do.')
  await expectAccessible(page, 'correction')
  await dialog.getByRole('button', { name: 'Add' }).click()
  const corrections = page.getByRole('region', { name: 'Corrections of this summary' })
  await expect(corrections).toContainText('Lea Lead: Only some kernels do.')
  await expectAccessible(page, 'corrections')
  await page.goto(`${server.url}/r/errata/s/${session.id}`)
  await expect(page.getByRole('region', { name: 'Corrections of the summary' })).toContainText(
    'Only some kernels do.',
  )
  errors.check()
})

/** What notes begin with, from the form where it is changed to the note that begins with it. */
import type { EventDetail } from '../../shared/contracts/programme.ts'
import type { NoteInfo } from '../../shared/contracts/notes.ts'
import { makeLink } from '../support/api-client.ts'
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

test('[TPL-6] an organiser says what notes begin with; who opens one can write below its headings at once', async ({
  browser,
  served: { organiser, server },
}) => {
  test.setTimeout(120_000)
  const { id } = await organiser.expect<EventDetail>('POST', '/events', {
    title: 'Plumbers',
    slug: 'plumbers',
  })
  for (const title of ['Opening', 'Boot-time tracing']) {
    await organiser.expect('POST', '/events/plumbers/sessions', { title, speakers: [{ name: 'Masami' }] })
  }
  const { sessions } = await organiser.expect<EventDetail>('GET', '/events/plumbers')
  const [opening, tracing] = sessions as [(typeof sessions)[0], (typeof sessions)[0]]
  const link = await makeLink(organiser, { scope: { type: 'event', id }, role: 'scribe' })
  const seqOf = async (note: string) => (await organiser.expect<NoteInfo>('GET', `/notes/${note}`)).seq

  const ada = await joinAsScribe(browser, {
    link: link.url,
    name: 'Ada',
    path: `/e/plumbers/s/${opening.id}`,
  })
  const errors = [watchErrors(ada.page)]
  for (const name of ['Key points', 'Questions', 'Actions', 'Links']) {
    await expect(editorOf(ada.page).getByRole('heading', { name, exact: true })).toBeVisible()
  }
  // To look at it is not to write: it still counts as a note that nobody wrote to.
  await editorOf(ada.page).click()
  await expect(chipOf(ada.page)).toHaveText('Saved')
  expect([await seqOf(opening.notesId), await seqOf(opening.summaryId)]).toEqual([1, 0])

  const own = await browser.newContext()
  const page = await own.newPage()
  errors.push(watchErrors(page))
  const [cookie = '', value = ''] = organiser.cookie.split('=')
  await own.addCookies([{ name: cookie, value, url: server.url }])
  await page.goto(`${server.url}/e/plumbers`)
  await page.getByRole('button', { name: 'More actions for this event' }).click()
  await page.getByRole('menuitem', { name: 'What notes begin with' }).click()
  const dialog = page.getByRole('dialog', { name: 'What notes begin with' })
  const notes = dialog.getByLabel('Notes', { exact: true })
  await expect(notes).toBeFocused()
  await expect(notes).toHaveValue(/^## Key points\n/)
  await expectAccessible(page, 'the dialog')

  await notes.fill(`${'> '.repeat(500)}too deep`)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(notes).toHaveAccessibleDescription(/at most 100/)
  await notes.fill('## Said by {{speakers}}\n\n- [ ] send it')
  await dialog.getByRole('button', { name: 'Use the default for notes' }).press('Enter')
  await expect(notes).toHaveValue(/^## Key points\n/)
  await notes.fill('## Said by {{speakers}}\n\n- [ ] send it')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()

  await ada.page.goto(new URL(`/e/plumbers/s/${tracing.id}`, link.url).href)
  await expect(editorOf(ada.page).getByRole('heading', { name: 'Said by Masami' })).toBeVisible()
  await expect(editorOf(ada.page).getByRole('checkbox')).toBeVisible()
  await ada.page.goto(new URL(`/e/plumbers/s/${opening.id}`, link.url).href)
  await expect(editorOf(ada.page).getByRole('heading', { name: 'Key points' })).toBeVisible()
  await editorOf(ada.page).getByRole('heading', { name: 'Key points' }).click()
  await ada.page.keyboard.press('ArrowDown')
  await ada.page.keyboard.type('The command line is too short.')
  await expect(chipOf(ada.page)).toHaveText('Saved')
  const path = `/api/v1/notes/${opening.notesId}/content?format=md`
  await expect
    .poll(async () => (await organiser.request<string>('GET', path)).body)
    .toContain('## Key points\n\nThe command line is too short.\n\n## Questions')
  for (const error of errors) error.check()

  const phone = await browser.newContext({ ...PHONE, storageState: await own.storageState() })
  const small = await phone.newPage()
  await small.goto(`${server.url}/e/plumbers`)
  await small.getByRole('button', { name: 'More actions for this event' }).click()
  await small.getByRole('menuitem', { name: 'What notes begin with' }).click()
  await expect(small.getByRole('dialog').getByLabel('Notes', { exact: true })).toHaveValue(/^## Said by/)
  const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth
  expect(await small.evaluate(overflow)).toBe(0)
  await Promise.all([phone.close(), own.close(), ada.context.close()])
})

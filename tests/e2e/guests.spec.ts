import { makeLink } from '../support/api-client.ts'
import { gather, expectLine, clickBehind, peopleButton, peopleList } from './company.ts'
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

test('[GUEST-5, GUEST-14] a lead removes a guest and takes back what they wrote; the guest is told and keeps the text', async ({
  browser,
  served: { organiser },
}) => {
  const company = await gather(browser, organiser, 'removing', { markdown: 'A line of the hosts' })
  const event = await organiser.expect<{ id: string }>('GET', '/events/removing')
  const lead = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'lead' })
  const leader = await joinAsScribe(browser, { link: lead.url, name: 'Lea Lead', path: company.path })
  const mallory = await company.join('Mallory')
  const errors = watchErrors(leader.page)
  await clickBehind(mallory.page, 'A line of the hosts')
  await mallory.page.keyboard.press('Enter')
  await mallory.page.keyboard.type('buy my book')
  await expectLine(leader.page, 'buy my book')
  await expect(chipOf(mallory.page)).toHaveText('Saved')
  // Who may remove nobody is not offered it.
  await peopleButton(mallory.page).click()
  await expect(peopleList(mallory.page).getByRole('button', { name: /^Remove/ })).toHaveCount(0)
  await mallory.page.keyboard.press('Escape')

  const dialog = leader.page.getByRole('dialog', { name: 'Remove somebody from this note' })
  await leader.page
    .locator('[data-note-kind="notes"]')
    .getByRole('button', { name: 'Who wrote what', exact: true })
    .click()
  await leader.page.getByRole('button', { name: 'Remove somebody …', exact: true }).click()
  await expect(dialog.getByRole('radio', { name: /Mallory.*here now.*guest/ })).not.toBeChecked()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await peopleButton(leader.page).click()
  await peopleList(leader.page).getByRole('button', { name: 'Remove Mallory …' }).press('Enter')
  await expect(dialog.getByRole('radio', { name: /Mallory/ })).toBeChecked()
  await expect(dialog).toContainText('Their login ends at once')
  await expect(dialog).toContainText('Nobody else uses it.')
  await expect(dialog.getByRole('radio', { name: /Lea Lead/ })).toBeDisabled()
  for (const colorScheme of ['dark', 'light'] as const) {
    await leader.page.emulateMedia({ colorScheme })
    await expect(leader.page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`)).toBeAttached()
    await expectAccessible(leader.page, `removing somebody, ${colorScheme}`)
  }
  await dialog.getByRole('radio', { name: 'Take it back in this note' }).check()
  await dialog.getByRole('checkbox', { name: /^Revoke the scribe link/ }).check()
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(editorOf(leader.page)).not.toContainText('buy my book')
  await expectLine(leader.page, 'A line of the hosts')

  const pane = mallory.page.locator('[data-note-kind="notes"]')
  await expect(pane.getByRole('alert')).toContainText('A lead or an organiser removed you')
  await expect(pane.locator('.ProseMirror')).toContainText('buy my book')
  await mallory.page.goto(company.link)
  await expect(mallory.page.locator('body')).toContainText('This link was withdrawn')
  errors.check()
  await Promise.all([leader.context.close(), mallory.context.close()])
})

test('[GUEST-14] the list of people leads there too, for somebody who has left, on a phone', async ({
  browser,
  served: { organiser },
}) => {
  const company = await gather(browser, organiser, 'removing-later', { markdown: 'A line of the hosts' })
  const mallory = await company.join('Mallory')
  await clickBehind(mallory.page, 'A line of the hosts')
  await mallory.page.keyboard.type(' and of others')
  await expect(chipOf(mallory.page)).toHaveText('Saved')
  await mallory.context.close()

  const event = await organiser.expect<{ id: string }>('GET', '/events/removing-later')
  const lead = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'lead' })
  const leader = await joinAsScribe(browser, {
    link: lead.url,
    name: 'Lea Lead',
    path: company.path,
    context: PHONE,
  })
  await expectLine(leader.page, 'A line of the hosts and of others')
  await peopleButton(leader.page).click()
  await expect(peopleList(leader.page)).toBeInViewport({ ratio: 1 })
  await expectAccessible(leader.page, 'the people of a note, for a lead')
  await peopleList(leader.page).getByRole('button', { name: 'Remove somebody who left …' }).click()
  const dialog = leader.page.getByRole('dialog', { name: 'Remove somebody from this note' })
  await dialog.getByRole('radio', { name: /Mallory/ }).check()
  await dialog.getByRole('radio', { name: 'Take it back in this note' }).check()
  await expectAccessible(leader.page, 'removing somebody on a phone')
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expectLine(leader.page, 'A line of the hosts')
  await leader.context.close()
})

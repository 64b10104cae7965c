import { gather, expectLine, clickBehind } from './company.ts'
import { chipOf, editorOf, expect, expectAccessible, test, watchErrors } from './pages.ts'

test('[TOG-16] who wrote what is shown in the text on demand, kept along while both type, and gone again', async ({
  browser,
  served: { organiser },
}) => {
  const company = await gather(browser, organiser, 'authors', {
    markdown: 'Imported with [a link](https://lpc.events).\n\n```\nlet code = 1\n```',
  })
  const [ada, ben] = [await company.join('Ada'), await company.join('Ben')]
  const errors = watchErrors(ada.page)
  await clickBehind(ada.page, 'Imported with')
  await ada.page.keyboard.press('Enter')
  await ada.page.keyboard.type('Ada says a lot')
  await clickBehind(ben.page, 'Ada says a lot')
  await ben.page.keyboard.type(' and Ben agrees')
  await expectLine(ada.page, 'Ada says a lot and Ben agrees')

  const marks = editorOf(ada.page).locator('.author-mark')
  const bar = ada.page.getByRole('region', { name: 'Who wrote what' })
  await ada.page
    .locator('[data-note-kind="notes"]')
    .getByRole('button', { name: 'Who wrote what', exact: true })
    .click()
  await expect(bar.getByRole('listitem')).toHaveText(['Olga Organiser', 'Ada', 'Ben'])
  await expect(marks.filter({ hasText: 'Ada says a lot' })).toHaveAttribute(
    'title',
    /^Ada, \d+ \w+ \d{4}, \d\d:\d\d$/,
  )
  await expect(marks.filter({ hasText: 'and Ben agrees' })).toHaveAttribute('title', /^Ben, /)
  await expect(bar).toContainText(/At the caret: Ada, /)
  for (const colorScheme of ['dark', 'light'] as const) {
    await ada.page.emulateMedia({ colorScheme })
    await expect(ada.page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`)).toBeAttached()
    await expectAccessible(ada.page, `who wrote what, ${colorScheme}`)
  }

  await ben.page.keyboard.press('Home')
  await ben.page.keyboard.type('Well: ')
  await expect(marks.filter({ hasText: 'Well:' })).toHaveAttribute('title', /^Ben, /)
  await expect(marks.filter({ hasText: /^Ada says a lot$/ })).toHaveAttribute('title', /^Ada, /)
  await clickBehind(ada.page, 'and Ben agrees')
  await expect(bar).toContainText(/At the caret: Ben, /)

  // Undo changes what it changes, also where nothing can be asked.
  await ada.page.keyboard.type('!')
  await ada.context.setOffline(true)
  await ada.page.keyboard.press('Control+z')
  await expectLine(ada.page, 'Well: Ada says a lot and Ben agrees')
  await expect(marks.filter({ hasText: /^Ada says a lot$/ })).toHaveAttribute('title', /^Ada, /)
  await ada.context.setOffline(false)

  await bar.getByRole('button', { name: 'Hide who wrote what' }).press('Enter')
  await expect(marks).toHaveCount(0)
  await expect(editorOf(ada.page)).toBeFocused()
  await expectLine(ada.page, 'Well: Ada says a lot and Ben agrees')
  await expect(chipOf(ada.page)).toHaveText('Saved')
  errors.check()
  await Promise.all([ada.context.close(), ben.context.close()])
})

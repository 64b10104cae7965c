/** What is said beside the buttons of a note. */
import { gather } from './company.ts'
import { editorOf, expect, joinAsScribe, PHONE, test } from './pages.ts'

test('[FIND-17] on a phone a tap says nothing beside the button', async ({
  browser,
  served: { organiser },
}) => {
  const { link, path } = await gather(browser, organiser, 'taps', { markdown: 'The last boot.' })
  const { page, context } = await joinAsScribe(browser, { link, name: 'Ada', path, context: PHONE })
  const text = editorOf(page).getByText('The last boot.')
  await expect(text).toBeVisible()
  await page.clock.install()
  const bold = page.getByRole('button', { name: 'Bold' }).first()
  await bold.tap()
  await expect(bold).toHaveAttribute('aria-pressed', 'true')
  await page.clock.fastForward(2_000)
  await expect(page.getByRole('tooltip')).toHaveCount(0)

  // The focus goes from the text to a button: by a finger it needs no words, by a key it does.
  const outline = page.getByRole('button', { name: 'Outline' })
  await text.tap()
  await outline.evaluate((button) => button.focus())
  await expect(page.getByRole('tooltip')).toHaveCount(0)
  await text.tap()
  await page.keyboard.press('ArrowLeft')
  await outline.evaluate((button) => button.focus())
  await expect(page.getByRole('tooltip')).toHaveText('Outline')
  await context.close()
})

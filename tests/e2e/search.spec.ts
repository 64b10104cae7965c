/** The search in a browser: while typing, by keyboard, and to and fro. */
import type { BrowserContext, Page, Route } from '@playwright/test'
import type { SearchResults } from '../../shared/contracts/search.ts'
import { makeEvent, type ApiClient } from '../support/api-client.ts'
import { eventually } from '../support/eventually.ts'
import { editorOf, expect, expectAccessible, PHONE, test, watchErrors } from './pages.ts'

const NOTES = `## Animals

A zebra was seen at the boot.

The okapi is late, says Ada.

- sched_setattr() and the zebra, too`

/** An event whose notes are found. */
async function makeFindable(organiser: ApiClient, slug: string) {
  const event = await makeEvent(organiser, slug)
  const session = event.sessions[0]!
  await organiser.expect('POST', `/notes/${session.notesId}/import?format=md`, NOTES)
  await organiser.expect('POST', `/notes/${session.summaryId}/import?format=md`, 'One zebra, all in all.')
  await eventually(
    async () => (await organiser.expect<SearchResults>('GET', `/search?q=zebra&event=${slug}`)).total === 2,
    { within: 30_000, message: 'finding the notes' },
  )
  return { event, session, path: `/e/${slug}/search` }
}

async function signIn(context: BrowserContext, { url, cookie }: ApiClient): Promise<void> {
  const [name = '', value = ''] = cookie.split('=')
  await context.addCookies([{ name, value, url }])
}

const field = (page: Page) => page.getByRole('searchbox', { name: 'Search programmes, notes and summaries' })
const results = (page: Page) => page.getByRole('list', { name: 'Results' }).getByRole('listitem')

test('[SEARCH-14, SEARCH-15] results come while one types, are gone through by keyboard, lead to their line, and are there again on the way back', async ({
  page,
  context,
  served: { organiser },
}) => {
  const { session, path } = await makeFindable(organiser, 'finding')
  const errors = watchErrors(page)
  await signIn(context, organiser)
  await page.goto(`${organiser.url}/e/finding`)
  await page.getByRole('link', { name: 'Search notes' }).click()
  await expect(field(page)).toBeFocused()
  await page.keyboard.type('okap')
  await expect(results(page)).toHaveCount(1)
  await expect(results(page).locator('mark')).toHaveText('okapi')
  await expect(page).toHaveURL(`${organiser.url}${path}?q=okap`)

  await field(page).fill('zebra')
  await expect(results(page)).toHaveCount(2)
  await page.getByRole('button', { name: /^Notes 1/ }).click()
  await expect(results(page)).toHaveCount(1)
  await expect(page).toHaveURL(`${organiser.url}${path}?q=zebra&kind=notes`)

  await field(page).focus()
  await page.keyboard.press('ArrowDown')
  await expect(results(page).getByRole('link').first()).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(field(page)).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/e/finding/s/${session.id}\\?note=notes&find=A\\+zebra`))
  await expect(editorOf(page)).toContainText('A zebra was seen')
  await expect(page.getByRole('textbox', { name: /find/i }).first()).toHaveValue(/A zebra was seen/)

  await page.goBack()
  await expect(field(page)).toHaveValue('zebra')
  await expect(results(page)).toHaveCount(1)

  await field(page).fill('quagga')
  await expect(page.getByRole('heading', { name: 'Nothing holds “quagga”' })).toBeVisible()
  await page.getByRole('button', { name: 'Without filters' }).click()
  await expect(page).toHaveURL(`${organiser.url}${path}?q=quagga`)
  errors.check()
})

test('[SEARCH-14] an answer that comes late is not shown', async ({
  page,
  context,
  served: { organiser },
}) => {
  const { path } = await makeFindable(organiser, 'late')
  await signIn(context, organiser)
  const held: Route[] = []
  await page.route(/\/api\/v1\/search\?q=okapi/, (route) => void held.push(route))
  await page.goto(`${organiser.url}${path}`)
  await field(page).fill('okapi')
  await expect.poll(() => held.length).toBe(1)
  await field(page).fill('zebra')
  await expect(results(page)).toHaveCount(2)
  // The page may have given it up, which is as good.
  await held[0]!.continue().catch(() => undefined)
  await field(page).press('End')
  await expect(results(page).locator('mark').first()).toHaveText('zebra')
  await expect(results(page)).toHaveCount(2)
})

test('[SEARCH-16] the search for commands leads on to the search in notes', async ({
  page,
  context,
  served: { organiser },
}) => {
  const { path } = await makeFindable(organiser, 'onward')
  await signIn(context, organiser)
  await page.goto(`${organiser.url}/e/onward`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('zebra')
  const last = page.getByRole('option').last()
  await expect(last).toHaveText('Search notes for “zebra”')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${organiser.url}${path}?q=zebra`)
  await expect(results(page)).toHaveCount(2)
})

for (const [variant, options] of [
  ['wide and light', { colorScheme: 'light' }],
  ['a phone, dark', { colorScheme: 'dark', ...PHONE }],
  ['320 pixels', { colorScheme: 'light', viewport: { width: 320, height: 640 } }],
] as const) {
  test(`[SEARCH-15] the search has no accessibility violation: ${variant}`, async ({
    browser,
    served: { organiser },
  }) => {
    const slug = `seen-${variant.replaceAll(/\W+/g, '-')}`
    const { path } = await makeFindable(organiser, slug)
    const context = await browser.newContext({ reducedMotion: 'reduce', baseURL: organiser.url, ...options })
    await signIn(context, organiser)
    const page = await context.newPage()
    await page.goto(path)
    await expect(field(page)).toBeVisible()
    await expectAccessible(page, 'an empty search')
    await field(page).fill('zebra')
    await expect(results(page)).toHaveCount(2)
    await expectAccessible(page, 'results')
    await page.goto('/search?q=zebra')
    await expect(results(page).first()).toBeVisible()
    await expectAccessible(page, 'results of all events')
    await field(page).fill('quagga')
    await expect(page.getByRole('heading', { name: /Nothing holds/ })).toBeVisible()
    await expectAccessible(page, 'nothing found')
    await context.clearCookies()
    await page.goto('/search?q=zebra')
    await expect(page.getByRole('heading', { name: 'Sign in to see this' })).toBeVisible()
    await expectAccessible(page, 'not signed in')
    await context.close()
  })
}

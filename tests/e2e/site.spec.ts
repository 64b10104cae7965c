/** The site of an event in a browser: from a folder without any server, and under the strictest policy. */
import { test as base, expect, type Page } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { makeSiteFolder, type SiteFolder } from '../support/site-folder.ts'
import { expectAccessible, watchErrors } from './pages.ts'

const test = base.extend<object, { readonly folder: SiteFolder }>({
  folder: [
    async ({}, use) => {
      const folder = await makeSiteFolder()
      await use(folder)
      await folder.dispose()
    },
    { scope: 'worker' },
  ],
})

const PAGES = [
  'index.html',
  'tracks/tracing.html',
  'sessions/boot-time-tracing.html',
  'people.html',
  'actions.html',
  'search.html?q=tracing',
  '404.html',
] as const

const addressIn = (folder: SiteFolder, path: string) => pathToFileURL(folder.path).href + `/${path}`

async function openSearched(page: Page, url: string): Promise<void> {
  await page.goto(url)
  if (url.includes('?q=')) await expect(page.getByRole('status')).toHaveText(/results? for/)
}

test('[SITE-12] the search works from a folder, with the keyboard alone, and leads to the place', async ({
  page,
  folder,
}) => {
  const errors = watchErrors(page)
  const loaded: string[] = []
  page.on('request', (request) => loaded.push(request.url().split('/').at(-1) ?? ''))
  await page.goto(addressIn(folder, 'sessions/closing.html'))
  await page.getByRole('link', { name: 'Search' }).focus()
  await page.keyboard.press('Enter')
  const input = page.getByRole('searchbox')
  await expect(input).toBeFocused()
  await page.keyboard.type('sched_setattr')
  await expect(page.getByRole('status')).toHaveText('1 result for “sched_setattr”.')
  await expect(page.locator('mark')).toHaveText('sched_setattr')
  expect(loaded).toContain('search-index.js')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('link', { name: 'Boot-time tracing' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(input).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/sessions\/boot-time-tracing\.html#summary\.lists-of-things$/)
  await expect(page.getByRole('heading', { name: 'Lists of things' })).toBeInViewport()

  // The words are there again on the way back.
  await page.goBack()
  await expect(input).toHaveValue('sched_setattr')
  await expect(page.getByRole('status')).toHaveText('1 result for “sched_setattr”.')
  await input.fill('nothing-like-this')
  await expect(page.getByRole('status')).toHaveText('Nothing found for “nothing-like-this”.')
  errors.check()
})

test('[SITE-12] without script everything can be read, and the search says what it needs', async ({
  browser,
  folder,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(addressIn(folder, 'search.html'))
  await expect(page.getByText('Searching needs script')).toBeVisible()
  await expect(page.getByRole('searchbox')).toBeHidden()
  await page.getByRole('main').getByRole('link', { name: 'contents' }).click()
  await page.getByRole('main').getByRole('link', { name: 'Tracing', exact: true }).last().click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tracing')
  await expect(page.getByText('The API of libtraceevent is stable now.')).toBeVisible()
  await context.close()
})

for (const options of [
  { colorScheme: 'light', viewport: { width: 1_400, height: 900 } },
  { colorScheme: 'dark', viewport: { width: 1_400, height: 900 } },
  { colorScheme: 'light', viewport: { width: 320, height: 700 } },
  { colorScheme: 'dark', viewport: { width: 320, height: 700 } },
] as const) {
  const { colorScheme, viewport } = options
  test(`[SITE-16] pages pass the checker, ${colorScheme}, ${viewport.width} pixels wide`, async ({
    browser,
    folder,
  }) => {
    const context = await browser.newContext(options)
    const page = await context.newPage()
    for (const path of PAGES) {
      await openSearched(page, addressIn(folder, path))
      await expectAccessible(page, path)
    }
    await context.close()
  })
}

test('[SITE-6] under a policy that allows files of the site alone, pages look and search as ever', async ({
  page,
  folder,
}) => {
  const types: Readonly<Record<string, string>> = {
    '.html': 'text/html; charset=utf-8',
    '.css': 'text/css',
    '.js': 'text/javascript',
    '.png': 'image/png',
  }
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/^\/p\/conf\//, '').replace(/[?#].*$/, '')
    readFile(join(folder.path, path)).then(
      (bytes) =>
        response
          .setHeader('content-type', types[extname(path)] ?? 'application/octet-stream')
          .setHeader(
            'content-security-policy',
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'",
          )
          .end(bytes),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const top = `http://127.0.0.1:${(server.address() as AddressInfo).port}/p/conf`
    const errors = watchErrors(page)
    for (const path of PAGES) {
      await openSearched(page, `${top}/${path}`)
      // The style is there: text stands in the middle of the window.
      const left = await page.getByRole('main').evaluate((main) => main.getBoundingClientRect().left)
      expect(left).toBeGreaterThan(20)
    }
    await page.goto(`${top}/sessions/boot-time-tracing.html`)
    const picture = page.getByRole('img', { name: 'A red square' })
    await picture.scrollIntoViewIfNeeded()
    await expect
      .poll(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth))
      .toBe(1)
    errors.check()
  } finally {
    server.close()
  }
})

test('[SITE-17] printed pages have no navigation, all folded text, and addresses behind links', async ({
  page,
  folder,
}) => {
  await page.goto(addressIn(folder, 'sessions/boot-time-tracing.html'))
  await expect(page.getByText('What happens before user space.')).toBeHidden()
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByText('What happens before user space.')).toBeVisible()
  for (const hidden of ['.top ul', '.contents', '.neighbours']) {
    await expect(page.locator(hidden)).toBeHidden()
  }
  // What stands behind a link counts to its name.
  const links = page.getByRole('main').getByRole('link')
  await expect(links.filter({ hasText: 'Slides' })).toHaveAccessibleName(
    'Slides <https://example.org/slides.pdf>',
  )
  await expect(links.filter({ hasText: 'Tracing' })).toHaveAccessibleName('Tracing')
})

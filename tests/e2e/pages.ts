/** What the browser tests do over and over: servers, people, notes. */
import {
  expect,
  test as base,
  type Browser,
  type BrowserContext,
  type Locator,
  type Page,
} from '@playwright/test'
import axe from 'axe-core'
import { signUpOrganiser, type ApiClient } from '../support/api-client.ts'
import { ServerProcess } from '../support/server-process.ts'

interface Fixtures {
  /** One server for all tests of a worker, so events need names of their own, with an organiser who is signed in to the API. */
  readonly served: { readonly server: ServerProcess; readonly organiser: ApiClient }
}

export const test = base.extend<object, Fixtures>({
  served: [
    async ({}, use) => {
      const server = await ServerProcess.start()
      const organiser = await signUpOrganiser(server.url, server.setupLink)
      await use({ server, organiser })
      await server.dispose()
    },
    { scope: 'worker' },
  ],
})

export { expect }

export const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const

/** Errors on a page fail the test that opened it: call `check` at its end. */
export function watchErrors(page: Page): { check(): void } {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    // A server that was killed on purpose makes the browser complain about the connection.
    if (message.type() === 'error' && !/ERR_|WebSocket|Failed to load resource/.test(message.text())) {
      errors.push(message.text())
    }
  })
  return { check: () => expect(errors).toEqual([]) }
}

/** Goes to the session with a scribe's link, in a browser of its own, by the name that is given. */
export async function joinAsScribe(
  browser: Browser,
  options: {
    link: string
    name: string
    path: string
    context?: Parameters<Browser['newContext']>[0]
    /** The name is given in the page's dialog, as people do, which takes its time. */
    inDialog?: boolean
  },
): Promise<{ page: Page; context: BrowserContext }> {
  const { link, name, path, inDialog = false } = options
  const context = await browser.newContext(options.context)
  const page = await context.newPage()
  // The link leads to another page than the test's: its login is enough.
  await context.request.get(link, { maxRedirects: 0 })
  if (!inDialog) {
    const { origin } = new URL(link)
    const named = await context.request.patch(`${origin}/api/v1/me`, { data: { name }, headers: { origin } })
    expect(named.ok(), 'the name is taken').toBe(true)
  }
  await page.goto(new URL(path, link).href)
  if (inDialog) {
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox').fill(name)
    await dialog.getByRole('textbox').press('Enter')
    await expect(dialog).toBeHidden()
  }
  return { page, context }
}

/** The text of a note of the session page that is open. */
export function editorOf(page: Page, kind: 'notes' | 'summary' = 'notes'): Locator {
  return page.getByRole('textbox', { name: kind === 'notes' ? /^Notes:/ : /^Summary:/ })
}

/** The chip that says whether the work is safe. */
export function chipOf(page: Page, kind: 'notes' | 'summary' = 'notes'): Locator {
  return page.locator(`[data-note-kind="${kind}"]`).getByRole('status').first()
}

/** Fails with every violation that the accessibility checker finds on the page, or in a part of it, and when the page is wider than the screen. */
export async function expectAccessible(page: Page, what: string, part?: string): Promise<void> {
  // What is fading in or out just now would be too faint. From here on nothing moves.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.evaluate(async () => {
    await new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))
    // Also what only jumps is on its way until then, colours of another scheme among it.
    const moving = document.getAnimations().filter((animation) => animation instanceof CSSTransition)
    await Promise.allSettled(moving.map(({ finished }) => finished))
  })
  // Half a megabyte of script: a page that has it is not given it again.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source)
  const violations = await page.evaluate(async (selector) => {
    const { axe: checker } = globalThis as unknown as { axe: typeof axe }
    // Our pages have no frames.
    const results = await checker.run(selector ?? document, { iframes: false, resultTypes: ['violations'] })
    return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  }, part)
  expect(violations, what).toEqual([])
  const excessPx = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(excessPx, `${what} is wider than the screen by so many pixels`).toBeLessThanOrEqual(0)
}

/** Until the editor knows where the caret is: it learns of it by an event, a moment after the browser has moved it. */
export function caretNoticed(page: Page): Promise<void> {
  return page.evaluate(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  )
}

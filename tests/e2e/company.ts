/** People who have one note open together, and what stands in it. */
import type { Browser, BrowserContext, Locator, Page } from '@playwright/test'
import type { EventDetail } from '../../shared/contracts/programme.ts'
import { makeEvent, makeLink, type ApiClient } from '../support/api-client.ts'
import { caretNoticed, editorOf, expect, joinAsScribe } from './pages.ts'

export type Session = EventDetail['sessions'][number]

export interface Company {
  readonly session: Session
  readonly link: string
  readonly path: string
  join(name: string): Promise<Person>
}

export interface Person {
  readonly page: Page
  readonly context: BrowserContext
}

/** An event of its own with a note in it that holds some Markdown, and people who open it. */
export async function gather(
  browser: Browser,
  organiser: ApiClient,
  slug: string,
  { markdown = '' }: { readonly markdown?: string } = {},
): Promise<Company> {
  const event = await makeEvent(organiser, slug)
  const session = event.sessions[0]
  if (!session) throw new Error('expected a session')
  if (markdown) await organiser.expect('POST', `/notes/${session.notesId}/import?format=md`, markdown)
  const { url } = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'scribe' })
  const path = `/e/${slug}/s/${session.id}`
  return {
    session,
    link: url,
    path,
    join: (name) => joinAsScribe(browser, { link: url, name, path }),
  }
}

export const peopleButton = (page: Page): Locator =>
  page.locator('[data-note-kind="notes"]').getByRole('button', { name: /^Who is here/ })

export const peopleList = (page: Page): Locator => page.getByRole('dialog', { name: 'Who is here' })

/** The line of a note that holds a text; others' carets may stand in it. */
export const lineWith = (page: Page, text: string | RegExp): Locator =>
  editorOf(page).locator('p').filter({ hasText: text }).first()

/** What stands in the lines of a note, without others' carets. */
export const linesOf = (page: Page): Promise<readonly string[]> =>
  editorOf(page)
    .locator('p')
    .evaluateAll((lines) =>
      lines.map((line) => {
        const copy = line.cloneNode(true) as HTMLElement
        for (const caret of copy.querySelectorAll('[aria-hidden]')) caret.remove()
        return copy.textContent ?? ''
      }),
    )

export const expectLine = (page: Page, text: string): Promise<void> =>
  expect.poll(() => linesOf(page)).toContain(text)

/** Puts the caret behind a line. */
export async function clickBehind(page: Page, text: string | RegExp): Promise<void> {
  await lineWith(page, text).click()
  await page.keyboard.press('End')
  await caretNoticed(page)
}

export const lines = (count: number): string =>
  Array.from({ length: count }, (_, at) => `Line ${at + 1}`).join('\n\n')

/** Where an element is in the window. */
export async function topOf(locator: Locator): Promise<number> {
  const box = await locator.boundingBox()
  if (!box) throw new Error('expected the element to be shown')
  return box.y
}

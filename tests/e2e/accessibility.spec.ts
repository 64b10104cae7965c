/** Every page and everything that opens over one: a checker, the keyboard alone, narrow and enlarged, right to left. */
import type { Browser, BrowserContext, Locator, Page } from '@playwright/test'
import type { EventDetail } from '../../shared/contracts/programme.ts'
import { makeEvent, makeLink, type ApiClient } from '../support/api-client.ts'
import type { ServerProcess } from '../support/server-process.ts'
import { chipOf, editorOf, expect, expectAccessible, joinAsScribe, PHONE, test } from './pages.ts'

const TEXT = `## Boot

Boot it with a file. [The slides](https://slides.example.org/boot) say more.

**Question (Ben):** how long is it?

**Action:** mend the docs

- [ ] buy cake

| Target | Width |
| --- | --- |
| host | 64 |

\`\`\`c
int width = 64;
\`\`\`

> Said somebody.
`

interface Served {
  readonly organiser: ApiClient
  readonly server: ServerProcess
}

interface Place {
  readonly event: EventDetail
  readonly session: EventDetail['sessions'][number]
  readonly sessionPath: string
}

async function makePlace({ organiser }: Served, slug: string): Promise<Place> {
  const event = await makeEvent(organiser, slug)
  const [session] = event.sessions
  if (!session) throw new Error('expected a session')
  await organiser.expect('POST', `/notes/${session.notesId}/import?format=md`, TEXT)
  return { event, session, sessionPath: `/e/${slug}/s/${session.id}` }
}

/** The organiser's own browser. */
async function openAsOrganiser(
  browser: Browser,
  { organiser, server }: Served,
  options: Parameters<Browser['newContext']>[0],
): Promise<{ readonly page: Page; readonly context: BrowserContext }> {
  const context = await browser.newContext({ reducedMotion: 'reduce', baseURL: server.url, ...options })
  const [name = '', value = ''] = organiser.cookie.split('=')
  await context.addCookies([{ name, value, url: server.url }])
  return { page: await context.newPage(), context }
}

const pathsOf = ({ event, session, sessionPath }: Place): readonly string[] => [
  '/',
  '/import',
  '/accounts',
  '/audit',
  `/e/${event.slug}`,
  `/e/${event.slug}/now`,
  `/e/${event.slug}/t/${session.trackId ?? ''}`,
  sessionPath,
  `${sessionPath}/history`,
  `/e/${event.slug}/import`,
  `/e/${event.slug}/people`,
  `/e/${event.slug}/audit`,
  '/nowhere',
]

/** Until what a page shows is there. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
  await expect(page.locator('[aria-busy="true"]:visible')).toHaveCount(0)
}

const notesOf = (page: Page): Locator => page.locator('[data-note-kind="notes"]')

/** One of a page's actions: a button where there is room, else in its menu. */
async function choose(page: Page, menu: string, action: string): Promise<void> {
  const button = page.getByRole('button', { name: action, exact: true })
  if (await button.isVisible()) return button.click()
  await page.getByRole('button', { name: menu }).click()
  await page.getByRole('menuitem', { name: action }).click()
}

for (const [variant, options] of [
  ['wide and light', { colorScheme: 'light' }],
  ['a phone, dark', { colorScheme: 'dark', ...PHONE }],
] as const) {
  const isPhone = variant === 'a phone, dark'

  test(`[WCAG-1] no page has an accessibility violation: ${variant}`, async ({ browser, served }) => {
    test.setTimeout(180_000)
    const place = await makePlace(served, isPhone ? 'pages-dark' : 'pages-light')
    const { page, context } = await openAsOrganiser(browser, served, options)
    for (const path of pathsOf(place)) {
      await page.goto(path)
      await settled(page)
      await expectAccessible(page, path)
    }
    await context.clearCookies()
    for (const path of ['/', '/sign-in', place.sessionPath]) {
      await page.goto(path)
      await settled(page)
      await expectAccessible(page, `${path}, not signed in`)
    }
    await context.close()
  })

  test(`[WCAG-2, WCAG-5] no dialog or menu of a page has a violation, and nothing moves where that is asked for: ${variant}`, async ({
    browser,
    served,
  }) => {
    test.setTimeout(240_000)
    const { event, session, sessionPath } = await makePlace(served, isPhone ? 'over-dark' : 'over-light')
    const { page, context } = await openAsOrganiser(browser, served, options)
    const check = async (name: string, role: 'dialog' | 'menu' = 'dialog'): Promise<void> => {
      const part = page.getByRole(role).last()
      await expect(part).toBeVisible()
      await expect(part).toHaveCSS('opacity', '1')
      await expectAccessible(page, name, `[role="${role}"]`)
      // What ends within a millisecond is a jump; until the next frame it is in the list too.
      const moving = await page.evaluate(() =>
        document
          .getAnimations()
          .filter(
            ({ playState, effect }) =>
              playState === 'running' && Number(effect?.getComputedTiming().endTime) > 1,
          )
          .map(({ effect }) => {
            const { target } = effect as KeyframeEffect
            const names = (effect as KeyframeEffect).getKeyframes().flatMap((frame) => Object.keys(frame))
            return `${target?.outerHTML.slice(0, 200) ?? 'something'}: ${[...new Set(names)].join(', ')}`
          }),
      )
      expect(moving, `${name}: what moves`).toEqual([])
      await page.keyboard.press('Escape')
      await expect(page.getByRole(role)).toHaveCount(0)
    }
    const parts = [
      {
        path: `/e/${event.slug}`,
        menu: 'More actions for this event',
        actions: [
          'Share',
          'Export',
          'Edit the event',
          'What notes begin with',
          'Add a track',
          'Add a session',
          'Delete the event',
        ],
      },
      {
        path: `/e/${event.slug}/t/${session.trackId ?? ''}`,
        menu: 'More actions for this track',
        actions: ['Share', 'Export', 'Edit the track'],
      },
      {
        path: sessionPath,
        menu: 'More actions for this session',
        actions: ['Share', 'Export', 'Edit the session', 'Delete the session'],
      },
    ]
    for (const { path, menu, actions } of parts) {
      await page.goto(path)
      await settled(page)
      await page.getByRole('button', { name: menu }).click()
      await check(menu, 'menu')
      for (const action of actions) {
        await choose(page, menu, action)
        await check(`${path}: ${action}`)
      }
    }
    for (const action of ['Download', 'Import a file']) {
      await page.getByRole('button', { name: 'Actions for whole documents' }).click()
      await page.getByRole('menuitem', { name: action }).first().click()
      await check(action)
    }
    const account = page.getByRole('button', { name: /^Account and display/ })
    await account.click()
    await check('account', 'menu')
    await account.click()
    await page.getByRole('menuitem', { name: 'Change display name' }).click()
    await check('display name')
    await context.close()
  })

  test(`[WCAG-2, FIND-14, FIND-13] nothing that opens over a note has a violation: ${variant}`, async ({
    browser,
    served,
  }) => {
    test.setTimeout(240_000)
    const { event, sessionPath } = await makePlace(served, isPhone ? 'note-dark' : 'note-light')
    const link = await makeLink(served.organiser, { scope: { type: 'event', id: event.id }, role: 'scribe' })
    const { page, context } = await joinAsScribe(browser, {
      link: link.url,
      name: 'Ada',
      path: sessionPath,
      context: { reducedMotion: 'reduce', ...options },
    })
    const ben = await joinAsScribe(browser, { link: link.url, name: 'Ben', path: sessionPath })
    const editor = editorOf(page)
    await expect(chipOf(page)).toHaveText('Saved')
    const check = async (part: Locator, name: string): Promise<void> => {
      await expect(part).toBeVisible()
      await expect(part).toHaveCSS('opacity', '1')
      await part.evaluate((element) => element.setAttribute('data-checked', ''))
      await expectAccessible(page, name, '[data-checked]')
      await part.evaluate((element) => element.removeAttribute('data-checked'))
    }
    const dialog = page.getByRole('dialog')
    const checkDialog = async (name: string): Promise<void> => {
      await check(dialog, name)
      await page.keyboard.press('Escape')
      await expect(dialog).toHaveCount(0)
    }

    await editor.getByText('Boot it with a file.').click()
    await page.keyboard.press('Home')
    await page.keyboard.press('Shift+End')
    const menu = page.getByRole('toolbar', { name: 'Formatting of the selection' })
    if (!isPhone) await expect(menu).toBeVisible()
    await expectAccessible(page, 'a selection')
    // On a touch screen the system's own menu is there.
    expect(await menu.count()).toBe(isPhone ? 0 : 1)

    await page.keyboard.press('Control+k')
    await expect(dialog.getByRole('option').first()).toBeVisible()
    await checkDialog('search')
    await page.keyboard.press('Control+/')
    await checkDialog('shortcuts')

    await editor.getByText('The slides').click()
    await page.keyboard.press('Control+Shift+u')
    await checkDialog('link')
    await editor.getByText('mend the docs').click()
    // The browser tells the editor a moment later that the caret is in the action now.
    await expect(async () => {
      await page.keyboard.press('Control+Alt+w')
      await expect(dialog).toBeVisible({ timeout: 500 })
    }).toPass()
    await checkDialog('who and until when')

    await editor.getByText('Said somebody.').click()
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await page.keyboard.type('/')
    const list = page.getByRole('listbox')
    await check(list, 'what can be put in')
    await page.keyboard.press('Escape')
    await expect(list).toHaveCount(0)

    await editor.getByText('host').click()
    await notesOf(page)
      .getByRole('button', { name: /^Table: / })
      .last()
      .click()
    await check(page.getByRole('menu'), 'table')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('menu')).toHaveCount(0)

    await notesOf(page)
      .getByRole('button', { name: /^Who is here/ })
      .click()
    await check(dialog, 'people')
    await dialog.getByRole('button', { name: /Ben/ }).click()
    await expect(page.getByText('Following Ben, Esc to stop')).toBeVisible()
    await expectAccessible(page, 'following')
    await page.keyboard.press('Escape')

    await notesOf(page).getByRole('button', { name: 'Outline', exact: true }).click()
    await checkDialog('outline')

    await editor.click()
    await page.keyboard.press('Control+f')
    const bar = page.getByRole('search')
    await bar.getByRole('textbox', { name: 'Find' }).fill('boot')
    await bar.getByRole('button', { name: 'Replace', exact: true }).click()
    await expect(page.locator('.find-match').first()).toBeVisible()
    await check(bar, 'find')

    await context.setOffline(true)
    await editor.click()
    await page.keyboard.type('unsent')
    await expect(chipOf(page)).toHaveText(/^Offline/, { timeout: 30_000 })
    await expectAccessible(page, 'offline')
    await context.setOffline(false)
    await expect(chipOf(page)).toHaveText('Saved', { timeout: 30_000 })
    await served.organiser.expect('DELETE', `/links/${link.id}`)
    await expect(chipOf(page)).toHaveText('Disconnected')
    await expectAccessible(page, 'the link was revoked')
    await Promise.all([context.close(), ben.context.close()])
  })
}

test('[WCAG-3] notes are taken with the keyboard alone, and what has the focus can be seen', async ({
  browser,
  served,
}) => {
  test.setTimeout(120_000)
  const { event, sessionPath } = await makePlace(served, 'keyboard')
  const link = await makeLink(served.organiser, { scope: { type: 'event', id: event.id }, role: 'scribe' })
  const { page, context } = await joinAsScribe(browser, { link: link.url, name: 'Ada', path: sessionPath })
  await expect(chipOf(page)).toHaveText('Saved')
  const focused = page.locator(':focus')
  /** Tab, until something has the focus; all on the way show that they have it. */
  const tabTo = async (wanted: Locator, key = 'Tab'): Promise<void> => {
    for (let step = 0; step < 60; step++) {
      await page.keyboard.press(key)
      if (await wanted.evaluate((element) => element === document.activeElement)) return
      const shown = await focused.evaluate((element) => {
        const visible = (one: Element): boolean => {
          const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one)
          return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none'
        }
        // The text itself has a caret, and a frame around its pane.
        const isShown =
          visible(element) || element.matches('[contenteditable]') || visible(element.parentElement!)
        return isShown ? null : element.outerHTML.slice(0, 200)
      })
      expect(shown, 'has the focus, and does not look like it').toBeNull()
    }
    throw new Error('60 times Tab did not lead there')
  }

  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
  await tabTo(editorOf(page))
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Enter')
  await page.keyboard.type('By keyboard')

  // To the toolbar, along it with the arrows, and back.
  await page.keyboard.press('Alt+F10')
  await expect(focused).toHaveAttribute('aria-label', /./)
  await expect(notesOf(page).getByRole('toolbar', { name: 'Formatting' }).locator(':focus')).toHaveCount(1)
  const first = await focused.getAttribute('aria-label')
  await page.keyboard.press('ArrowRight')
  await expect(focused).not.toHaveAttribute('aria-label', first ?? '')
  await page.keyboard.press('Escape')
  await expect(editorOf(page)).toBeFocused()
  await page.keyboard.type(' alone')
  await expect(editorOf(page)).toContainText('By keyboard alone')

  // Out of the text, to a menu and a dialog of the page, and back to where it was opened.
  await page.keyboard.press('Escape')
  const actions = page.getByRole('button', { name: 'Actions for whole documents' })
  await tabTo(actions, 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Download' }).first()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog').locator(':focus')).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(actions).toBeFocused()

  // A page further, by the search.
  await page.keyboard.press('Control+k')
  await page.keyboard.type('Tracing')
  await page.keyboard.press('Enter')
  await expect(page).not.toHaveURL(new RegExp(`${sessionPath}$`))
  await context.close()
})

test('[WCAG-4] enlarged to 200 % and at 320 pixels every page fits, and the notes can be written', async ({
  browser,
  served,
}) => {
  test.setTimeout(180_000)
  const place = await makePlace(served, 'enlarged')
  const { page, context } = await openAsOrganiser(browser, served, {})
  for (const viewport of [
    // 1280 × 800 at 200 %, and at 400 %.
    { width: 640, height: 400 },
    { width: 320, height: 256 },
  ]) {
    await page.setViewportSize(viewport)
    for (const path of pathsOf(place)) {
      await page.goto(path)
      await settled(page)
      const excessPx = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(excessPx, `${path} at ${viewport.width}`).toBeLessThanOrEqual(0)
    }
    await page.goto(place.sessionPath)
    const text = `written at ${viewport.width}`
    await editorOf(page).getByText('Said somebody.').click()
    await page.keyboard.press('End')
    await page.keyboard.type(text)
    await expect(editorOf(page).getByText(text)).toBeInViewport()
  }
  await context.close()
})

test('[WCAG-6] each line runs as its own text does: right to left beside left to right', async ({
  browser,
  served,
}) => {
  const { event, sessionPath } = await makePlace(served, 'directions')
  const link = await makeLink(served.organiser, { scope: { type: 'event', id: event.id }, role: 'scribe' })
  const { page, context } = await joinAsScribe(browser, { link: link.url, name: 'סופר', path: sessionPath })
  const editor = editorOf(page)
  await editor.getByText('Said somebody.').click()
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.keyboard.type('ما هو العرض؟')
  await page.keyboard.press('Enter')
  await page.keyboard.type('width is 64')
  /** How far the text of a line is from the left and the right edge of its block. */
  const gapsOf = (text: string) =>
    editor.getByText(text).evaluate((block) => {
      const range = document.createRange()
      range.selectNodeContents(block)
      const [inner, outer] = [range.getBoundingClientRect(), block.getBoundingClientRect()]
      return { left: inner.left - outer.left, right: outer.right - inner.right }
    })
  const arabic = await gapsOf('ما هو العرض؟')
  expect(arabic.right).toBeLessThan(arabic.left)
  const english = await gapsOf('width is 64')
  expect(english.left).toBeLessThan(english.right)
  await context.close()
})

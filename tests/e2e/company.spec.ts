import type { CDPSession, Page } from '@playwright/test'
import { makeLink } from '../support/api-client.ts'
import { FaultProxy } from '../support/fault-proxy.ts'
import {
  gather,
  peopleButton,
  peopleList,
  lineWith,
  expectLine,
  clickBehind,
  lines,
  topOf,
} from './company.ts'
import { caretNoticed, chipOf, editorOf, expect, joinAsScribe, test, watchErrors } from './pages.ts'

test('[TOG-8] the people list says who is editing, here or idle, and can be used with the keyboard alone', async ({
  browser,
  served: { organiser },
}) => {
  const company = await gather(browser, organiser, 'people')
  const ada = await company.join('Ada Lovelace')
  const ben = await company.join('Ben')
  const errors = [watchErrors(ada.page), watchErrors(ben.page)]
  await expect(peopleButton(ada.page)).toHaveAccessibleName('Who is here: 2 people')
  await peopleButton(ada.page).focus()
  await ada.page.keyboard.press('Enter')
  const rows = peopleList(ada.page).getByRole('listitem')
  await expect(rows).toHaveText([/Ada Lovelace \(you\)\s*here/, /Ben\s*here/])
  await expect(rows.nth(1).getByRole('button', { name: /^Follow .*Ben.*here$/ })).toBeFocused()

  await editorOf(ben.page).click()
  await ben.page.keyboard.type('Ben writes')
  await expect(rows.nth(1)).toHaveText(/editing$/)
  await ben.page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  })
  await expect(rows.nth(1)).toHaveText(/idle$/)
  await expect(editorOf(ada.page).locator('[data-idle]')).toHaveCount(1)

  await ada.page.keyboard.press('Escape')
  await expect(peopleList(ada.page)).toHaveCount(0)
  await expect(peopleButton(ada.page)).toBeFocused()
  await ben.context.close()
  await expect(peopleButton(ada.page)).toHaveAccessibleName('Who is here: only you')
  for (const error of errors.slice(0, 1)) error.check()
  await ada.context.close()
})

test('[TOG-17] who reads along counts the others who do, and is told when they are alone', async ({
  browser,
  served: { organiser },
}) => {
  const company = await gather(browser, organiser, 'reading-along', { markdown: 'one' })
  const scope = { type: 'session', id: company.session.id } as const
  const { url } = await makeLink(organiser, { scope, role: 'reader' })
  const read = () => joinAsScribe(browser, { link: url, name: 'Eve', path: company.path })
  const readersOf = (page: Page) =>
    page.locator('[data-note-kind="notes"] header').getByText(/reading$|^only you$/)
  const eve = await read()
  await expect(readersOf(eve.page)).toHaveText('only you')
  const ada = await company.join('Ada')
  await expect(readersOf(eve.page)).toHaveCount(0)
  await expect(readersOf(ada.page)).toHaveText('1 reading')
  const pip = await read()
  await expect(readersOf(pip.page)).toHaveText('1 reading')
  await expect(readersOf(eve.page)).toHaveText('1 reading')
  await expect(readersOf(ada.page)).toHaveText('2 reading')
  await Promise.all([ada, eve, pip].map(({ context }) => context.close()))
})

test('[TOG-9] who follows somebody sees their caret wherever they go in a long note, and stops with a key, a click or the wheel', async ({
  browser,
  served: { organiser },
}) => {
  const company = await gather(browser, organiser, 'follow', { markdown: lines(120) })
  const ada = await company.join('Ada')
  const ben = await company.join('Ben')
  await clickBehind(ada.page, /^Line 2$/)
  await clickBehind(ben.page, 'Line 115')
  const banner = ada.page.getByText('Following Ben, Esc to stop')
  const follow = async (): Promise<void> => {
    await peopleButton(ada.page).click()
    await peopleList(ada.page).getByRole('button', { name: /Ben/ }).click()
    await expect(banner).toBeVisible()
  }
  await follow()
  await expect(lineWith(ada.page, 'Line 115')).toBeInViewport()
  await clickBehind(ben.page, /Line 40$/)
  await ben.page.keyboard.type(' and more')
  await expect(lineWith(ada.page, 'Line 40 and more')).toBeInViewport()

  await ada.page.keyboard.press('Escape')
  await expect(banner).toHaveCount(0)
  await clickBehind(ben.page, 'Line 118')
  await ben.page.keyboard.type('!')
  await expect(lineWith(ada.page, 'Line 118!')).toBeAttached()
  await expect(lineWith(ada.page, 'Line 118!')).not.toBeInViewport()

  await follow()
  await expect(lineWith(ada.page, 'Line 118!')).toBeInViewport()
  await ada.page.mouse.move(400, 400)
  await ada.page.mouse.wheel(0, -200)
  await expect(banner).toHaveCount(0)

  await follow()
  await lineWith(ada.page, 'Line 110').click()
  await expect(banner).toHaveCount(0)

  // The own caret was where it had been put all along.
  await ada.page.keyboard.press('End')
  await ada.page.keyboard.type(' here')
  await expectLine(ben.page, 'Line 110 here')

  await follow()
  await ben.context.close()
  await expect(banner).toHaveCount(0)
  await ada.context.close()
})

test('[TOG-10] a caret shows its name for two seconds after it moved, and is gone when its owner is', async ({
  browser,
  served: { organiser },
}) => {
  const company = await gather(browser, organiser, 'carets', { markdown: 'one\n\ntwo' })
  const ada = await company.join('Ada')
  const ben = await company.join('Ben')
  await clickBehind(ben.page, 'one')
  const name = editorOf(ada.page).getByText('Ben', { exact: true })
  await expect(name).toHaveCSS('opacity', '1')
  await expect(name).toHaveCSS('opacity', '0')
  // What Ada writes is no movement of Ben's.
  await clickBehind(ada.page, 'two')
  await ada.page.keyboard.type(' three')
  await expect(editorOf(ben.page)).toContainText('two three')
  await expect(name).toHaveCSS('opacity', '0')
  await ben.page.keyboard.type('!')
  await expect(name).toHaveCSS('opacity', '1')
  await ben.context.close()
  await expect(name).toHaveCount(0)
  await ada.context.close()
})

test('[TOG-11] what others write and delete above moves neither one’s line on the screen nor the caret in it', async ({
  browser,
  served: { organiser },
}) => {
  const company = await gather(browser, organiser, 'above', { markdown: lines(80) })
  const ada = await company.join('Ada')
  const ben = await company.join('Ben')
  await clickBehind(ada.page, 'Line 50')
  await ada.page.keyboard.type(' mine')
  const mine = lineWith(ada.page, 'Line 50 mine')
  const top = await topOf(mine)

  await clickBehind(ben.page, /^Line 1$/)
  for (let count = 0; count < 12; count++) {
    await ben.page.keyboard.press('Enter')
    await ben.page.keyboard.type(`new ${count}`)
  }
  await expect(editorOf(ada.page)).toContainText('new 11')
  expect(Math.abs((await topOf(mine)) - top)).toBeLessThan(2)
  await ben.page.keyboard.press('Shift+ArrowUp')
  await ben.page.keyboard.press('Shift+ArrowUp')
  await ben.page.keyboard.press('Shift+ArrowUp')
  await expect.poll(() => ben.page.evaluate(() => String(getSelection()))).toContain('new 10')
  await caretNoticed(ben.page)
  await ben.page.keyboard.press('Delete')
  await expect(editorOf(ada.page)).not.toContainText('new 10')
  expect(Math.abs((await topOf(mine)) - top)).toBeLessThan(2)

  // In the very line: before the caret, and a break before it.
  await lineWith(ben.page, 'Line 50 mine').click()
  await ben.page.keyboard.press('Home')
  await ben.page.keyboard.type('Ben: ')
  await expectLine(ada.page, 'Ben: Line 50 mine')
  await ada.page.keyboard.type('!')
  await expectLine(ben.page, 'Ben: Line 50 mine!')
  await ben.page.keyboard.press('Enter')
  await expectLine(ada.page, 'Ben: ')
  await ada.page.keyboard.type('?')
  await expectLine(ada.page, 'Line 50 mine!?')
  await expectLine(ben.page, 'Line 50 mine!?')
  await Promise.all([ada.context.close(), ben.context.close()])
})

/** Types with an input method: each step replaces what the one before has put there, the last one is taken. */
async function compose(
  session: CDPSession,
  steps: readonly string[],
  between: () => Promise<void>,
): Promise<void> {
  for (const text of steps) {
    await session.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    })
    await between()
  }
  await session.send('Input.insertText', { text: steps.at(-1) ?? '' })
}

test('[TOG-12] an input method goes on undisturbed while others write in the same line', async ({
  browser,
  served: { organiser },
}) => {
  const company = await gather(browser, organiser, 'composing', { markdown: 'Kernel:' })
  const ada = await company.join('Ada')
  const ben = await company.join('Ben')
  await clickBehind(ada.page, 'Kernel:')
  await ada.page.keyboard.type(' ')
  await expect(editorOf(ben.page)).toContainText('Kernel: ')
  await lineWith(ben.page, 'Kernel:').click()
  await ben.page.keyboard.press('Home')
  for (let letter = 0; letter < 3; letter++) {
    await caretNoticed(ben.page)
    await ben.page.keyboard.press('ArrowRight')
  }
  await caretNoticed(ben.page)
  const session = await ada.context.newCDPSession(ada.page)
  const kana = ['n', 'に', 'にh', 'にほ', 'にほn', 'にほん', '日本']
  await compose(session, kana, async () => {
    await ben.page.keyboard.type('x')
    await expect(chipOf(ben.page)).toHaveText('Saved')
  })
  await compose(session, ['g', 'ご', '語'], async () => {
    await ben.page.keyboard.type('y')
    await expect(chipOf(ben.page)).toHaveText('Saved')
  })
  const expected = 'Kerxxxxxxxyyynel: 日本語'
  await expectLine(ada.page, expected)
  await expectLine(ben.page, expected)
  await Promise.all([ada.context.close(), ben.context.close()])
})

test('[TOG-7] two who add rows and columns to one table at once end with the same whole table, and quiet', async ({
  browser,
  served: { organiser },
}) => {
  test.setTimeout(120_000)
  const company = await gather(browser, organiser, 'tables', {
    markdown: '| a | b |\n| --- | --- |\n| c | d |\n',
  })
  const ada = await company.join('Ada')
  const ben = await company.join('Ben')
  await lineWith(ada.page, 'c').click()
  await lineWith(ben.page, 'b').click()
  const add = async (page: Page, item: string): Promise<void> => {
    await page
      .locator('[data-note-kind="notes"]')
      .getByRole('button', { name: /^Table/ })
      .last()
      .click()
    await page.getByRole('menuitem', { name: item }).click()
  }
  for (let round = 0; round < 5; round++) {
    await Promise.all([add(ada.page, 'Row below'), add(ben.page, 'Column after')])
  }
  const shapeOf = (page: Page): Promise<readonly number[]> =>
    editorOf(page)
      .locator('tr')
      .evaluateAll((rows) => rows.map((row) => row.children.length))
  const seq = async (): Promise<number> =>
    (await organiser.expect<{ seq: number }>('GET', `/notes/${company.session.notesId}`)).seq
  // The same in both: five rows more, none shorter than another.
  await expect
    .poll(
      async () => {
        const [mine, theirs] = [await shapeOf(ada.page), await shapeOf(ben.page)]
        return { rows: mine.length, widths: new Set([...mine, ...theirs]).size, theirs: theirs.length }
      },
      { timeout: 20_000 },
    )
    .toEqual({ rows: 7, widths: 1, theirs: 7 })
  expect((await shapeOf(ada.page))[0]).toBeGreaterThanOrEqual(7)
  const settledAt = await seq()
  // Longer than every browser's turn to repair.
  await ada.page.waitForFunction(
    (since) => performance.now() - since > 6_000,
    await ada.page.evaluate(() => performance.now()),
  )
  expect(await seq()).toBe(settledAt)
  await Promise.all([ada.context.close(), ben.context.close()])
})

test('[TOG-13] two tabs of one person both work and are one person with two tabs', async ({
  browser,
  served: { organiser },
}) => {
  const company = await gather(browser, organiser, 'tabs')
  const ada = await company.join('Ada')
  const ben = await company.join('Ben')
  const second = await ada.context.newPage()
  await second.goto(new URL(company.path, company.link).href)
  await editorOf(second).click()
  await second.keyboard.type('from the second tab')
  await expect(editorOf(ada.page)).toContainText('from the second tab')
  await peopleButton(ben.page).click()
  const rows = peopleList(ben.page).getByRole('listitem')
  await expect(rows).toHaveText([/Ben \(you\)/, /Ada\s*editing, 2 tabs/])
  await ada.page.bringToFront()
  await editorOf(ada.page).click()
  await ada.page.keyboard.press('Control+End')
  await ada.page.keyboard.type(', and the first')
  await expectLine(ben.page, 'from the second tab, and the first')
  await second.close()
  await expect(rows).toHaveText([/Ben \(you\)/, /Ada\s*(editing|here)$/])
  await Promise.all([ada.context.close(), ben.context.close()])
})

test('[TOG-14] after a sleep in which the line died, the client notices within seconds, and everything arrives', async ({
  browser,
  served: { organiser, server },
}) => {
  const proxy = await FaultProxy.start(server.url)
  const company = await gather(browser, organiser, 'asleep', { markdown: 'start' })
  const ben = await company.join('Ben')
  // Only the page goes through what is cut; the login holds for every port of the host.
  const path = new URL(company.path, proxy.url).href
  const ada = await joinAsScribe(browser, { link: company.link, name: 'Ada', path })
  await clickBehind(ada.page, 'start')
  await ada.page.keyboard.type(' awake')
  await expect(editorOf(ben.page)).toContainText('start awake')

  const session = await ada.context.newCDPSession(ada.page)
  for (const line of proxy.links) line.fall({ silent: true })
  await ada.page.keyboard.type(' before')
  const sleptAt = Date.now()
  await session.send('Page.setWebLifecycleState', { state: 'frozen' })
  await lineWith(ben.page, 'start awake').click()
  await ben.page.keyboard.press('Home')
  await ben.page.keyboard.type('Meanwhile: ')
  await expect(chipOf(ben.page)).toHaveText('Saved')
  // What is a sleep for the client, which looks at the clock.
  await expect.poll(() => Date.now() - sleptAt, { timeout: 20_000 }).toBeGreaterThan(8_000)
  await session.send('Page.setWebLifecycleState', { state: 'active' })

  const wokeAt = Date.now()
  await ada.page.keyboard.type(' after')
  const expected = 'Meanwhile: start awake before after'
  await expectLine(ada.page, expected)
  await expectLine(ben.page, expected)
  await expect(chipOf(ada.page)).toContainText(/[Ss]aved/)
  expect(Date.now() - wokeAt).toBeLessThan(10_000)
  await Promise.all([ada.context.close(), ben.context.close()])
  await proxy.close()
})

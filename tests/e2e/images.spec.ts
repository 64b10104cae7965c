import type { Browser, Page } from '@playwright/test'
import { makeEvent, makeLink, type ApiClient } from '../support/api-client.ts'
import { png } from '../support/picture-files.ts'
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

// Each test opens several browsers.
test.beforeEach(() => test.setTimeout(180_000))

interface PictureFile {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

const pictureFile = (name: string, width = 320, height = 200, grey = 90): PictureFile => ({
  name,
  mimeType: 'image/png',
  buffer: Buffer.from(png(width, height, { grey })),
})

async function openNote(browser: Browser, organiser: ApiClient, slug: string, people: readonly string[]) {
  const event = await makeEvent(organiser, slug)
  const session = event.sessions[0]!
  const link = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'scribe' })
  const path = `/e/${slug}/s/${session.id}`
  const joined: Awaited<ReturnType<typeof joinAsScribe>>[] = []
  for (const name of people) joined.push(await joinAsScribe(browser, { link: link.url, name, path }))
  return {
    event,
    session,
    pages: joined.map(({ page }) => page),
    close: () => Promise.all(joined.map(({ context }) => context.close())),
  }
}

async function choose(page: Page, files: readonly PictureFile[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.locator('[data-note-kind="notes"]').getByRole('button', { name: 'Picture', exact: true }).click()
  await (await chooser).setFiles([...files])
}

/** Lets uploads begin, but not end before `release` is called. */
async function holdUploads(page: Page): Promise<{ release(): void }> {
  let release = (): void => undefined
  const released = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/api/v1/notes/*/images', async (route) => {
    await released
    await route.continue()
  })
  return { release }
}

/** What stands in the text, block by block. */
function blocksOf(page: Page): Promise<readonly string[]> {
  return editorOf(page).evaluate((editor) =>
    [...editor.children]
      .filter((block) => !block.classList.contains('picture-upload'))
      .map((block) => {
        const copy = block.cloneNode(true) as Element
        // Carets of others.
        for (const caret of copy.querySelectorAll('[aria-hidden="true"]')) caret.remove()
        return copy.querySelector('img')?.getAttribute('width') ?? copy.textContent ?? ''
      }),
  )
}

/** Gives the editor an event that brings data, as a paste or a drop does. */
async function bring(
  page: Page,
  kind: 'paste' | 'drop',
  data: {
    readonly html?: string
    readonly text?: string
    readonly files?: readonly PictureFile[]
    readonly at?: string
  },
): Promise<void> {
  const files = (data.files ?? []).map(({ name, mimeType, buffer }) => ({
    name,
    mimeType,
    bytes: buffer.toString('base64'),
  }))
  await editorOf(page).evaluate(
    (editor, { kind, html, text, files, at }) => {
      const transfer = new DataTransfer()
      if (html) transfer.setData('text/html', html)
      if (text) transfer.setData('text/plain', text)
      for (const { name, mimeType, bytes } of files) {
        const content = Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0))
        transfer.items.add(new File([content], name, { type: mimeType }))
      }
      const block = [...editor.children].find((child) => at && child.textContent.includes(at)) ?? editor
      const { left, bottom } = block.getBoundingClientRect()
      const place = { bubbles: true, cancelable: true, clientX: left + 5, clientY: bottom - 5 }
      block.dispatchEvent(
        kind === 'paste'
          ? new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: transfer })
          : new DragEvent('drop', { ...place, dataTransfer: transfer }),
      )
    },
    { kind, html: data.html, text: data.text, files, at: data.at },
  )
}

test('[IMG-11] a picture on its way is in nobody’s document, and comes where its place is by then, [IMG-15] several in their order', async ({
  browser,
  served: { organiser },
}) => {
  const { pages, close } = await openNote(browser, organiser, 'on-its-way', ['Ada', 'Ben'])
  const [ada, ben] = pages as [Page, Page]
  const errors = pages.map(watchErrors)
  await editorOf(ada).click()
  await ada.keyboard.type('top')
  await ada.keyboard.press('Enter')
  await ada.keyboard.type('above')
  await ada.keyboard.press('Enter')
  await ada.keyboard.type('below')
  await editorOf(ada).getByText('above').click()
  await expect(editorOf(ben)).toContainText('below')

  const uploads = await holdUploads(ada)
  await choose(ada, [pictureFile('first.png', 320), pictureFile('second.png', 321)])
  await expect(editorOf(ada).getByRole('group', { name: 'Picture first.png' })).toContainText('Uploading…')
  await expect(editorOf(ada).getByRole('progressbar', { name: 'Uploading second.png' })).toBeVisible()

  // Others write above, in and below the place meanwhile, and so does who waits.
  await editorOf(ben).getByText('top').click()
  await ben.keyboard.press('End')
  await ben.keyboard.press('Enter')
  await ben.keyboard.type('a new line')
  await editorOf(ben).getByText('above').click()
  await ben.keyboard.press('End')
  await ben.keyboard.type(' the picture')
  await editorOf(ben).getByText('below').click()
  await ben.keyboard.press('End')
  await ben.keyboard.type(' it')
  await expect(editorOf(ada)).toContainText('below it')
  await ada.keyboard.press('End')
  await ada.keyboard.type(' (two)')
  await expect(editorOf(ben)).toContainText('above the picture (two)')
  expect(await blocksOf(ben)).toEqual(['top', 'a new line', 'above the picture (two)', 'below it'])
  await expect(ben.locator('.picture-upload')).toHaveCount(0)

  uploads.release()
  for (const page of pages) {
    await expect
      .poll(() => blocksOf(page))
      .toEqual(['top', 'a new line', 'above the picture (two)', '320', '321', 'below it'])
    await expect(page.locator('.picture-upload')).toHaveCount(0)
  }
  await expect(chipOf(ada)).toHaveText('Saved')
  const shown = ben.locator('.note-picture img').first()
  await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(320)

  // Undo takes them out again, for everybody: one after the other, or both when they came at once.
  await ada.keyboard.press('Control+z')
  await expect.poll(() => editorOf(ben).locator('img').count()).toBeLessThan(2)
  for (const error of errors) error.check()
  await close()
})

test('[IMG-15] pictures are pasted, and dropped where they should stand; a picture that ends a note has a line below it', async ({
  browser,
  served: { organiser },
}) => {
  const { pages, close } = await openNote(browser, organiser, 'dropped', ['Ada'])
  const [ada] = pages as [Page]
  await editorOf(ada).click()
  await bring(ada, 'paste', { files: [pictureFile('shot.png', 300)] })
  await expect.poll(() => blocksOf(ada)).toEqual(['300', ''])
  await ada.keyboard.type('one')
  await ada.keyboard.press('Enter')
  await ada.keyboard.type('two')
  await bring(ada, 'drop', { files: [pictureFile('dropped.png', 200)], at: 'one' })
  await expect.poll(() => blocksOf(ada)).toEqual(['300', 'one', '200', 'two'])
  await bring(ada, 'paste', { files: [pictureFile('last.png', 201)] })
  await expect.poll(() => blocksOf(ada)).toEqual(['300', 'one', '200', 'two', '201', ''])
  // Text that brings a picture of itself along stays text.
  await bring(ada, 'paste', { text: 'three', files: [pictureFile('of-the-text.png', 99)] })
  await expect(editorOf(ada)).toContainText('three')
  expect(await blocksOf(ada)).not.toContain('99')
  // Selected, it goes with one key.
  await editorOf(ada).locator('img').first().click()
  await ada.keyboard.press('Backspace')
  await expect.poll(() => blocksOf(ada)).not.toContain('300')
  await close()
})

test('[IMG-12] a picture that did not get in says why in its place, and can be tried again or taken away', async ({
  browser,
  served: { organiser },
}) => {
  const { pages, close } = await openNote(browser, organiser, 'failures', ['Ada'])
  const [ada] = pages as [Page]
  await editorOf(ada).click()
  await ada.keyboard.type('line')
  const card = (name: string) => editorOf(ada).getByRole('group', { name: `Picture ${name}` })

  await choose(ada, [{ name: 'drawing.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') }])
  await expect(card('drawing.svg')).toContainText('No PNG, JPEG, GIF, WebP or AVIF picture')
  await expect(card('drawing.svg').getByRole('button')).toHaveText(['Remove'])
  await card('drawing.svg').getByRole('button', { name: 'Remove' }).click()
  await expect(card('drawing.svg')).toHaveCount(0)

  const large = Buffer.alloc(5 * 1024 * 1024 + 1)
  large.write('GIF89a')
  await choose(ada, [{ name: 'film.gif', mimeType: 'image/gif', buffer: large }])
  await expect(card('film.gif')).toContainText('Too large: at most 5 MB')
  await expect(ada.locator('[data-note-kind="notes"] [aria-live]').last()).toContainText(
    'film.gif was not added. Too large',
  )

  // Only the bytes tell what this is.
  await choose(ada, [{ name: 'fake.png', mimeType: 'image/png', buffer: Buffer.from('words') }])
  await expect(card('fake.png')).toContainText('No PNG')

  await ada.context().setOffline(true)
  await choose(ada, [pictureFile('offline.png', 250)])
  await expect(card('offline.png')).toContainText('Pictures need a connection')
  await expectAccessible(ada, 'the card', '[data-note-kind="notes"]')
  await ada.context().setOffline(false)
  await card('offline.png').getByRole('button', { name: 'Try again' }).press('Enter')
  await expect(card('offline.png')).toHaveCount(0)
  expect(await blocksOf(ada)).toContain('250')

  const uploads = await holdUploads(ada)
  await choose(ada, [pictureFile('cancelled.png', 251)])
  await card('cancelled.png').getByRole('button', { name: 'Cancel' }).click()
  uploads.release()
  await expect(card('cancelled.png')).toHaveCount(0)
  expect(await blocksOf(ada)).not.toContain('251')
  await close()
})

test('[IMG-13] a pasted page loads nothing from other sites: pictures become links, or their description', async ({
  browser,
  served: { organiser },
}) => {
  const { pages, close } = await openNote(browser, organiser, 'pasted', ['Ada'])
  const [ada] = pages as [Page]
  const asked: string[] = []
  ada.on('request', (request) => asked.push(request.url()))
  await editorOf(ada).click()
  await bring(ada, 'paste', {
    text: 'a page',
    html: `<p>before <img src="https://elsewhere.example/a.png" alt="A far plan"> after</p>
      <p><a href="https://elsewhere.example/page"><img src="https://elsewhere.example/b.png" alt="linked"></a></p>
      <p><img src="data:image/png;base64,AAAA" alt="inside"></p>
      <p><img src="https://elsewhere.example/api/v1/images/bcd" alt="same path"></p>`,
  })
  const text = editorOf(ada)
  await expect(text.getByRole('link', { name: 'A far plan' })).toHaveAttribute(
    'href',
    'https://elsewhere.example/a.png',
  )
  await expect(text.getByRole('link', { name: 'linked' })).toHaveAttribute(
    'href',
    'https://elsewhere.example/page',
  )
  await expect(text).toContainText('inside')
  await expect(text.getByRole('link', { name: 'same path' })).toBeVisible()
  await expect(text.locator('img')).toHaveCount(0)
  await expect(chipOf(ada)).toHaveText('Saved')
  expect(asked.filter((url) => url.includes('elsewhere'))).toEqual([])
  await close()
})

test('[IMG-14] a picture is described by keyboard, others and readers have it, and the editor shows where it lacks', async ({
  browser,
  served: { organiser },
}) => {
  const { pages, event, session, close } = await openNote(browser, organiser, 'described', ['Ada', 'Ben'])
  const [ada, ben] = pages as [Page, Page]
  await editorOf(ada).click()
  await choose(ada, [pictureFile('plan.png', 800, 500)])
  const button = editorOf(ada).getByRole('button', { name: 'Describe picture' })
  await expect(button).toHaveAttribute('data-missing', '')
  await ada.keyboard.type('text')
  // From the text, Tab leads to it.
  await ada.keyboard.press('Tab')
  await expect(button).toBeFocused()
  await ada.keyboard.press('Enter')
  const field = ada.getByRole('textbox', { name: 'What does the picture show?' })
  await expect(field).toBeFocused()
  // Others may move it meanwhile.
  await editorOf(ben).getByText('text').click()
  await ben.keyboard.press('Home')
  await ben.keyboard.type('Ben: ')
  await field.fill('A plan of the boot path')
  await ada.keyboard.press('Enter')
  await expect(field).toBeHidden()
  const changed = editorOf(ada).getByRole('button', { name: 'Change description: A plan of the boot path' })
  await expect(changed).toBeFocused()
  await expect(changed).not.toHaveAttribute('data-missing')
  await expect(editorOf(ben).getByRole('img', { name: 'A plan of the boot path' })).toBeVisible()
  await expectAccessible(ada, 'the picture', '[data-note-kind="notes"]')

  const link = await makeLink(organiser, { scope: { type: 'session', id: session.id }, role: 'reader' })
  const phone = await browser.newContext({ ...PHONE, javaScriptEnabled: false })
  const reader = await phone.newPage()
  await reader.goto(link.url)
  expect(new URL(reader.url()).pathname).toBe(`/r/${event.slug}/s/${session.id}`)
  const picture = reader.getByRole('img', { name: 'A plan of the boot path' })
  await expect(picture).toBeVisible()
  await picture.scrollIntoViewIfNeeded()
  const { width, right } = await picture.evaluate((img) => ({
    width: img.getBoundingClientRect().width,
    right: img.getBoundingClientRect().right,
  }))
  expect(width).toBeGreaterThan(200)
  expect(right).toBeLessThanOrEqual(390)
  await phone.close()
  await close()
})

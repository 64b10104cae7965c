// `npm run screenshots`: pictures of the main pages into docs/screenshots, from the demo event.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from './chromium.js'
import { build, installPackages, requireNode, ROOT } from './lib.js'

requireNode()
await installPackages()
await build()
const { chromium } = await import('@playwright/test')

const folder = join(ROOT, 'docs/screenshots')
mkdirSync(folder, { recursive: true })
const dataDir = mkdtempSync(join(tmpdir(), 'rapporteur-screenshots-'))
const server = spawn(process.execPath, ['bin/rapporteur.js', 'serve', '--port', '0', '--data', dataDir], {
  cwd: ROOT,
  env: { ...process.env, LOG_LEVEL: 'warn', PUBLIC_URL: '' },
  stdio: ['ignore', 'pipe', 'inherit'],
})
const output = await new Promise((resolve, reject) => {
  server.stdout.once('data', (text) => resolve(text.toString()))
  server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
})
const url = /listening on (\S+)/.exec(output)[1]
const secret = /\/setup\/(\S+)/.exec(output)[1]

const browser = await chromium.launch({
  executablePath: await findChromium(),
  chromiumSandbox: false,
  args: [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
})
try {
  const desk = { viewport: { width: 1280, height: 800 } }
  const phone = { viewport: { width: 390, height: 780 }, isMobile: true, hasTouch: true, colorScheme: 'dark' }
  const organiser = await browser.newContext(desk)
  const call = async (method, path, data) => {
    const answer = await organiser.request.fetch(`${url}/api/v1${path}`, {
      method,
      data,
      headers: { origin: url },
    })
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`)
    return answer.json()
  }
  await call('POST', '/setup', {
    name: 'Olga Marsh',
    email: 'olga@example.org',
    password: 'only for pictures',
    secret,
  })
  const event = await call('POST', '/demo')
  const session = event.sessions.find(({ start }) => start !== null)
  const scribe = await call('POST', '/links', { scope: { type: 'event', id: event.id }, role: 'scribe' })
  const reader = await call('POST', '/links', { scope: { type: 'session', id: session.id }, role: 'reader' })
  const sessionPage = `${url}/e/${event.slug}/s/${session.id}`

  const take = (page, name) => page.screenshot({ path: join(folder, `${name}.png`) })
  const notesOf = (page) => page.getByRole('textbox', { name: /^Notes:/ })

  const wide = await organiser.newPage()
  await wide.goto(`${url}/e/${event.slug}`)
  await wide.getByRole('heading', { level: 1 }).waitFor()
  await wide.waitForLoadState('networkidle')
  await take(wide, 'event')

  await wide.goto(sessionPage)
  await notesOf(wide).waitFor()
  const guest = await (await browser.newContext(phone)).newPage()
  await guest.goto(scribe.url)
  await guest.goto(sessionPage)
  await guest.getByRole('dialog').getByRole('textbox').fill('Ben Ortiz')
  await guest.keyboard.press('Enter')
  await notesOf(guest).locator('h2').first().click()
  await guest.keyboard.press('End')
  await guest.keyboard.type(' so far')
  await notesOf(wide).getByText('so far').waitFor()
  await take(wide, 'session')
  await take(guest, 'session-phone')

  const reading = await (await browser.newContext(desk)).newPage()
  await reading.goto(reader.url)
  await reading.waitForLoadState('load')
  await take(reading, 'reading')
} finally {
  await browser.close()
  const ended = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGTERM')
  await ended
  rmSync(dataDir, { recursive: true, force: true })
}

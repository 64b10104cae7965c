/** Finds a Chromium for the browser tests, or installs one where that is allowed. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './lib.js'

/** The shell first: the same browser without the windows that nobody sees here, so it opens pages sooner. */
const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
]

const onPath = (names) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((dir) => names.map((name) => join(dir, name)))
    .find(existsSync)

async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test')
  const path = chromium.executablePath()
  return path && existsSync(path) ? path : undefined
}

const isRoot = () => process.getuid?.() === 0

function installDebian(browser, env) {
  const packages = [browser, 'fonts-noto-core']
  return run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    quiet: true,
    env,
  })
}

/** The path of a Chromium. Throws one sentence that says what is missing. */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH
  if (named && !existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which does not exist.`)
  const found = named ?? onPath(NAMES) ?? (await playwrightsOwn())
  if (found) return found
  console.error('Installing Chromium for the browser tests …')
  if (isRoot() && onPath(['apt-get'])) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    try {
      await run('apt-get', ['update', '-qq'], { quiet: true, env })
      // Not every system has the shell as a package of its own.
      await installDebian('chromium-headless-shell', env).catch(() => installDebian('chromium', env))
    } catch (error) {
      console.error(error.message)
    }
  } else {
    await run('npx', ['playwright', 'install', 'chromium'], { quiet: true }).catch((error) =>
      console.error(error.message),
    )
  }
  const installed = onPath(NAMES) ?? (await playwrightsOwn())
  if (installed) return installed
  throw new Error(
    'The browser tests need Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM_PATH to one.',
  )
}

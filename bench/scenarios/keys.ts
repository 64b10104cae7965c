/**
 * Somebody types in a long note while others do: how long a key takes until its letter is painted, in a real browser. Ours
 * is the session page; what it is compared with is a plain Tiptap editor over y-websocket-server.
 */
import { createReadStream, existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { chromium, type Browser, type Page } from '@playwright/test'
import { Fleet } from '../load/fleet.ts'
import { percentilesOf } from '../load/histogram.ts'
import { readRanges } from '../load/payload-table.ts'
import { sleep } from '../load/quiescence.ts'
import { randomInteger, seededRandom } from '../load/random.ts'
import { makeBlocksDocument } from '../load/seed-documents.ts'
import { editsPerWriter } from '../load/typing-plan.ts'
import { Typist, type Writer } from '../load/typist.ts'
import { makeWriterScript } from '../load/writer-script.ts'
import type { BenchServer } from '../servers/bench-server.ts'
import { failedOutcome, type Scenario, type ScenarioContext, type ScenarioOutcome } from './scenario.ts'

const BLOCKS = 1_500
const OTHERS = 20
const KEYS = 150
const QUICK_KEYS = 50
const KEY_EVERY_MS = 120
const WARM_UP_KEYS = 10
/** Others type at most this long. */
const LONGEST_TYPING_MS = 120_000
const OPEN_TIMEOUT_MS = 60_000

/** Seen from `dist/bench/scenarios`. */
const PLAIN_EDITOR = join(import.meta.dirname, '../../plain-editor')
const MEDIA_TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' }

const BROWSER_ARGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const keys: Scenario = {
  name: 'keys',
  title: `a note of ${BLOCKS.toLocaleString('en')} blocks while ${OTHERS} others type: from key to paint`,
  servers: ['ours', 'y-websocket'],
  inTurns: true,
  timeoutSeconds: 300,
  async run(context) {
    const executablePath = process.env['RAPPORTEUR_CHROMIUM']
    const browser = await chromium.launch({
      ...(executablePath ? { executablePath } : {}),
      chromiumSandbox: false,
      args: BROWSER_ARGS,
    })
    try {
      return await measureKeys(context, browser)
    } finally {
      await browser.close()
    }
  },
}

async function measureKeys(context: ScenarioContext, browser: Browser): Promise<ScenarioOutcome> {
  const { seed, quick } = context.settings
  const random = seededRandom(seed)
  const seedDocument = makeBlocksDocument({ seed, blocks: BLOCKS, writers: OTHERS })
  const server = await context.startFresh()
  const [room = ''] = await server.createRooms(1)
  const fleet = new Fleet(server)
  const site = await servePlainEditor()
  try {
    await fleet.seed([room], seedDocument)
    const scripts = Array.from({ length: OTHERS }, (_, paragraph) =>
      makeWriterScript({
        clientId: 1 + randomInteger(random, 2 ** 32 - 2),
        seed: seedDocument,
        paragraph,
        edits: editsPerWriter(LONGEST_TYPING_MS),
        wire: fleet.wire(room),
      }),
    )
    const joined = await fleet.joinAll(
      scripts.map(({ arrival }) => ({ room, access: 'write', options: { arrival } })),
      readRanges(seedDocument.update),
    )
    const writers: Writer[] = joined.map(({ client }, i) => ({
      client,
      script: scripts[i] as Writer['script'],
    }))
    const page = await openEditor(browser, server, { room, site })
    const typist = new Typist({ writers, durationMs: LONGEST_TYPING_MS, random })
    const typed = typist.run()
    const count = quick ? QUICK_KEYS : KEYS
    const times = await typeKeys(page, WARM_UP_KEYS + count)
    typist.stop()
    await typed
    if (server.process.failure !== null) return failedOutcome(server.process.failure)
    if (times.length < WARM_UP_KEYS + count) {
      return failedOutcome(`of ${WARM_UP_KEYS + count} keys ${times.length} were painted`)
    }
    const { p50, p95, p99, max } = percentilesOf(times.slice(WARM_UP_KEYS))
    return { failed: null, figures: { p50, p95, p99, max }, warnings: [] }
  } finally {
    fleet.end()
    site.close()
  }
}

async function openEditor(
  browser: Browser,
  server: BenchServer,
  { room, site }: { readonly room: string; readonly site: Server },
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const own = server.editorPage?.(room)
  const { port } = server.address(room, 'write')
  const { port: sitePort } = site.address() as AddressInfo
  const plain = `http://127.0.0.1:${sitePort}/?${new URLSearchParams({ server: `ws://127.0.0.1:${port}`, room }).toString()}`
  if (own) await context.addCookies([{ ...own.cookie, url: new URL(own.url).origin }])
  const page = await context.newPage()
  await page.goto(own?.url ?? plain)
  // The one with the text: ours has the summary's editor beside it.
  const line = page.locator('.ProseMirror p', { hasText: `Block ${BLOCKS / 2}:` })
  await line.waitFor({ timeout: OPEN_TIMEOUT_MS }).catch(async () => {
    const shown = (await page.locator('body').innerText()).slice(0, 300)
    throw new Error(`the text did not come; ${page.url()} shows “${shown}”`)
  })
  // Everything that is loaded a moment later.
  await sleep(3_000)
  await line.click()
  await page.keyboard.press('End')
  return page
}

/** Presses keys and resolves with how long each took: milliseconds from the key to the frame after the one that paints it. */
async function typeKeys(page: Page, count: number): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = []
    Object.assign(window, { keyTimes: times })
    document.addEventListener(
      'keydown',
      (event) => {
        const pressedAt = event.timeStamp
        requestAnimationFrame(() => {
          // A message that is posted before a frame is drawn comes after it was.
          const { port1, port2 } = new MessageChannel()
          port1.addEventListener('message', () => times.push(performance.now() - pressedAt))
          port1.start()
          port2.postMessage(null)
        })
      },
      true,
    )
  })
  const before = await lengthOfLine(page)
  for (let key = 0; key < count; key++) {
    await page.keyboard.press('e')
    await sleep(KEY_EVERY_MS)
  }
  const after = await lengthOfLine(page)
  if (after - before !== count) throw new Error(`${count} keys made ${after - before} letters`)
  return page.evaluate(() => (window as unknown as { keyTimes: number[] }).keyTimes)
}

async function lengthOfLine(page: Page): Promise<number> {
  const text = await page.locator('.ProseMirror p', { hasText: `Block ${BLOCKS / 2}:` }).textContent()
  return text?.length ?? 0
}

async function servePlainEditor(): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site')
    const file = join(PLAIN_EDITOR, pathname === '/' ? 'index.html' : pathname)
    if (!existsSync(file)) return void response.writeHead(404).end()
    response.writeHead(200, { 'Content-Type': MEDIA_TYPES[extname(file)] ?? 'application/octet-stream' })
    createReadStream(file).pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

// `npm run bench`: installs and builds what is missing, the servers to compare with included, then measures.
// `npm run bench -- --help` lists scenarios and options; bench/main.ts says what is measured and how.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findChromium } from './chromium.js'
import { build, fingerprintLock, installPackages, requireNode, ROOT, run } from './lib.js'

requireNode()
const args = process.argv.slice(2)
const asksForHelp = args.includes('--help') || args.includes('-h')

/** Installs the servers to compare with, into a folder of their own. */
async function installPeers() {
  const dir = join(ROOT, 'bench/peers')
  const stamp = join(dir, 'node_modules/.installed')
  const lock = fingerprintLock(dir)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  console.error('Installing the servers to compare with …')
  await run('npm', ['ci', '--prefix', dir, '--no-audit', '--no-fund', '--loglevel=error'], { quiet: true })
  writeFileSync(stamp, lock)
}

await installPackages()
await build()
await build('benchmark')
const measuresPeers = !args.some(
  (arg, i) => arg === '--peers=ours' || (arg === '--peers' && args[i + 1] === 'ours'),
)
if (measuresPeers && !asksForHelp) await installPeers()

const chromium = asksForHelp ? {} : { RAPPORTEUR_CHROMIUM: await findChromium() }
const bench = spawn(process.execPath, ['dist/bench/main.js', ...args], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, ...chromium },
})
// It ends its own processes and removes its folders; the terminal tells both about Ctrl-C, others only tell this one.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => bench.kill('SIGTERM'))
bench.on('exit', (code) => (process.exitCode = code ?? 1))

// `npm test`: installs, builds and runs all tests. `npm test -- unit` or `npm test -- browser` runs a part.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findChromium } from './chromium.js'
import { build, installPackages, requireNode, ROOT, run, tool } from './lib.js'

requireNode()
const parts = process.argv.slice(2)
const unknown = parts.find((part) => !['unit', 'browser'].includes(part))
if (unknown) {
  console.error(`npm test: no part “${unknown}”; expected unit, browser or nothing.`)
  process.exit(2)
}
const wants = (part) => parts.length === 0 || parts.includes(part)

await installPackages()
await build()

const reports = join(ROOT, 'test-results')
rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })
const total = { passed: 0, failed: 0, skipped: 0 }
const count = (counts) => {
  for (const key of Object.keys(total)) total[key] += counts[key]
}

/** Runs a test runner and counts its results; one that ends without a report counts as one failure. */
async function runTests(command, args, { report, read, env = {} }) {
  const succeeded = await run(command, args, { env }).then(
    () => true,
    () => false,
  )
  let counts
  try {
    counts = read(JSON.parse(readFileSync(report, 'utf8')))
  } catch {
    counts = { passed: 0, failed: 1, skipped: 0 }
  }
  if (!succeeded && counts.failed === 0) counts.failed = 1
  count(counts)
}

if (wants('unit')) {
  const report = join(reports, 'vitest.json')
  await runTests(
    tool('vitest'),
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    {
      report,
      read: ({ numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites }) => ({
        passed: numPassedTests,
        // A file that cannot be loaded has no failed test, only a failed suite.
        failed: Math.max(numFailedTests, numFailedTestSuites > 0 && numFailedTests === 0 ? 1 : 0),
        skipped: numPendingTests,
      }),
    },
  )
}

if (wants('browser')) {
  try {
    const chromium = await findChromium()
    const report = join(reports, 'playwright.json')
    await runTests(tool('playwright'), ['test', '--reporter=list,json'], {
      report,
      env: { RAPPORTEUR_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
      read: ({ stats }) => ({
        passed: stats.expected,
        failed: stats.unexpected + stats.flaky,
        skipped: stats.skipped,
      }),
    })
  } catch (error) {
    console.error(error.message)
    count({ passed: 0, failed: 1, skipped: 0 })
  }
}

console.log(
  `${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1

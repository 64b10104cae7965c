/**
 * The program that measures one scenario on one server and prints the result: `node measure.js REQUEST`. One process
 * each, so that nothing is left over from the one before, and so that it can be bound to a core of its own.
 */
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import type { Measurement, MeasurementRequest } from './measurement.ts'
import { readFileLimit } from './machine.ts'
import { failedOutcome, type ScenarioOutcome } from './scenarios/scenario.ts'
import { SCENARIOS } from './scenarios/scenarios.ts'
import type { BenchServer } from './servers/bench-server.ts'
import { startServer } from './servers/start-server.ts'

/** The readers of `readers` and room for everything else. */
const NEEDED_FILES = 2_500

const request = JSON.parse(process.argv[2] ?? '') as MeasurementRequest
let server: BenchServer | null = null

async function startFresh(): Promise<BenchServer> {
  await server?.process.stop()
  const { core, profileDir } = request
  const workDir = mkdtempSync(join(request.workDir, 'data-'))
  server = await startServer(request.server, { workDir, core, profileDir })
  return server
}

async function measure(): Promise<ScenarioOutcome> {
  const scenario = SCENARIOS.find(({ name }) => name === request.scenario)
  if (!scenario) throw new Error(`no scenario ${request.scenario}`)
  const files = readFileLimit()
  if (files !== null && files < NEEDED_FILES) {
    return failedOutcome(`${files} open files are allowed (ulimit -n), ${NEEDED_FILES} are needed`)
  }
  return scenario.run({
    settings: request.settings,
    serverName: request.server,
    startFresh,
    say: (text) => console.error(`  ${request.scenario}, ${request.server}: ${text}`),
  })
}

async function end(signal: 'SIGTERM' | 'SIGKILL', code: number): Promise<never> {
  await server?.process.stop(signal).catch(() => {})
  process.exit(code)
}

process.once('SIGINT', () => void end('SIGKILL', 130))
process.once('SIGTERM', () => void end('SIGKILL', 143))
process.once('uncaughtException', (error) => {
  console.error(error)
  void end('SIGKILL', 1)
})

const outcome = await measure().catch((error: unknown) =>
  failedOutcome(error instanceof Error ? error.message : String(error)),
)
const measurement: Measurement = { scenario: request.scenario, server: request.server, ...outcome }
await new Promise((resolve) => process.stdout.write(`${JSON.stringify(measurement)}\n`, resolve))
await end('SIGTERM', 0)

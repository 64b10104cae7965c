/**
 * `npm run bench -- [SCENARIO …] [OPTION …]`: measures this project's server and others, in the same run on the same
 * machine, and compares. What runs, and why the figures can be believed:
 *
 * - each server runs in a process bound to core 0, the load in another bound to core 1;
 * - clients send real Yjs updates that were made before; they decode nothing while they measure;
 * - latency is counted for every edit at every other client of its room;
 * - a run in which a client was dropped or did not get everything has no figures.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { platform, tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkBudgets } from './budgets.ts'
import { describeMachine } from './machine.ts'
import { combineTurns, type Measurement } from './measurement.ts'
import { readOptions, UsageError, type Options } from './options.ts'
import { formatProfiles } from './profile.ts'
import { formatBudgets, formatMachine, formatMeasurements } from './report.ts'
import { MeasurementRunner } from './run-measurement.ts'
import { SCENARIOS } from './scenarios/scenarios.ts'

const INTERRUPTED = 130

const HELP = `npm run bench -- [SCENARIO …] [OPTION …]

Scenarios (all, when none is named):
${SCENARIOS.map(({ name, title }) => `  ${name.padEnd(10)} ${title}`).join('\n')}

Options:
  --quick               shorter runs, for trying out: not for comparing
  --peers LIST          of ours,hocuspocus,y-websocket (default: all)
  --out FILE            writes the raw results as JSON
  --rounds N            rounds of kill (default: 20; quick: 3)
  --readers-may-write   readers come with the right to write
  --repeat N            turns of the scenarios that are measured several times (3; with --quick 1)
  --profile             also prints where our server spent its time; figures are worse then
  --seed N              of all randomness
  --help                prints this

Exit code: 0 measured, 1 our server lost, dropped or failed something, 2 wrong use. A missed budget is no error.`

async function main(): Promise<number> {
  const options = readOptions(
    process.argv.slice(2),
    SCENARIOS.map(({ name }) => name),
  )
  if (options.help) {
    console.log(HELP)
    return 0
  }
  if (platform() !== 'linux') {
    console.error('npm run bench reads what servers use from /proc: it needs Linux.')
    return 1
  }
  const machine = describeMachine()
  const runner = new MeasurementRunner(machine)
  let interrupted = false
  const stop = (): void => {
    interrupted = true
    runner.stop()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)

  console.error(formatMachine(machine))
  const measurements: Measurement[] = []
  for (const { name, servers, inTurns, timeoutSeconds } of SCENARIOS) {
    if (!options.scenarios.includes(name)) continue
    const turns = new Map<Options['servers'][number], Measurement[]>()
    for (let turn = 1; turn <= (inTurns ? options.repeat : 1); turn++) {
      for (const server of options.servers) {
        if (interrupted) return INTERRUPTED
        const before = turns.get(server) ?? []
        if (servers?.includes(server) === false || before.some(({ failed }) => failed !== null)) continue
        console.error(`${name}, ${server} …`)
        const measurement = await measureOne(runner, { name, server, timeoutSeconds, options })
        if (measurement.failed !== null) console.error(`  FAILED: ${measurement.failed}`)
        turns.set(server, [...before, measurement])
      }
    }
    for (const server of turns.values()) measurements.push(combineTurns(server))
  }
  if (interrupted) return INTERRUPTED

  const budgets = checkBudgets(measurements)
  console.log(formatMachine(machine))
  console.log(`Seed ${options.seed}${options.quick ? '; quick: not for comparing' : ''}.\n`)
  console.log(formatMeasurements(measurements))
  if (budgets.length > 0) console.log(`\n${formatBudgets(budgets)}`)
  if (options.out !== null) {
    writeFileSync(options.out, `${JSON.stringify({ machine, options, measurements, budgets }, null, 2)}\n`)
  }
  return measurements.some(hasDisgraced) ? 1 : 0
}

async function measureOne(
  runner: MeasurementRunner,
  {
    name,
    server,
    timeoutSeconds,
    options,
  }: {
    readonly name: string
    readonly server: Options['servers'][number]
    readonly timeoutSeconds: number
    readonly options: Options
  },
): Promise<Measurement> {
  const { quick, rounds, readersMayWrite, seed } = options
  const profileDir =
    options.profile && server === 'ours' ? mkdtempSync(join(tmpdir(), 'rapporteur-profile-')) : null
  try {
    const measurement = await runner.run(
      { scenario: name, server, profileDir, settings: { quick, rounds, readersMayWrite, seed } },
      { timeoutSeconds },
    )
    if (profileDir !== null) console.log(`Profile of ${name}\n\n${formatProfiles(profileDir)}\n`)
    return measurement
  } finally {
    if (profileDir !== null) rmSync(profileDir, { recursive: true, force: true })
  }
}

/** Our server failed a run or lost what somebody saw or was told is saved. */
function hasDisgraced({ server, failed, figures }: Measurement): boolean {
  if (server !== 'ours') return false
  return failed !== null || (figures['seenLost'] ?? 0) > 0 || (figures['confirmedLost'] ?? 0) > 0
}

try {
  process.exitCode = await main()
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  console.error(`npm run bench: ${error.message}`)
  process.exitCode = 2
}

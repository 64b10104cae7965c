/** Runs the measuring program with a deadline, and clears away whatever it leaves behind. */
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Measurement, MeasurementRequest } from './measurement.ts'
import { LOAD_CORE, SERVER_CORE } from './machine.ts'
import { failedOutcome } from './scenarios/scenario.ts'

const MEASURE = join(import.meta.dirname, 'measure.js')
/** How long the measuring program has to end its server when it is stopped. */
const END_TIMEOUT_MS = 5_000
/** Thousands of sockets need more open files than is usual. */
const RAISE_FILE_LIMIT = 'ulimit -n "$(ulimit -Hn)" 2>/dev/null; exec "$@"'

export class MeasurementRunner {
  readonly #bound: boolean
  #child: ChildProcess | null = null
  #stopped = false

  constructor({ bound }: { readonly bound: boolean }) {
    this.#bound = bound
  }

  async run(
    asked: Pick<MeasurementRequest, 'scenario' | 'server' | 'settings' | 'profileDir'>,
    { timeoutSeconds }: { readonly timeoutSeconds: number },
  ): Promise<Measurement> {
    const workDir = mkdtempSync(join(tmpdir(), 'rapporteur-bench-'))
    const failed = (reason: string): Measurement => ({
      scenario: asked.scenario,
      server: asked.server,
      ...failedOutcome(reason),
    })
    try {
      if (this.#stopped) return failed('stopped')
      const request: MeasurementRequest = { ...asked, workDir, core: this.#bound ? SERVER_CORE : null }
      return JSON.parse(await this.#spawn(JSON.stringify(request), timeoutSeconds)) as Measurement
    } catch (error) {
      return failed(error instanceof Error ? error.message : String(error))
    } finally {
      endOrphans(workDir)
      rmSync(workDir, { recursive: true, force: true, maxRetries: 5 })
    }
  }

  /** Ends what runs; nothing is run afterwards. */
  stop(): void {
    this.#stopped = true
    this.#child?.kill('SIGTERM')
  }

  /** Its last line of output. Rejects with the reason when it did not get to the end. */
  #spawn(request: string, timeoutSeconds: number): Promise<string> {
    const bind = this.#bound ? ['taskset', '-c', String(LOAD_CORE)] : []
    const child = spawn('sh', ['-c', RAISE_FILE_LIMIT, 'sh', ...bind, process.execPath, MEASURE, request], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.#child = child
    let output = ''
    let isLate = false
    child.stdout.on('data', (text: Buffer) => (output += text.toString()))
    const deadline = setTimeout(() => {
      isLate = true
      child.kill('SIGTERM')
      setTimeout(() => child.kill('SIGKILL'), END_TIMEOUT_MS).unref()
    }, timeoutSeconds * 1_000)
    return new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (code, signal) => {
        clearTimeout(deadline)
        this.#child = null
        const last = output.endsWith('\n') ? output.trimEnd().split('\n').at(-1) : undefined
        if (last !== undefined) resolve(last)
        else if (this.#stopped) reject(new Error('stopped'))
        else if (isLate) reject(new Error(`not done after ${timeoutSeconds} s`))
        else reject(new Error(`the measuring program ended with ${signal ?? code}`))
      })
    })
  }
}

/** Ends servers whose measuring program died before it could. */
function endOrphans(workDir: string): void {
  for (const name of readdirSync(workDir)) {
    const pidFile = join(workDir, name, 'server.pid')
    if (!existsSync(pidFile)) continue
    try {
      process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGKILL')
    } catch {
      // It has ended meanwhile.
    }
  }
}

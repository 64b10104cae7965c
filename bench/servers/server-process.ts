/** A server in a process of its own, bound to one core with all its threads, ended by its process id. */
import { spawn, type ChildProcess } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const START_TIMEOUT_MS = 60_000
/** How long a server has to store what it holds when it is asked to stop. */
const STOP_TIMEOUT_MS = 20_000
const KEPT_OUTPUT_CHARACTERS = 4_000

export interface ServerCommand {
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
}

export class ServerProcess {
  readonly pid: number
  /** The core that it is bound to; null: it is not. */
  readonly core: number | null
  /** The end of what it printed. */
  output = ''
  readonly #child: ChildProcess
  readonly #pidFile: string
  readonly #ended: Promise<void>
  #expected = false

  /** `core`: the core to bind it to, or null where that is not possible. */
  constructor(
    { args, env, cwd }: ServerCommand,
    { core, workDir }: { core: number | null; workDir: string },
  ) {
    this.core = core
    const command = core === null ? process.execPath : 'taskset'
    const bound = core === null ? args : ['-c', String(core), process.execPath, ...args]
    const { NODE_OPTIONS: _options, NODE_ENV: _env, ...inherited } = process.env
    this.#child = spawn(command, bound, {
      cwd,
      env: { ...inherited, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    // taskset becomes the program that it starts, so this is the server's own id.
    this.pid = this.#child.pid ?? 0
    // Whoever started this program ends the server by it, should this program die.
    this.#pidFile = join(workDir, 'server.pid')
    writeFileSync(this.#pidFile, String(this.pid))
    const keep = (text: Buffer) =>
      (this.output = (this.output + text.toString()).slice(-KEPT_OUTPUT_CHARACTERS))
    this.#child.stdout?.on('data', keep)
    this.#child.stderr?.on('data', keep)
    this.#ended = new Promise((resolve) => {
      this.#child.once('error', (error) => {
        this.output += error.message
        resolve()
      })
      this.#child.once('exit', () => {
        rmSync(this.#pidFile, { force: true })
        resolve()
      })
    })
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null
  }

  /** Why it is not there although nobody ended it; null: it is there, or was ended. */
  get failure(): string | null {
    if (!this.hasEnded || this.#expected) return null
    return `the server ended with ${this.#child.signalCode ?? this.#child.exitCode}: ${this.output.slice(-500)}`
  }

  /** Resolves when `ready` holds; it is asked at every output and every few milliseconds. */
  async started(ready: () => boolean | Promise<boolean>): Promise<void> {
    const deadline = performance.now() + START_TIMEOUT_MS
    while (!(await ready())) {
      if (this.hasEnded || performance.now() > deadline) {
        throw new Error(`the server did not start: ${this.output.slice(0, 300)}`)
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(done, 5)
        const { stdout } = this.#child
        function done() {
          clearTimeout(timer)
          stdout?.off('data', done)
          resolve()
        }
        stdout?.once('data', done)
      })
    }
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    this.#expected = true
    if (this.hasEnded) return
    this.#child.kill(signal)
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_TIMEOUT_MS)
    await this.#ended
    clearTimeout(timer)
  }
}

/** A real server in a process of its own, started as an operator does, on a free port and a temporary folder. */
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export const COMMAND = resolve(import.meta.dirname, '../../bin/rapporteur.js')

export class ServerProcess {
  readonly dataDir: string
  readonly #env: Readonly<Record<string, string>>
  #child: ChildProcess | null = null
  /** Where it listens; the same after a restart. */
  url = ''
  setupLink: string | null = null
  output = ''

  private constructor(dataDir: string, env: Readonly<Record<string, string>>) {
    this.dataDir = dataDir
    this.#env = env
  }

  /** In a new folder, or in the one given; `env` is for settings beyond those that every test has. */
  static async start({
    dataDir = mkdtempSync(join(tmpdir(), 'rapporteur-server-')),
    port = '0',
    env = {},
  }: {
    dataDir?: string
    port?: string
    env?: Readonly<Record<string, string>>
  } = {}): Promise<ServerProcess> {
    const server = new ServerProcess(dataDir, env)
    await server.#spawn(port)
    return server
  }

  /** The id of the process, while there is one; another one after a restart. */
  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** Whether the process is still there. */
  get isRunning(): boolean {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null
  }

  /** Stops the process where it is, as a machine that swaps or sleeps does, until `resume`. */
  pause(): void {
    this.#child?.kill('SIGSTOP')
  }

  resume(): void {
    this.#child?.kill('SIGCONT')
  }

  /** Resident memory of the process, as it tells itself. */
  async memoryBytes(): Promise<number> {
    const metrics = await (await fetch(`${this.url}/metrics`)).text()
    return Number(/^process_resident_memory_bytes (\S+)$/m.exec(metrics)?.[1])
  }

  /** What `rapporteur check` says of the data folder, from a process of its own. */
  check(): Promise<{ readonly code: number; readonly output: string }> {
    return new Promise((resolveCheck) => {
      execFile(
        process.execPath,
        [COMMAND, 'check', '--data', this.dataDir],
        { env: { ...process.env, LOG_LEVEL: 'warn' } },
        (error, stdout, stderr) => {
          resolveCheck({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr })
        },
      )
    })
  }

  /** Ends the process as a power cut would, as far as a process can see. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** Ends it as an operator does. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM')
  }

  async restart(): Promise<void> {
    await this.#end('SIGTERM')
    await this.#spawn(new URL(this.url).port)
  }

  /** Stops it and deletes its folder. */
  async dispose(): Promise<void> {
    await this.#end('SIGTERM')
    rmSync(this.dataDir, { recursive: true, force: true })
  }

  async #spawn(port: string): Promise<void> {
    const child = spawn(process.execPath, [COMMAND, 'serve', '--port', port, '--data', this.dataDir], {
      env: { ...process.env, LOG_LEVEL: 'warn', HOST: '127.0.0.1', PUBLIC_URL: '', ...this.#env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    child.stderr.on('data', (text: Buffer) => (this.output += text.toString()))
    await new Promise<void>((ready, fail) => {
      let stdout = ''
      child.on('exit', (code) => fail(new Error(`the server ended with ${code}: ${this.output}`)))
      child.stdout.on('data', (text: Buffer) => {
        stdout += text.toString()
        const url = /Rapporteur listening on (\S+)\n/.exec(stdout)?.[1]
        if (!url) return
        this.url = url
        this.setupLink = /(http\S+\/setup\/\S+)\n/.exec(stdout)?.[1] ?? this.setupLink
        // The set-up link is printed right behind; wait for it when there is one to come.
        setImmediate(ready)
      })
    })
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child
    this.#child = null
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolveEnded) => child.once('exit', resolveEnded))
    child.kill(signal)
    await ended
  }
}

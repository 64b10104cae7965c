/** The command as an operator uses it: a real process. */
import { spawn } from 'node:child_process'
import { COMMAND } from './server-process.ts'

export interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs `rapporteur ARGS` to its end. */
export function run(
  args: readonly string[],
  { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {},
) {
  return new Promise<Outcome>((done) => {
    const child = spawn(process.execPath, [COMMAND, ...args], {
      env: { ...process.env, LOG_LEVEL: 'error', ...env },
    })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (text: Buffer) => (stdout += text.toString()))
    child.stderr.on('data', (text: Buffer) => (stderr += text.toString()))
    child.on('close', (code) => done({ code, stdout, stderr }))
    child.stdin.end(input)
  })
}

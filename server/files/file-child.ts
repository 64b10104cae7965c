/** The server's side of a process that makes a file (file-process.ts): started for one job, ended at once. */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { AppError } from '../errors.ts'
import { builtFile } from '../lib/built-file.ts'
import type { FileJob, FileMessage, FileStep, MadeExport, MadePublication } from './file-request.ts'

export interface FileChild {
  /** Rejects with AppError `too_large`, `export_failed`, or an Error when the process ended by itself. */
  readonly made: Promise<MadeExport | MadePublication>
  /** Ends it, whatever it is doing; resolves when it is gone. */
  end(): Promise<void>
}

/** Whoever starts it ends it, also when it is done. */
export function startFileChild(job: FileJob, onStep: (step: FileStep) => void): FileChild {
  const child = fork(fileURLToPath(builtFile('server/file-process.js')), {
    // Not those of this process, which may be a test's or a debugger's.
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  // Comes when all that it sent has been read; of a process that could not be started, never.
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const made = new Promise<MadeExport | MadePublication>((resolve, reject) => {
    child.on('error', reject)
    child.on('message', (message: FileMessage) => {
      if (message.kind === 'step') onStep(message.step)
      else if (message.kind === 'done') resolve(onItsOwn(message.value))
      else reject(errorOf(message))
    })
    child.once('close', (code, signal) => reject(endedFromOutside(signal ?? `code ${code}`)))
    child.send(job, (error) => {
      if (error) reject(error)
    })
  })
  return {
    made,
    end: async () => {
      child.kill('SIGKILL')
      if (child.pid !== undefined) await gone
    },
  }
}

/** What comes in one message lies in one buffer, and a part of it keeps the whole. */
function onItsOwn(made: MadeExport | MadePublication): MadeExport | MadePublication {
  if ('bytes' in made) return { ...made, bytes: Uint8Array.from(made.bytes) }
  return { ...made, files: made.files.map(({ path, bytes }) => ({ path, bytes: Uint8Array.from(bytes) })) }
}

function errorOf(message: Extract<FileMessage, { kind: 'failed' | 'out-of-memory' }>): Error {
  if (message.kind === 'out-of-memory') {
    return new AppError(
      'export_failed',
      `This takes more than ${message.limit} MiB of memory, and was given up. Export a track or a session of it, or another format.`,
    )
  }
  const { message: text, stack, code } = message
  return code === null ? Object.assign(new Error(text), { stack }) : new AppError(code, text)
}

/** By the kernel, most often, when the machine has no memory left. */
function endedFromOutside(how: string): AppError {
  return new AppError(
    'export_failed',
    `What made this file was ended by the machine (${how}), which may be short of memory. Try again later, or export a track or a session of it.`,
  )
}

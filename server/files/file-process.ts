/**
 * The process that makes one file and ends. Its main thread only watches, since the thread at work may be inside native
 * code for long, where it hears nothing and no limit of V8 counts: it ends the process at once when the server is gone,
 * however that came, and when the process takes more memory than it may.
 */
import { writeFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { Worker } from 'node:worker_threads'
import { builtFile } from '../lib/built-file.ts'
import type { FileJob, FileMessage } from './file-request.ts'

/** Native code takes some hundred MiB in such a time at most. */
const WATCH_EVERY_MS = 25
const MIB = 1024 * 1024

// Before the thread starts, which takes it over.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
if (process.platform === 'linux') offerToKernel()

process.on('disconnect', endNow)
process.on('message', (job: FileJob) => {
  const { total, script } = job.limits
  const thread = new Worker(builtFile('server/file-thread.js'), {
    workerData: job.request,
    resourceLimits: { maxOldGenerationSizeMb: script },
  })
  thread.on('message', answer)
  thread.on('error', (error: Error & { readonly code?: string }) => {
    const { message, stack, code } = error
    if (code === 'ERR_WORKER_OUT_OF_MEMORY') answer({ kind: 'out-of-memory', limit: script })
    else answer({ kind: 'failed', message, stack, code: null })
  })
  setInterval(() => {
    if (process.memoryUsage.rss() > total * MIB) answer({ kind: 'out-of-memory', limit: total }, endNow)
  }, WATCH_EVERY_MS)
})

function answer(message: FileMessage, sent?: () => void): void {
  process.send?.(message, undefined, undefined, sent)
}

/** Not an exit, which waits for native code. */
function endNow(): void {
  process.kill(process.pid, 'SIGKILL')
}

/** Where the machine has no memory left, this process goes before the server does. */
function offerToKernel(): void {
  try {
    writeFileSync('/proc/self/oom_score_adj', '1000')
  } catch {
    // Some containers forbid it: the kernel chooses then.
  }
}

/**
 * The thread that makes one export or publication and ends. With less priority than the socket loop; on Linux the
 * priority is that of the calling thread alone, elsewhere it would be the whole server's.
 */
import { constants, setPriority } from 'node:os'
import { platform } from 'node:process'
import { parentPort, workerData } from 'node:worker_threads'
import type { FileMessage, FileRequest } from './file-request.ts'

if (platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
// Not a static import: those are loaded before anything of this file runs.
const { makeFiles } = await import('./make-files.ts')

/** Codes of what formats refuse (`PdfError`), as the API has them. */
const KNOWN_CODES = new Map<unknown, 'too_large' | 'export_failed'>([
  ['too_large', 'too_large'],
  ['not_set', 'export_failed'],
])

const post = (message: FileMessage, transfer: readonly ArrayBuffer[] = []) =>
  parentPort?.postMessage(message, transfer)

try {
  const value = await makeFiles(workerData as FileRequest, (step) => post({ kind: 'step', step }))
  post({ kind: 'done', value })
} catch (error) {
  const { message, stack, code } = error as Error & { code?: unknown }
  post({ kind: 'failed', message, stack, code: KNOWN_CODES.get(code) ?? null })
}

/** The thread of a file's process that makes the file (see file-process.ts). */
import { parentPort, workerData } from 'node:worker_threads'
import type { FileMessage, FileRequest } from './file-request.ts'
import { makeFiles } from './make-files.ts'

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

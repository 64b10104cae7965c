/** The log in the embedded database; the work is done in log-worker.ts. */
import type { Clock } from '../../lib/clock.ts'
import { LastingWorker } from '../../lib/lasting-worker.ts'
import { builtFile } from '../../lib/built-file.ts'
import type { Checkpoint, LoadedNote, LoggedEntry, LoggedUpdate, NoteLog } from '../note-log.ts'
import type { LogRequest } from './log-worker.ts'

/** `file` must exist and be migrated (`openDatabase`). */
export function openSqliteNoteLog({
  file,
  clock,
}: {
  readonly file: string
  readonly clock: Clock
}): NoteLog {
  const listeners = new Set<() => void>()
  const tellListeners = () => {
    for (const listener of listeners) listener()
  }
  // When the thread dies, what waits is rejected and tried again by the commit queue. A batch whose answer was lost but
  // which did reach the disk is then stored twice, which changes no document: Yjs takes each item once (LOG-14). Nobody
  // has looked for other processes' commits meanwhile, nor seen such a batch: hence the call to look.
  const worker = new LastingWorker<LogRequest, 'foreign-append'>({
    file: builtFile('server/log-worker.js'),
    data: { file },
    onEvent: tellListeners,
    onDeath: tellListeners,
  })
  const call = async <T>(request: LogRequest): Promise<T> => (await worker.call(request)) as T
  return {
    append: (updates) => call<number[]>({ kind: 'append', updates }),
    begin: (update) => call<boolean>({ kind: 'begin', update }),
    load: (noteId) => call<LoadedNote>({ kind: 'load', noteId }),
    read: ({ noteId, after, upTo = Number.MAX_SAFE_INTEGER, limit = -1 }) =>
      call<LoggedUpdate[]>({ kind: 'read', noteId, after, upTo, limit }),
    list: ({ noteId, after, upTo = Number.MAX_SAFE_INTEGER, limit = -1 }) =>
      call<LoggedEntry[]>({ kind: 'list', noteId, after, upTo, limit }),
    heads: (noteIds) => call<number[]>({ kind: 'heads', noteIds }),
    saveCheckpoint: (noteId, checkpoint) =>
      call<void>({ kind: 'save-checkpoint', noteId, checkpoint, at: clock.now() }),
    endHistory: (noteId, state) => call<boolean>({ kind: 'end-history', noteId, state, at: clock.now() }),
    findCheckpoint: (noteId, upTo) => call<Checkpoint | null>({ kind: 'find-checkpoint', noteId, upTo }),
    onForeignAppend(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => worker.close(),
  }
}

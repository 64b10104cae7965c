/** The log in memory: the same promises but for durability. For tests of the rooms. */
import type { NoteId } from '../../shared/domain/ids.ts'
import type { Checkpoint, LoggedUpdate, NoteLog, StagedUpdate } from './note-log.ts'

export function createMemoryNoteLog(): NoteLog {
  const rows = new Map<NoteId, LoggedUpdate[]>()
  const checkpoints = new Map<NoteId, Checkpoint>()
  const rowsOf = (noteId: NoteId) => rows.get(noteId) ?? []
  const headOf = (noteId: NoteId) => rowsOf(noteId).length
  const add = ({ noteId, ...update }: StagedUpdate) => {
    const seq = headOf(noteId) + 1
    rows.set(noteId, [...rowsOf(noteId), { ...update, seq }])
    return seq
  }
  return {
    async append(updates) {
      return updates.map(add)
    },
    async begin(update) {
      return headOf(update.noteId) === 0 && add(update) === 1
    },
    async load(noteId) {
      const checkpoint = checkpoints.get(noteId) ?? null
      const updates = rowsOf(noteId).filter((row) => row.seq > (checkpoint?.seq ?? 0))
      return { checkpoint, updates, head: headOf(noteId), damaged: [] }
    },
    async read({ noteId, after, upTo = Infinity, limit = Infinity }) {
      return rowsOf(noteId)
        .filter((row) => row.seq > after && row.seq <= upTo)
        .slice(0, limit)
    },
    async heads(noteIds) {
      return noteIds.map(headOf)
    },
    async saveCheckpoint(noteId, checkpoint) {
      if ((checkpoints.get(noteId)?.seq ?? 0) < checkpoint.seq) checkpoints.set(noteId, checkpoint)
    },
    onForeignAppend: () => () => {},
    async close() {},
  }
}

/** The log in memory: the same promises but for durability. For tests of the rooms. */
import type { NoteId } from '../../shared/domain/ids.ts'
import type { Checkpoint, LoggedUpdate, NoteLog, StagedUpdate } from './note-log.ts'
import { surplusCheckpoints } from './checkpoint-spacing.ts'

export function createMemoryNoteLog(): NoteLog {
  const rows = new Map<NoteId, LoggedUpdate[]>()
  /** In order. */
  const checkpoints = new Map<NoteId, Checkpoint[]>()
  const rowsOf = (noteId: NoteId) => rows.get(noteId) ?? []
  const headOf = (noteId: NoteId) => rowsOf(noteId).length
  const add = ({ noteId, ...update }: StagedUpdate) => {
    const seq = headOf(noteId) + 1
    rows.set(noteId, [...rowsOf(noteId), { ...update, seq }])
    return seq
  }
  const read: NoteLog['read'] = async ({ noteId, after, upTo = Infinity, limit = Infinity }) =>
    rowsOf(noteId)
      .filter((row) => row.seq > after && row.seq <= upTo)
      .slice(0, limit)
  return {
    async append(updates) {
      return updates.map(add)
    },
    async begin(update) {
      return headOf(update.noteId) === 0 && add(update) === 1
    },
    async load(noteId) {
      const checkpoint = checkpoints.get(noteId)?.at(-1) ?? null
      const updates = rowsOf(noteId).filter((row) => row.seq > (checkpoint?.seq ?? 0))
      return { checkpoint, updates, head: headOf(noteId), damaged: [] }
    },
    read,
    async list(options) {
      return (await read(options)).map(({ bytes: _bytes, connection: _connection, ...entry }) => entry)
    },
    async heads(noteIds) {
      return noteIds.map(headOf)
    },
    async saveCheckpoint(noteId, checkpoint) {
      const present = checkpoints.get(noteId) ?? []
      if (present.some(({ seq }) => seq === checkpoint.seq)) return
      const sorted = [...present, checkpoint].sort((a, b) => a.seq - b.seq)
      const sizes = sorted.map(({ seq, bytes }) => ({ seq, bytes: bytes.byteLength }))
      const surplus = new Set(surplusCheckpoints(sizes).map(({ seq }) => seq))
      checkpoints.set(
        noteId,
        sorted.filter(({ seq }) => !surplus.has(seq)),
      )
    },
    async findCheckpoint(noteId, upTo) {
      return checkpoints.get(noteId)?.findLast(({ seq }) => seq <= upTo) ?? null
    },
    onForeignAppend: () => () => {},
    async close() {},
  }
}

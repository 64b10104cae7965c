/** The log in memory: the same promises but for durability. For tests of the rooms. */
import type { NoteId } from '../../shared/domain/ids.ts'
import { readUpdate } from '../lib/read-update.ts'
import {
  EARLIER_NAME,
  type Checkpoint,
  type LoggedUpdate,
  type NoteLog,
  type StagedUpdate,
} from './note-log.ts'
import { surplusCheckpoints } from './checkpoint-spacing.ts'

export function createMemoryNoteLog(): NoteLog {
  const rows = new Map<NoteId, LoggedUpdate[]>()
  /** In order. */
  const checkpoints = new Map<NoteId, Checkpoint[]>()
  const rowsOf = (noteId: NoteId) => rows.get(noteId) ?? []
  const headOf = (noteId: NoteId) => rowsOf(noteId).at(-1)?.seq ?? 0
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
      if (checkpoint.seq < (rowsOf(noteId)[0]?.seq ?? 0)) return
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
    async endHistory(noteId, state) {
      const row = rowsOf(noteId).find(({ seq }) => seq === state.seq)
      if (!row) return false
      const { bytes, seq } = state
      const clocks = readUpdate(bytes)?.clocks ?? []
      const first = { ...row, bytes, clocks, actor: null, actorName: EARLIER_NAME, connection: null }
      rows.set(noteId, [first, ...rowsOf(noteId).filter((one) => one.seq > seq)])
      const later = (checkpoints.get(noteId) ?? []).filter((one) => one.seq > seq)
      checkpoints.set(noteId, [state, ...later])
      return true
    },
    async findCheckpoint(noteId, upTo) {
      return checkpoints.get(noteId)?.findLast(({ seq }) => seq <= upTo) ?? null
    },
    onForeignAppend: () => () => {},
    async close() {},
  }
}

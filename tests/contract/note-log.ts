/** What every log promises; run on each implementation. */
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { newId, type NoteId } from '../../shared/domain/ids.ts'
import type { Checkpoint, NoteLog, StagedUpdate } from '../../server/storage/note-log.ts'

export function stagedUpdate(noteId: NoteId, text: string): StagedUpdate {
  const doc = new Y.Doc()
  doc.getText('default').insert(0, text)
  return {
    noteId,
    bytes: Y.encodeStateAsUpdate(doc),
    receivedAt: 1_000,
    actor: 'user:ada',
    actorName: 'Ada',
    connection: 'connection',
    clocks: [[doc.clientID, 0, text.length]],
  }
}

/** A checkpoint of a document with that text, of which the first letter was deleted. */
export function checkpointAt(seq: number, text: string): Checkpoint {
  const doc = new Y.Doc()
  // A number of one length: how long the bytes are is compared.
  doc.clientID = 1_000_000 + seq
  doc.getText('default').insert(0, `-${text}`)
  doc.getText('default').delete(0, 1)
  const bytes = Y.encodeStateAsUpdate(doc)
  const stateVector = Y.encodeStateVector(doc)
  return { seq, bytes, stateVector, rest: Y.encodeStateAsUpdate(doc, stateVector) }
}

/** `open` gives a fresh, empty log; `reopen` the same one again after a close, where that makes sense. */
export function registerNoteLogContract(
  name: string,
  open: () => Promise<{ log: NoteLog; reopen: (() => Promise<NoteLog>) | null }>,
): void {
  describe(`note log: ${name}`, () => {
    const noteId = newId<NoteId>()
    const other = newId<NoteId>()

    test('[LOG-1] numbers the updates of each note 1, 2, 3 … in the order given', async () => {
      const { log } = await open()
      const batch = [stagedUpdate(noteId, 'a'), stagedUpdate(other, 'b'), stagedUpdate(noteId, 'c')]
      expect(await log.append(batch)).toEqual([1, 1, 2])
      expect(await log.append([stagedUpdate(noteId, 'd')])).toEqual([3])
      expect(await log.heads([noteId, other, newId<NoteId>()])).toEqual([3, 1, 0])
    })

    test('[LOG-2] gives back what was appended, byte for byte, with who wrote it', async () => {
      const { log } = await open()
      const update = stagedUpdate(noteId, 'kept')
      await log.append([update])
      const { noteId: _, ...stored } = update
      const loaded = await log.load(noteId)
      expect(loaded).toMatchObject({ checkpoint: null, head: 1, damaged: [] })
      expect(loaded.updates.map((row) => ({ ...row, bytes: [...row.bytes] }))).toEqual([
        { ...stored, bytes: [...update.bytes], seq: 1 },
      ])
    })

    test('[LOG-3] a note that was never written loads as empty with head 0', async () => {
      const { log } = await open()
      expect(await log.load(newId<NoteId>())).toEqual({ checkpoint: null, updates: [], head: 0, damaged: [] })
    })

    test('[LOG-4] after a checkpoint loads only what came later, and reads all of the history', async () => {
      const { log } = await open()
      await log.append(['a', 'b', 'c'].map((text) => stagedUpdate(noteId, text)))
      await log.saveCheckpoint(noteId, checkpointAt(2, 'ab'))
      const loaded = await log.load(noteId)
      expect(loaded.checkpoint?.seq).toBe(2)
      expect(loaded.updates.map(({ seq }) => seq)).toEqual([3])
      const history = await log.read({ noteId, after: 0 })
      expect(history.map(({ seq }) => seq)).toEqual([1, 2, 3])
    })

    test('[LOG-5] an older checkpoint never replaces a newer one', async () => {
      const { log } = await open()
      await log.append(['a', 'b'].map((text) => stagedUpdate(noteId, text)))
      await log.saveCheckpoint(noteId, checkpointAt(2, 'ab'))
      await log.saveCheckpoint(noteId, checkpointAt(1, 'a'))
      expect((await log.load(noteId)).checkpoint?.seq).toBe(2)
    })

    test('[LOG-12] a checkpoint comes back with its state vector and delete set, byte for byte', async () => {
      const { log } = await open()
      await log.append([stagedUpdate(noteId, 'a')])
      const saved = checkpointAt(1, 'a')
      await log.saveCheckpoint(noteId, saved)
      const plain = ({ seq, bytes, stateVector, rest }: Checkpoint) => [
        seq,
        [...bytes],
        [...stateVector],
        [...rest],
      ]
      expect(plain((await log.load(noteId)).checkpoint!)).toEqual(plain(saved))
    })

    test('[LOG-14] a batch that is stored twice gives the same document', async () => {
      const { log } = await open()
      const doc = new Y.Doc()
      const batch: StagedUpdate[] = []
      doc.on('update', (bytes: Uint8Array) => batch.push({ ...stagedUpdate(noteId, ''), bytes }))
      const text = doc.getText('default')
      for (const word of ['one ', 'two ', 'three ']) text.insert(text.length, word)
      text.delete(0, 4)
      await log.append(batch)
      expect(await log.append(batch)).toEqual([5, 6, 7, 8])
      const again = new Y.Doc()
      for (const { bytes } of (await log.load(noteId)).updates) Y.applyUpdate(again, bytes)
      expect(again.getText('default').toJSON()).toBe('two three ')
      expect([...Y.encodeStateAsUpdate(again)]).toEqual([...Y.encodeStateAsUpdate(doc)])
    })

    test('[TPL-2] a first update is taken only by a note without one, by one of all who try', async () => {
      const { log, reopen } = await open()
      const elsewhere = reopen ? await reopen() : log
      const tries = ['a', 'b', 'c', 'd'].map((text, index) =>
        (index % 2 === 0 ? log : elsewhere).begin(stagedUpdate(noteId, text)),
      )
      expect((await Promise.all(tries)).filter(Boolean)).toEqual([true])
      expect(await log.heads([noteId])).toEqual([1])
      await log.append([stagedUpdate(other, 'first')])
      expect(await log.begin(stagedUpdate(other, 'late'))).toBe(false)
      expect(await elsewhere.heads([other])).toEqual([1])
    })

    test('[LOG-6] reads a part of the log, in order and bounded', async () => {
      const { log } = await open()
      await log.append(['a', 'b', 'c', 'd', 'e'].map((text) => stagedUpdate(noteId, text)))
      const seqs = async (options: { after: number; upTo?: number; limit?: number }) =>
        (await log.read({ noteId, ...options })).map(({ seq }) => seq)
      expect(await seqs({ after: 1, upTo: 4 })).toEqual([2, 3, 4])
      expect(await seqs({ after: 0, limit: 2 })).toEqual([1, 2])
      expect(await seqs({ after: 5 })).toEqual([])
    })

    test('[HIST-1] lists who wrote when without the bytes, in parts', async () => {
      const { log } = await open()
      const updates = ['a', 'b', 'c', 'd'].map((text) => stagedUpdate(noteId, text))
      await log.append(updates)
      const listed = await log.list({ noteId, after: 1, upTo: 3 })
      const { actor, actorName, receivedAt } = updates[1]!
      expect(listed).toEqual([
        { seq: 2, actor, actorName, receivedAt, clocks: updates[1]!.clocks },
        { seq: 3, actor, actorName, receivedAt, clocks: updates[2]!.clocks },
      ])
      expect((await log.list({ noteId, after: 0, limit: 1 })).map(({ seq }) => seq)).toEqual([1])
      expect(await log.list({ noteId, after: 4 })).toEqual([])
    })

    test('[HIST-4] keeps the newest checkpoints and one every 2,000 rows, and finds the last one up to a place', async () => {
      const { log } = await open()
      const made = Array.from({ length: 30 }, (_, index) => (index + 1) * 500)
      for (const seq of made) await log.saveCheckpoint(noteId, checkpointAt(seq, `${seq}`))
      const found = async (upTo: number) => (await log.findCheckpoint(noteId, upTo))?.seq ?? null
      expect(await found(499)).toBeNull()
      expect(await found(15_000)).toBe(15_000)
      expect(await found(14_999)).toBe(14_500)
      expect(await found(14_499)).toBe(14_000)
      for (let place = 2_000; place < 15_000; place += 250) {
        const near = await found(place)
        expect([place, near !== null && near <= place && place - near < 2_000]).toEqual([place, true])
      }
      const kept = new Set(await Promise.all(made.map(found)))
      expect(kept.size).toBeLessThanOrEqual(10)
      const [checkpoint] = [await log.findCheckpoint(noteId, 15_000)]
      expect([...checkpoint!.bytes]).toHaveLength(checkpointAt(15_000, '15000').bytes.byteLength)
    })

    test('[HIST-4] keeps one that is made later for an earlier place; the newest is still what a note opens with', async () => {
      const { log } = await open()
      for (const seq of [9_000, 10_000]) await log.saveCheckpoint(noteId, checkpointAt(seq, `${seq}`))
      await log.saveCheckpoint(noteId, checkpointAt(4_000, '4000'))
      expect((await log.findCheckpoint(noteId, 5_000))?.seq).toBe(4_000)
      expect((await log.load(noteId)).checkpoint?.seq).toBe(10_000)
    })

    test('[LOG-7] what was appended is there after closing and opening again', async ({ skip }) => {
      const { log, reopen } = await open()
      if (!reopen) return skip('keeps nothing by design')
      await log.append([stagedUpdate(noteId, 'durable')])
      await log.close()
      const again = await reopen()
      expect(await again.heads([noteId])).toEqual([1])
      expect(await again.append([stagedUpdate(noteId, 'more')])).toEqual([2])
    })

    test('[LOG-16] a history that was ended begins with one row that holds the state; what came later stays, and numbers go on', async () => {
      const { log } = await open()
      await log.append(['a', 'b', 'c', 'd'].map((text) => stagedUpdate(noteId, text)))
      await log.saveCheckpoint(noteId, checkpointAt(2, 'two'))
      const state = checkpointAt(3, 'three')
      expect(await log.endHistory(noteId, { ...state, seq: 9 })).toBe(false)
      expect((await log.load(noteId)).checkpoint?.seq).toBe(2)
      expect(await log.endHistory(noteId, state)).toBe(true)
      const rows = await log.read({ noteId, after: 0 })
      expect(rows.map(({ seq, actor, actorName }) => [seq, actor, actorName])).toEqual([
        [3, null, 'Earlier text'],
        [4, 'user:ada', 'Ada'],
      ])
      expect([...(rows[0]?.bytes ?? [])]).toEqual([...state.bytes])
      const { checkpoint, updates, head, damaged } = await log.load(noteId)
      expect([checkpoint?.seq, updates.map(({ seq }) => seq), head, damaged]).toEqual([3, [4], 4, []])
      expect(await log.findCheckpoint(noteId, 2)).toBeNull()
      // One that was being made meanwhile would bring back what was.
      await log.saveCheckpoint(noteId, checkpointAt(2, 'two'))
      expect(await log.findCheckpoint(noteId, 2)).toBeNull()
      expect(await log.append([stagedUpdate(noteId, 'e')])).toEqual([5])
    })
  })
}

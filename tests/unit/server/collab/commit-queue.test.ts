import { pino } from 'pino'
import { expect, test } from 'vitest'
import { CommitQueue, intervalAfter, type Commit } from '../../../../server/collab/commit-queue.ts'
import { NO_METER } from '../../../../server/collab/meter.ts'
import { createMemoryNoteLog } from '../../../../server/storage/memory-note-log.ts'
import { newId, type NoteId } from '../../../../shared/domain/ids.ts'
import { stagedUpdate } from '../../../contract/note-log.ts'
import { eventually } from '../../../support/eventually.ts'
import { FakeClock } from '../../../support/fake-clock.ts'

test('[ROOM-19] the first commit starts at once, the next ones apart, with all that came meanwhile, in order', async () => {
  const inner = createMemoryNoteLog()
  const starts: { readonly at: number; readonly updates: number }[] = []
  const noteLog = {
    ...inner,
    append: (updates: Parameters<typeof inner.append>[0]) => {
      starts.push({ at: performance.now(), updates: updates.length })
      return inner.append(updates)
    },
  }
  const queue = new CommitQueue({
    noteLog,
    clock: new FakeClock(),
    log: pino({ level: 'silent' }),
    meter: NO_METER,
    busyShare: () => 0,
  })
  const noteId = newId<NoteId>()
  const told: Commit[] = []
  const owner = {
    writers: 40,
    committed: (commits: readonly Commit[]) => void told.push(...commits),
    commitFailed() {},
  }
  const stage = (text: string) => queue.stage({ update: stagedUpdate(noteId, text), owner, from: text })
  stage('alone')
  await eventually(() => told.length === 1)
  for (const text of ['b', 'c', 'd']) stage(text)
  await queue.drain()
  expect(told.map(({ from }) => from)).toEqual(['alone', 'b', 'c', 'd'])
  expect(told.map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
  expect(starts.map(({ updates }) => updates)).toEqual([1, 3])
  // Timers may fire a fraction of a millisecond early.
  expect(starts[1]!.at - starts[0]!.at).toBeGreaterThan(5)
})

test('[ROOM-19] commits start further apart the more write, and the busier the server, within bounds', () => {
  const room = (writers: number) => new Set([{ writers }])
  const atEase = [1, 50, 200, 400].map((writers) => intervalAfter(room(writers), 0.5))
  expect(atEase).toEqual(atEase.toSorted((a, b) => a - b))
  expect(intervalAfter(room(200), 0.6)).toBe(intervalAfter(room(200), 0))
  expect(intervalAfter(room(50), 0.8)).toBeCloseTo(2 * intervalAfter(room(50), 0))
  expect(intervalAfter(room(50), 1)).toBeCloseTo(3 * intervalAfter(room(50), 0))
  expect(intervalAfter(room(2_000), 1)).toBe(50)
})

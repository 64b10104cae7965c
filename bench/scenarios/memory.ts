/** Many notes opened by one person each, and left again: what the server keeps in memory. */
import { Fleet } from '../load/fleet.ts'
import { readRanges } from '../load/payload-table.ts'
import { sleep } from '../load/quiescence.ts'
import { makeTypedDocument } from '../load/seed-documents.ts'
import { readCpuMs, readRssMb } from '../servers/process-usage.ts'
import type { Scenario } from './scenario.ts'

const NOTES = 200
const QUICK_NOTES = 50
const TEXT_LENGTH = 50_000
/** How long notes stay open before memory is read, and how long the server has to give it back. */
const OPEN_MS = 3_000
const BACK_MS = 40_000
const QUICK_BACK_MS = 10_000
const IDLE_MS = 3_000
const IDLE_DEADLINE_MS = 180_000

export const memory: Scenario = {
  name: 'memory',
  title: `${NOTES} notes of ${TEXT_LENGTH / 1_000} KB opened by one person each, then left`,
  timeoutSeconds: 600,
  async run(context) {
    const { seed, quick } = context.settings
    const note = makeTypedDocument({ seed, writers: 1, textLength: TEXT_LENGTH })
    const server = await context.startFresh()
    const awaited = readRanges(note.update)
    const rooms = await server.createRooms(quick ? QUICK_NOTES : NOTES)
    const seeding = new Fleet(server)
    try {
      await seeding.seed(rooms, note)
      await sleep(OPEN_MS)
    } finally {
      seeding.end()
    }
    // What a server does with texts in its own time (ours: indexing) is not what open notes cost.
    await untilIdle(server.process.pid)
    await server.process.stop()
    await server.start()
    await sleep(1_000)
    const beforeMb = readRssMb(server.process.pid)
    const fleet = new Fleet(server)
    try {
      const open = await fleet.joinAll(
        rooms.map((room) => ({ room, access: 'write' as const })),
        awaited,
      )
      await sleep(OPEN_MS)
      const openMb = readRssMb(server.process.pid)
      for (const { client } of open) fleet.leave(client)
      const deadline = performance.now() + (quick ? QUICK_BACK_MS : BACK_MS)
      let afterMb = Number.POSITIVE_INFINITY
      while (performance.now() < deadline) {
        await sleep(500)
        afterMb = Math.min(afterMb, readRssMb(server.process.pid))
      }
      return {
        failed: null,
        figures: {
          notes: rooms.length,
          noteBytes: note.update.byteLength,
          beforeMb,
          openMb,
          afterMb,
          keptMb: afterMb - beforeMb,
        },
        warnings: quick ? ['quick: fewer notes and a shorter wait than the budget is for'] : [],
      }
    } finally {
      fleet.end()
    }
  },
}

/** Waits until the process took less than a twentieth of a core for a while. */
async function untilIdle(pid: number): Promise<void> {
  const deadline = performance.now() + IDLE_DEADLINE_MS
  let before = readCpuMs(pid)
  while (performance.now() < deadline) {
    await sleep(IDLE_MS)
    const now = readCpuMs(pid)
    if (now - before < IDLE_MS / 20) return
    before = now
  }
}

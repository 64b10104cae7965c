/** After a restart: until the server takes connections, and until the first person has a long session on the screen. */
import { Fleet } from '../load/fleet.ts'
import { medianOf } from '../load/histogram.ts'
import { readRanges } from '../load/payload-table.ts'
import { sleep } from '../load/quiescence.ts'
import { makeShortDocument, makeTypedDocument, type SeedDocument } from '../load/seed-documents.ts'
import type { BenchServer } from '../servers/bench-server.ts'
import type { Scenario } from './scenario.ts'

const RESTARTS = 5
const TEXT_LENGTH = 300_000
/** Long enough for every server to have stored what it stores in the background. */
const STORED_AFTER_MS = 3_000

async function seedOne(server: BenchServer, page: SeedDocument): Promise<string> {
  const [room = ''] = await server.createRooms(1)
  const fleet = new Fleet(server)
  try {
    await fleet.seed([room], page)
    await sleep(STORED_AFTER_MS)
  } finally {
    fleet.end()
  }
  return room
}

export const reload: Scenario = {
  name: 'reload',
  title: `the first one opens a session of ${TEXT_LENGTH / 1_000} KB after a restart`,
  timeoutSeconds: 300,
  async run(context) {
    const session = makeTypedDocument({ seed: context.settings.seed, writers: 1, textLength: TEXT_LENGTH })
    const server = await context.startFresh()
    const room = await seedOne(server, session)
    const awaited = readRanges(session.update)
    const times: number[] = []
    for (let i = 0; i < RESTARTS; i++) {
      await server.process.stop()
      await server.start()
      await sleep(500)
      const fleet = new Fleet(server)
      try {
        const began = performance.now()
        const [first] = await fleet.joinAll([{ room, access: 'write' }], awaited)
        times.push((first?.completeAt ?? Number.NaN) - began)
      } finally {
        fleet.end()
      }
    }
    return {
      failed: null,
      figures: {
        medianMs: medianOf(times),
        slowestMs: Math.max(...times),
        sessionBytes: session.update.byteLength,
      },
      warnings: [],
    }
  },
}

export const ready: Scenario = {
  name: 'ready',
  title: 'from the start of the process to the first connection, with data there',
  timeoutSeconds: 120,
  async run(context) {
    const server = await context.startFresh()
    await seedOne(server, makeShortDocument({ seed: context.settings.seed, writers: 1 }))
    const times: number[] = []
    for (let i = 0; i < RESTARTS; i++) {
      await server.process.stop()
      await server.start()
      times.push(server.readyMs)
    }
    return {
      failed: null,
      figures: { medianMs: medianOf(times), slowestMs: Math.max(...times) },
      warnings: [],
    }
  },
}

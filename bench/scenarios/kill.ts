/**
 * The server dies while people type. Nothing may be lost that anybody else saw, nor anything that it said is on disk.
 * Whoever comes next comes with nothing in hand: the clients that saw the edits are kept away, since they would bring
 * them back.
 */
import { Fleet } from '../load/fleet.ts'
import { Observation } from '../load/observation.ts'
import { readRanges } from '../load/payload-table.ts'
import { sleep, until } from '../load/quiescence.ts'
import { randomInteger, seededRandom } from '../load/random.ts'
import { makeShortDocument } from '../load/seed-documents.ts'
import { editsPerWriter } from '../load/typing-plan.ts'
import { Typist } from '../load/typist.ts'
import { countMissing } from '../load/verdict.ts'
import { encodeClientFrame } from '../load/client-frame.ts'
import { makeWriterScript } from '../load/writer-script.ts'
import type { BenchServer } from '../servers/bench-server.ts'
import { failedOutcome, type Scenario } from './scenario.ts'

const WRITERS = 6
const OBSERVERS = 2
const ROUNDS = 20
const QUICK_ROUNDS = 3
const EARLIEST_KILL_MS = 300
const LATEST_KILL_MS = 2_500
const TYPING_MS = LATEST_KILL_MS + 2_000
/** After a restart, how long the content may take, and how long silence must last to call it the end. */
const CONTENT_TIMEOUT_MS = 20_000
const QUIET_MS = 1_000

interface Round {
  readonly seen: number
  readonly seenLost: number
  readonly confirmed: number
  readonly confirmedLost: number
}

export const kill: Scenario = {
  name: 'kill',
  title: `kill -9 while ${WRITERS} people type`,
  timeoutSeconds: 900,
  async run(context) {
    const { seed, quick } = context.settings
    const rounds = context.settings.rounds ?? (quick ? QUICK_ROUNDS : ROUNDS)
    const random = seededRandom(seed)
    const server = await context.startFresh()
    const page = makeShortDocument({ seed, writers: WRITERS })
    const [room = ''] = await server.createRooms(1)
    const seeding = new Fleet(server)
    try {
      await seeding.seed([room], page)
      await sleep(QUIET_MS)
    } finally {
      seeding.end()
    }
    // The page itself is safe from here on; only what is typed is at stake.
    await server.process.stop()
    await server.start()

    const total = { seen: 0, seenLost: 0, confirmed: 0, confirmedLost: 0 }
    for (let round = 1; round <= rounds; round++) {
      const result = await runRound(server, { room, page, random })
      if (typeof result === 'string') return failedOutcome(`round ${round}: ${result}`)
      context.say(`round ${round}: ${result.seen} edits seen, ${result.seenLost} of them lost`)
      for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += result[key]
    }
    const { seen, seenLost, confirmed, confirmedLost } = total
    return {
      failed: null,
      figures: { rounds, seen, seenLost, lossShare: seenLost / Math.max(1, seen), confirmed, confirmedLost },
      warnings: [],
    }
  },
}

/** One life of the server; says why when it cannot be judged. */
async function runRound(
  server: BenchServer,
  { room, page, random }: { room: string; page: ReturnType<typeof makeShortDocument>; random: () => number },
): Promise<Round | string> {
  const fleet = new Fleet(server)
  try {
    const wire = fleet.wire(room)
    const scripts = Array.from({ length: WRITERS }, (_, paragraph) =>
      makeWriterScript({
        clientId: 1 + randomInteger(random, 2 ** 32 - 2),
        seed: page,
        paragraph,
        edits: editsPerWriter(TYPING_MS),
        wire,
      }),
    )
    const awaited = readRanges(page.update)
    /** Per writer how many of its edits the server said are on disk. */
    const confirmed = Array.from({ length: WRITERS }, () => 0)
    const writing = await fleet.joinAll(
      scripts.map(({ arrival }, writer) => ({
        room,
        access: 'write',
        options: { arrival, onBarrier: (seq) => (confirmed[writer] = Math.max(confirmed[writer] ?? 0, seq)) },
      })),
      awaited,
    )
    const observing = await fleet.joinAll(
      Array.from({ length: OBSERVERS }, () => ({ room, access: 'read' as const })),
      awaited,
    )
    const writers = writing.map(({ client }, i) => ({
      client,
      script: scripts[i] as (typeof scripts)[number],
    }))
    const typist = new Typist({
      writers,
      durationMs: TYPING_MS,
      random,
      onSent: (writer, edit) => {
        if (server.hasBarriers) writers[writer]?.client.write(encodeClientFrame(wire.barrier(edit + 1)))
      },
    })
    const typed = typist.run()
    await sleep(EARLIEST_KILL_MS + random() * (LATEST_KILL_MS - EARLIEST_KILL_MS))
    const dropped = [...writing, ...observing].find(({ client }) => client.dropped !== null)
    if (dropped) return `a client was dropped (${dropped.client.dropped})`
    if (server.process.failure !== null) return server.process.failure
    await server.process.stop('SIGKILL')
    typist.stop()
    await typed
    // What was in the sockets' buffers is still read: it was sent, so it was seen.
    await sleep(100)
    const seen = countSeen([...writing, ...observing], typist)

    await server.start()
    const newcomer = new Observation(fleet.open(room, 'read'), fleet.payloads, awaited)
    await until(() => newcomer.advance().completeAt !== null || newcomer.client.dropped !== null, {
      timeoutMs: CONTENT_TIMEOUT_MS,
    })
    if (newcomer.completeAt === null) {
      return `after the restart the page did not come (${newcomer.client.dropped ?? 'nothing arrived'})`
    }
    await fleet.settle([newcomer], () => true, QUIET_MS * 5)
    newcomer.advance()
    const lost = (edits: readonly number[]) =>
      edits.reduce(
        (sum, count, writer) => sum + countMissing(newcomer.coverage, scripts[writer]?.clientId ?? 0, count),
        0,
      )
    const sum = (edits: readonly number[]) => edits.reduce((total, count) => total + count, 0)
    return {
      seen: sum(seen),
      seenLost: lost(seen),
      confirmed: sum(confirmed),
      confirmedLost: lost(confirmed),
    }
  } finally {
    fleet.end()
  }
}

/** Per writer, how many of its edits (they arrive in order) somebody else had seen. */
function countSeen(observations: readonly Observation[], typist: Typist): number[] {
  const seen = Array.from({ length: WRITERS }, () => 0)
  observations.forEach((observation, self) =>
    observation.advance((clientId, _from, to) => {
      const writer = typist.indexOf(clientId)
      if (writer !== undefined && writer !== self) seen[writer] = Math.max(seen[writer] ?? 0, to)
    }),
  )
  return seen
}

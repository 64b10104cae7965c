/**
 * A hall opens one long session at once; and a hall whose Wi-Fi was gone for a moment comes back while others go on
 * typing.
 */
import * as Y from 'yjs'
import { Fleet } from '../load/fleet.ts'
import { Histogram, percentilesOf } from '../load/histogram.ts'
import { LoadGauge, warnOfLoad } from '../load/load-gauge.ts'
import { Observation } from '../load/observation.ts'
import { readRanges } from '../load/payload-table.ts'
import { sleep, until } from '../load/quiescence.ts'
import { randomInteger, seededRandom } from '../load/random.ts'
import { makeTypedDocument, type SeedDocument } from '../load/seed-documents.ts'
import { CHARACTERS_PER_SECOND, editsPerWriter } from '../load/typing-plan.ts'
import { Typist } from '../load/typist.ts'
import { findFault } from '../load/verdict.ts'
import { encodePresence, makeWriterScript } from '../load/writer-script.ts'
import { UsageSampler } from '../servers/process-usage.ts'
import { failedOutcome, type Scenario, type ScenarioContext, type ScenarioOutcome } from './scenario.ts'

const PEOPLE = 500
const TEXT_LENGTH = 200_000
const SMALLEST_BYTES = 1_000_000
const LARGEST_BYTES = 1_500_000
const TIMEOUT_MS = 120_000
const WRITERS = 5

/** How long writers are watched before the hall comes back. */
const BEFORE_MS = 5_000
const AWAY_EDITS = 20
/** Writers type at most this long in all. */
const LONGEST_TYPING_MS = 180_000

function makeSession(seed: number): SeedDocument {
  const session = makeTypedDocument({ seed, writers: WRITERS + 1, textLength: TEXT_LENGTH })
  const { byteLength } = session.update
  if (byteLength < SMALLEST_BYTES || byteLength > LARGEST_BYTES) {
    throw new Error(
      `the session has ${byteLength} bytes, which is not like the one that others were measured with`,
    )
  }
  return session
}

/** Who somebody is, said when joining as y-websocket does. */
function makeArrivals(random: () => number): Uint8Array[] {
  return Array.from({ length: PEOPLE }, (_, i) =>
    encodePresence(1 + randomInteger(random, 2 ** 32 - 2), 1, {
      user: { name: `Guest ${i}`, color: '#e64980' },
    }),
  )
}

export const join: Scenario = {
  name: 'join',
  title: `${PEOPLE} people open one session of ${TEXT_LENGTH / 1_000} KB at once`,
  inTurns: true,
  timeoutSeconds: 300,
  async run(context) {
    const session = makeSession(context.settings.seed)
    const server = await context.startFresh()
    const arrivals = makeArrivals(seededRandom(context.settings.seed))
    const awaited = readRanges(session.update)
    const [room = ''] = await server.createRooms(1)
    const fleet = new Fleet(server)
    try {
      await fleet.seed([room], session)
      // Nobody is there: servers may have put the session away, as they do between two sessions.
      await sleep(3_000)
      const usage = new UsageSampler(server.process)
      const gauge = new LoadGauge()
      const began = performance.now()
      const people = arrivals.map(
        (arrival) => new Observation(fleet.open(room, 'write', { arrival }), fleet.payloads, awaited),
      )
      const all = await fleet.settle(people, () => people.every((one) => isDone(one.advance())), TIMEOUT_MS)
      const load = gauge.read()
      usage.stop()
      const fault = faultOf(people, server.process.failure)
      if (fault !== null) return failedOutcome(fault)
      if (!all) return failedOutcome(`not everybody had the content after ${TIMEOUT_MS / 1_000} s`)
      const times = people.map(({ completeAt }) => (completeAt ?? Number.NaN) - began)
      const { p50, p95, max } = percentilesOf(times)
      return {
        failed: null,
        figures: {
          allMs: max,
          p50,
          p95,
          cpuMsPerJoin: usage.cpuMsBetween(began, began + max) / PEOPLE,
          sessionBytes: session.update.byteLength,
          peakRssMb: usage.peakRssMb,
          loadCpuShare: load.cpuShare,
        },
        warnings: [...warnOfLoad({ ...load, loopDelayP99Ms: 0 }), ...usage.warnOfOthers(began, began + max)],
      }
    } finally {
      fleet.end()
    }
  },
}

const isDone = ({ completeAt, client }: Observation): boolean =>
  completeAt !== null || client.dropped !== null

function faultOf(people: readonly Observation[], serverFailure: string | null): string | null {
  const without = people.filter(({ completeAt }) => completeAt === null).length
  return (
    findFault(
      people.map(({ coverage, client }) => ({ coverage, dropped: client.dropped, expected: [] })),
      serverFailure,
    ) ?? (without > 0 ? `${without} of ${people.length} clients did not get the content` : null)
  )
}

export const rejoin: Scenario = {
  name: 'rejoin',
  title: `${PEOPLE} people come back to it at once while ${WRITERS} type`,
  timeoutSeconds: 400,
  run: (context) => runRejoin(context),
}

async function runRejoin(context: ScenarioContext): Promise<ScenarioOutcome> {
  const { seed } = context.settings
  const random = seededRandom(seed)
  const session = makeSession(seed)
  const server = await context.startFresh()
  const arrivals = makeArrivals(random)
  const awaited = readRanges(session.update)
  const [room = ''] = await server.createRooms(1)
  const fleet = new Fleet(server)
  try {
    await fleet.seed([room], session)
    const script = (paragraph: number, edits: number) =>
      makeWriterScript({
        clientId: 1 + randomInteger(random, 2 ** 32 - 2),
        seed: session,
        paragraph,
        edits,
        wire: fleet.wire(room),
      })
    const scripts = Array.from({ length: WRITERS }, (_, i) => script(i, editsPerWriter(LONGEST_TYPING_MS)))
    const extra = script(WRITERS, AWAY_EDITS)
    const writing = await fleet.joinAll(
      [...scripts, extra].map(({ arrival }) => ({ room, access: 'write', options: { arrival } })),
      awaited,
    )
    const people = await fleet.joinAll(
      arrivals.map((arrival) => ({ room, access: 'write', options: { arrival } })),
      awaited,
    )
    await sleep(2_000)

    const writers = writing
      .slice(0, WRITERS)
      .map(({ client }, i) => ({ client, script: scripts[i] as (typeof scripts)[number] }))
    const typist = new Typist({ writers, durationMs: LONGEST_TYPING_MS, random })
    const typed = typist.run()
    await sleep(BEFORE_MS)
    const cutAt = performance.now()
    for (const one of people) one.advance()
    for (const { client } of people) fleet.cut(client)
    const stateVector = commonStateVector(
      session,
      people,
      scripts.map(({ clientId }) => clientId),
    )
    // What is away for a moment is soon noticed by a server: the cut connections are closed, not half-open.
    for (const frames of extra.edits) {
      writing[WRITERS]?.client.write(frames)
      await sleep(1_000 / CHARACTERS_PER_SECOND / 2)
    }
    await sleep(1_000)

    const answer = answerOf(session)
    const returning = [...awaited, extra.clientId, 0, AWAY_EDITS]
    const usage = new UsageSampler(server.process)
    const gauge = new LoadGauge()
    const began = performance.now()
    const back = arrivals.map((arrival) => {
      const client = fleet.open(room, 'write', { arrival, stateVector: stateVector.bytes, answer })
      const observation = new Observation(client, fleet.payloads, returning)
      observation.coverage.addAll(stateVector.ranges)
      return observation
    })
    // Working out what came takes time that receiving needs, so it waits until everybody got something.
    const all = await until(
      () =>
        back.every(({ client }) => client.timeline.length > 0 || client.dropped !== null) &&
        back.every((one) => isDone(one.advance())),
      { timeoutMs: TIMEOUT_MS, everyMs: 100 },
    )
    const load = gauge.read()
    const fault = faultOf(back, server.process.failure)
    const last = Math.max(...back.map(({ completeAt }) => completeAt ?? Number.NaN))
    await sleep(1_000)
    typist.stop()
    await typed
    if (fault !== null) return failedOutcome(fault)
    if (!all) return failedOutcome(`not everybody was back after ${TIMEOUT_MS / 1_000} s`)

    const before = new Histogram()
    const during = new Histogram()
    const observers = writing.slice(0, WRITERS)
    const observe = () =>
      observers.forEach((observation, self) =>
        observation.advance((clientId, from, to, time) => {
          const writer = typist.indexOf(clientId)
          if (writer === undefined || writer === self) return
          for (let edit = from; edit < to; edit++) {
            const sentAt = typist.sentAt(writer, edit)
            if (sentAt < cutAt && sentAt > cutAt - BEFORE_MS + 1_000) before.add(time - sentAt)
            else if (sentAt >= began && sentAt <= last) during.add(time - sentAt)
          }
        }),
      )
    const witnesses = [...observers, ...back]
    const finalFault = () =>
      findFault(
        witnesses.map(({ coverage, client }, i) => ({
          coverage,
          dropped: client.dropped,
          expected: writers
            .map(({ script: { clientId } }, writer) => ({ clientId, edits: typist.sent(writer) }))
            .filter((_, writer) => writer !== i),
        })),
        server.process.failure,
      )
    await fleet.settle(
      witnesses,
      () => {
        observe()
        for (const one of back) one.advance()
        return finalFault() === null
      },
      60_000,
    )
    usage.stop()
    const failed = finalFault()
    if (failed !== null) return failedOutcome(failed)
    const times = back.map(({ completeAt }) => (completeAt ?? Number.NaN) - began)
    const { p50, p95, max } = percentilesOf(times)
    return {
      failed: null,
      figures: {
        allMs: max,
        p50,
        p95,
        writersBeforeP95: before.percentile(0.95),
        writersDuringP95: during.percentile(0.95),
        writersDuringMax: during.percentiles.max,
        cpuMsPerJoin: usage.cpuMsBetween(began, last) / PEOPLE,
        peakRssMb: usage.peakRssMb,
        loadCpuShare: load.cpuShare,
      },
      warnings: [...warnOfLoad({ ...load, loopDelayP99Ms: 0 }), ...usage.warnOfOthers(began, last)],
    }
  } finally {
    fleet.end()
  }
}

/** What every one of them had for certain: the session, and of each writer as much as the one who had least. */
function commonStateVector(
  session: SeedDocument,
  people: readonly Observation[],
  writers: readonly number[],
) {
  const ranges = [...readRanges(session.update)]
  for (const writer of writers) {
    const least = Math.min(...people.map(({ coverage }) => coverage.next(writer)))
    if (least > 0) ranges.push(writer, 0, least)
  }
  const clocks = new Map<number, number>()
  for (let i = 0; i < ranges.length; i += 3) clocks.set(ranges[i] as number, ranges[i + 2] as number)
  return { ranges, bytes: Y.encodeStateVector(clocks) }
}

/** What y-websocket answers when it has nothing new: no content, but every deletion that it knows. */
function answerOf(session: SeedDocument): Uint8Array {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, session.update)
  const answer = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc))
  doc.destroy()
  return answer
}

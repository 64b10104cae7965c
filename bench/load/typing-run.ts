/**
 * People typing: so many rooms with so many writers and readers each, for a while, and how long every edit took to every
 * other client.
 */
import type { BenchServer } from '../servers/bench-server.ts'
import { UsageSampler } from '../servers/process-usage.ts'
import { Fleet } from './fleet.ts'
import { Histogram, type Percentiles } from './histogram.ts'
import { LoadGauge, warnOfLoad, type LoadReading } from './load-gauge.ts'
import type { Observation } from './observation.ts'
import { readRanges } from './payload-table.ts'
import { sleep } from './quiescence.ts'
import { randomInteger, seededRandom, type Random } from './random.ts'
import type { SeedDocument } from './seed-documents.ts'
import { editsPerWriter } from './typing-plan.ts'
import { Typist, type Writer } from './typist.ts'
import { findFault } from './verdict.ts'
import { makeWriterScript, type WriterScript } from './writer-script.ts'

/** How long a server may take to deliver what is left when typing has ended. */
const SETTLE_TIMEOUT_MS = 60_000

export interface TypingSpec {
  readonly rooms: number
  readonly writersPerRoom: number
  readonly readersPerRoom: number
  readonly seedDocument: SeedDocument
  readonly warmUpMs: number
  readonly measuredMs: number
  /** Everybody comes with the right to write. */
  readonly readersMayWrite: boolean
  readonly seed: number
}

export interface TypingFigures {
  readonly edits: number
  /** Milliseconds from an edit's sending to its arrival at every other client of its room. */
  readonly all: Percentiles
  readonly toWriters: Percentiles
  readonly toReaders: Percentiles
  readonly cpuUsPerEdit: number
  /** Of one core. */
  readonly coreShare: number
  readonly peakRssMb: number
  /** Per client and second. */
  readonly documentFrames: number
  readonly documentBytes: number
  readonly presenceFrames: number
  readonly presenceBytes: number
  readonly load: LoadReading
}

export type TypingOutcome =
  | { readonly failed: string; readonly warnings: readonly string[] }
  | { readonly failed: null; readonly figures: TypingFigures; readonly warnings: readonly string[] }

/** An observer: which room it is in, and which writer it is, if any. */
interface Observer {
  readonly observation: Observation
  readonly room: number
  readonly writer: number | null
}

export async function runTyping(server: BenchServer, spec: TypingSpec): Promise<TypingOutcome> {
  const { rooms: roomCount, writersPerRoom, readersPerRoom, seedDocument, warmUpMs, measuredMs } = spec
  const random = seededRandom(spec.seed)
  const fleet = new Fleet(server)
  try {
    const rooms = await server.createRooms(roomCount)
    await fleet.seed(rooms, seedDocument)
    const scripts = makeScripts(fleet, rooms, spec, random)
    const awaited = readRanges(seedDocument.update)
    const writing = await fleet.joinAll(
      scripts.map(({ arrival }, i) => ({
        room: rooms[Math.floor(i / writersPerRoom)] as string,
        access: 'write' as const,
        options: { arrival },
      })),
      awaited,
    )
    const reading = await fleet.joinAll(
      rooms.flatMap((room) =>
        Array.from({ length: readersPerRoom }, () => ({
          room,
          access: spec.readersMayWrite ? ('write' as const) : ('read' as const),
        })),
      ),
      awaited,
    )
    const observers: Observer[] = [
      ...writing.map((observation, i) => ({ observation, room: Math.floor(i / writersPerRoom), writer: i })),
      ...reading.map((observation, i) => ({
        observation,
        room: Math.floor(i / readersPerRoom),
        writer: null,
      })),
    ]
    const writers: Writer[] = writing.map(({ client }, i) => ({ client, script: scripts[i] as WriterScript }))
    const typist = new Typist({ writers, durationMs: warmUpMs + measuredMs, random })

    const usage = new UsageSampler(server.process)
    const typed = typist.run()
    await sleep(warmUpMs)
    const from = performance.now()
    const gauge = new LoadGauge()
    await sleep(measuredMs)
    const to = performance.now()
    const load = gauge.read()
    await typed
    const observed = collectLatencies(observers, typist, { from, to })
    const fault = () =>
      findFault(
        observers.map(({ observation, room, writer }) => ({
          coverage: observation.coverage,
          dropped: observation.client.dropped,
          expected: expectedIn(typist, { room, writersPerRoom, except: writer }),
        })),
        server.process.failure,
      )
    const isHopeless = () =>
      server.process.failure !== null ||
      observers.some(({ observation }) => observation.client.dropped !== null)
    await fleet.settle(
      observers.map(({ observation }) => observation),
      () => {
        observed.advance()
        return isHopeless() || fault() === null
      },
      SETTLE_TIMEOUT_MS,
    )
    usage.stop()
    observed.advance()
    const warnings = [...warnOfLoad(load), ...usage.warnOfOthers(from, to)]
    const failed = fault() ?? (await checkNewcomer(fleet, rooms[0] as string, typist, writersPerRoom))
    if (failed !== null) return { failed, warnings }

    const edits = typist.countBetween(from, to)
    const cpuMs = usage.cpuMsBetween(from, to)
    const clientSeconds = (observers.length * (warmUpMs + measuredMs)) / 1_000
    const perClientSecond = (count: (observer: Observer) => number) =>
      observers.reduce((sum, observer) => sum + count(observer), 0) / clientSeconds
    const figures: TypingFigures = {
      edits,
      all: observed.all.percentiles,
      toWriters: observed.toWriters.percentiles,
      toReaders: observed.toReaders.percentiles,
      cpuUsPerEdit: (cpuMs * 1_000) / edits,
      coreShare: cpuMs / (to - from),
      peakRssMb: usage.peakRssMb,
      documentFrames: perClientSecond(({ observation }) => observation.client.timeline.length),
      documentBytes: perClientSecond(({ observation }) => observation.client.documentBytes),
      presenceFrames: perClientSecond(({ observation }) => observation.client.presenceFrames),
      presenceBytes: perClientSecond(({ observation }) => observation.client.presenceBytes),
      load,
    }
    return { failed: null, figures, warnings }
  } finally {
    fleet.end()
  }
}

function makeScripts(
  fleet: Fleet,
  rooms: readonly string[],
  { writersPerRoom, seedDocument, warmUpMs, measuredMs }: TypingSpec,
  random: Random,
): WriterScript[] {
  return rooms.flatMap((room) =>
    Array.from({ length: writersPerRoom }, (_, paragraph) =>
      makeWriterScript({
        clientId: 1 + randomInteger(random, 2 ** 32 - 2),
        seed: seedDocument,
        paragraph,
        edits: editsPerWriter(warmUpMs + measuredMs),
        wire: fleet.wire(room),
      }),
    ),
  )
}

function collectLatencies(
  observers: readonly Observer[],
  typist: Typist,
  { from, to }: { readonly from: number; readonly to: number },
) {
  const all = new Histogram()
  const toWriters = new Histogram()
  const toReaders = new Histogram()
  const advance = (): void => {
    for (const { observation, writer: self } of observers) {
      const own = self === null ? toReaders : toWriters
      observation.advance((clientId, first, end, time) => {
        const writer = typist.indexOf(clientId)
        if (writer === undefined || writer === self) return
        for (let edit = first; edit < end; edit++) {
          const sentAt = typist.sentAt(writer, edit)
          if (sentAt < from || sentAt >= to) continue
          all.add(time - sentAt)
          own.add(time - sentAt)
        }
      })
    }
  }
  return { all, toWriters, toReaders, advance }
}

/** What everybody in a room must have got: all that its writers sent, but for one's own. */
function expectedIn(
  typist: Typist,
  { room, writersPerRoom, except }: { room: number; writersPerRoom: number; except: number | null },
) {
  return Array.from({ length: writersPerRoom }, (_, i) => room * writersPerRoom + i)
    .filter((writer) => writer !== except)
    .map((writer) => ({
      clientId: typist.writers[writer]?.script.clientId ?? 0,
      edits: typist.sent(writer),
    }))
}

/** One who comes afterwards must get everything too, the server's own copy being what counts in the end. */
async function checkNewcomer(
  fleet: Fleet,
  room: string,
  typist: Typist,
  writersPerRoom: number,
): Promise<string | null> {
  const expected = expectedIn(typist, { room: 0, writersPerRoom, except: null })
  const awaited = expected.flatMap(({ clientId, edits }) => [clientId, 0, edits])
  try {
    await fleet.joinAll([{ room, access: 'read' }], awaited)
    return null
  } catch {
    return 'one who came after the run did not get everything'
  }
}

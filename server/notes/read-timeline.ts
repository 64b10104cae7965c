import type { NoteTimeline, NoteVersionInfo, TimelineStep } from '../../shared/contracts/history.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import { MINUTE_MS } from '../../shared/domain/time.ts'
import type { Context } from '../context.ts'
import type { LoggedEntry } from '../storage/note-log.ts'
import { findSession } from '../storage/session-rows.ts'
import type { Db, NoteVersionRow } from '../storage/tables.ts'
import type { NoteTarget } from '../storage/targets.ts'
import { listVersions } from '../storage/version-rows.ts'
import { Authors } from './authors.ts'
import { listPages } from './log-pages.ts'

/** A place that names itself by the time of the session. */
interface TimedPlace {
  readonly kind: 'start' | 'end'
  readonly name: string
  readonly time: number
  /** The last one that was written by then; 0: none. */
  seq: number
}

/** Who wrote in which minute, and the versions. Whether the principal may see it was asked before. */
export async function readTimeline(
  { db, noteLog, clock }: Pick<Context, 'db' | 'noteLog' | 'clock'>,
  target: NoteTarget,
): Promise<NoteTimeline> {
  const noteId: NoteId = target.note
  const [head = 0] = await noteLog.heads([noteId])
  const named = await listVersions(db, noteId)
  const timed = await listTimedPlaces({ db, now: clock.now() }, target)
  const times = new Map<number, number | null>(named.map(({ seq }) => [seq, null]))
  const authors = new Authors()
  const steps: TimelineStep[] = []
  for await (const rows of listPages(noteLog, { noteId, upTo: head })) {
    for (const row of rows) {
      addRow(steps, row, authors.placeOf(row))
      if (times.has(row.seq)) times.set(row.seq, row.receivedAt)
      for (const place of timed) if (row.receivedAt <= place.time) place.seq = row.seq
    }
  }
  const versions = [
    ...timed.filter(({ seq }) => seq > 0).map(describeTimed),
    ...named.map((row) => describeVersion(row, times.get(row.seq) ?? row.created_at)),
  ]
  return {
    noteId,
    seq: head,
    authors: authors.list,
    steps,
    versions: versions.toSorted((a, b) => a.seq - b.seq || a.at.localeCompare(b.at)),
  }
}

/** A named version as the API tells it; `time` is that of its place. */
export function describeVersion(
  { id, name, seq, actor_name: by }: NoteVersionRow,
  time: number,
): NoteVersionInfo {
  return { id, kind: 'named', name, seq, at: new Date(time).toISOString(), by }
}

function describeTimed({ kind, name, seq, time }: TimedPlace): NoteVersionInfo {
  return { id: null, kind, name, seq, at: new Date(time).toISOString(), by: null }
}

/** The session's start and end, as far as they are known and past. */
async function listTimedPlaces(
  { db, now }: { readonly db: Db; readonly now: number },
  { session }: NoteTarget,
): Promise<readonly TimedPlace[]> {
  const row = session === undefined ? null : await findSession(db, session)
  const places = [
    { kind: 'start', name: 'Session start', time: row?.start_at ?? null, seq: 0 },
    { kind: 'end', name: 'Session end', time: row?.end_at ?? null, seq: 0 },
  ] as const
  return places.flatMap(({ time, ...place }) => (time !== null && time <= now ? [{ ...place, time }] : []))
}

function addRow(steps: TimelineStep[], { seq, receivedAt }: LoggedEntry, author: number): void {
  const at = new Date(receivedAt).toISOString()
  const last = steps.at(-1)
  const isSameMinute =
    last !== undefined && Math.floor(Date.parse(last.from) / MINUTE_MS) === Math.floor(receivedAt / MINUTE_MS)
  if (isSameMinute && last.author === author) steps[steps.length - 1] = { ...last, toSeq: seq, to: at }
  else steps.push({ fromSeq: seq, toSeq: seq, from: at, to: at, author })
}

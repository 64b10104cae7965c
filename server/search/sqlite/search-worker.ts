/**
 * Worker thread that owns the index of the embedded database: it reads the programme there itself, so that neither
 * comparing nor finding ever stops the socket loop or takes the database's lock for writing.
 */
import { existsSync, statSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import type { NoteId } from '../../../shared/domain/ids.ts'
import type { NotePassages } from '../../export/passages.ts'
import { serveWorker } from '../../lib/worker-server.ts'
import type { CatchUp, IndexSize, SearchRequest, StaleNote } from '../search-index.ts'
import { createEntryRows, noteKey } from './entry-rows.ts'
import { isDamage, openIndexFiles, removeIndex } from './index-file.ts'
import { NO_NAMES_STORED, readEntries, storedNames, type Entry } from './programme-entries.ts'
import { createSearch } from './run-search.ts'

export interface SearchWorkerData {
  /** The file of the index. */
  readonly file: string
  readonly database: string
}
export type SearchWorkerRequest =
  | { readonly kind: 'catch-up' }
  | {
      readonly kind: 'put-note'
      readonly noteId: NoteId
      readonly seq: number
      readonly redactedNames: string | null
      readonly passages: string | null
    }
  | ({ readonly kind: 'search' } & SearchRequest)
  | { readonly kind: 'rebuild' | 'size' }

/** Comparing everything takes at most one part in so many of the time … */
const COMPARE_SHARE = 20
/** … and writing at most so long before whoever searches gets a turn. */
const WRITE_MS = 100
/** Notes that are told of at once. */
const MAX_STALE = 100

const STALE = `
  select n.id as noteId, u.seq, u.received_at as at
  from live.notes n
  join live.events ev on ev.id = n.event_id
  left join entries e on e.note_id = n.id and e.named = 0
  join live.updates u on u.note_id = n.id and u.seq = (select max(seq) from live.updates o where o.note_id = n.id)
  where e.seq is not u.seq or e.taken_out <> coalesce(ev.redacted_names, '${NO_NAMES_STORED}')
  order by u.received_at
  limit ${MAX_STALE + 1}
`

const NO_TEXT: NotePassages = { passages: [], withoutNames: [] }

const paths = workerData as SearchWorkerData
let open = openIndex()

function openIndex() {
  const files = openIndexFiles(paths)
  return {
    files,
    rows: createEntryRows(files.index),
    search: createSearch(files.reader),
    listStale: files.reader.prepare<[], StaleNote>(STALE),
    /** Of all entries, as last compared. */
    entries: new Map<string, Entry>(),
    /** Of the database when the programme was last compared and taken over, and when notes were looked at. */
    comparedVersion: null as number | null,
    listedVersion: null as number | null,
    /** When it may be compared again. */
    compareFrom: 0,
    /** Whether notes may wait to be read. */
    hasStale: true,
  }
}

function answer(request: SearchWorkerRequest): unknown {
  switch (request.kind) {
    case 'catch-up':
      return catchUp()
    case 'put-note':
      return putNote(request)
    case 'search':
      return open.search(request)
    case 'rebuild':
      return rebuild()
    case 'size':
      return sizeOf()
  }
}

function catchUp(): CatchUp {
  // SQLite counts the commits of all other connections, also those of other processes.
  const version = open.files.reader.pragma('live.data_version', { simple: true }) as number
  const startedAt = performance.now()
  if (version !== open.comparedVersion && startedAt >= open.compareFrom) {
    const entries = readEntries(open.files.reader)
    open.entries = new Map(entries.map((entry) => [entry.key, entry]))
    if (!takeOver(entries, startedAt + WRITE_MS)) return { stale: [], isBehind: true }
    open.comparedVersion = version
    open.compareFrom = startedAt + (performance.now() - startedAt) * COMPARE_SHARE
    open.hasStale = true
  }
  if (version === open.listedVersion && !open.hasStale) return { stale: [], isBehind: false }
  open.listedVersion = version
  const stale = open.listStale.all()
  open.hasStale = stale.length > 0
  return { stale: stale.slice(0, MAX_STALE), isBehind: stale.length > MAX_STALE }
}

/** Makes the index hold these entries, or some of them when time is up; returns whether all. */
function takeOver(entries: readonly Entry[], until: number): boolean {
  const { files, rows } = open
  return files.index.transaction(() => {
    const known = new Map(rows.listKnown().map(({ key, stamp }) => [key, stamp]))
    // First what must not be found any more.
    for (const key of known.keys()) if (!open.entries.has(key)) rows.remove(key)
    for (const entry of entries) {
      const before = known.get(entry.key)
      if (before === entry.stamp || (before === undefined && entry.noteId !== null)) continue
      if (performance.now() > until) return false
      rows.put(entry)
    }
    return true
  })()
}

function putNote(note: Extract<SearchWorkerRequest, { kind: 'put-note' }>): void {
  const { noteId, seq, redactedNames, passages } = note
  const entry = open.entries.get(noteKey(noteId))
  // Deleted meanwhile, or the thread is new, or other names are taken out: the next look tells.
  if (entry?.takenOut !== storedNames(redactedNames)) return
  const text = passages === null ? NO_TEXT : (JSON.parse(passages) as NotePassages)
  open.files.index.transaction(() => open.rows.putNote(entry, { seq, ...text }))()
}

function rebuild(): void {
  open.files.close()
  removeIndex(paths.file)
  open = openIndex()
}

function sizeOf(): IndexSize {
  const bytes = ['', '-wal']
    .map((suffix) => paths.file + suffix)
    .reduce((sum, file) => sum + (existsSync(file) ? statSync(file).size : 0), 0)
  return { entries: open.rows.count(), bytes }
}

serveWorker<SearchWorkerRequest>((request) => {
  try {
    return answer(request)
  } catch (error) {
    if (!isDamage(error)) throw error
    rebuild()
    return answer(request)
  }
})

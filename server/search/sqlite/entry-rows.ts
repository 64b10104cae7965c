/** Writes entries into the index. */
import type { Database } from 'better-sqlite3'
import type { NoteId } from '../../../shared/domain/ids.ts'
import type { Passage } from '../../export/passages.ts'
import { spellingsOf, spellingToken, tokensOf } from '../tokens.ts'
import { namesOf, type Entry } from './programme-entries.ts'

/** What is known of an entry that the index holds. */
interface KnownEntry {
  readonly id: number
  readonly key: string
  readonly stamp: string
}

export interface EntryRows {
  listKnown(): readonly KnownEntry[]
  /** Adds or replaces an entry with the text of its own; a note keeps its text, and without any it is not kept. */
  put(entry: Entry): void
  /** Replaces the text of a note. `entry`: what it belongs to, which may be new here. */
  putNote(entry: Entry, text: { readonly seq: number; readonly passages: readonly Passage[] }): void
  remove(id: number): void
  count(): number
}

interface StoredRow {
  readonly id: number
  readonly seq: number | null
  readonly passages: string
}

/** Between lines: no words of two lines stand side by side. */
const LINE_END = '\u{e0ff}'

export function createEntryRows(index: Database): EntryRows {
  const selectKnown = index.prepare<[], KnownEntry>('select id, key, stamp from entries')
  const selectStored = index.prepare<[string], StoredRow>(
    'select id, seq, passages from entries where key = ?',
  )
  const selectCount = index
    .prepare<[], number>("select count(*) from entries where passages <> '[]' or note_id is null")
    .pluck()
  const upsert = index
    .prepare<[Record<string, string | number | null>], number>(
      `insert into entries (key, kind, event_id, track_id, session_id, note_id, day, title, people, names, stamp, seq, passages)
       values (@key, @kind, @eventId, @trackId, @sessionId, @noteId, @day, @title, @people, @names, @stamp, @seq, @passages)
       on conflict (key) do update set
         event_id = excluded.event_id, track_id = excluded.track_id, session_id = excluded.session_id,
         day = excluded.day, title = excluded.title, people = excluded.people, names = excluded.names,
         stamp = excluded.stamp, seq = excluded.seq, passages = excluded.passages
       returning id`,
    )
    .pluck()
  const insertWords = index.prepare(
    'insert into words (rowid, title, people, context, text, spelling) values (?, ?, ?, ?, ?, ?)',
  )
  const deleteWords = index.prepare('delete from words where rowid = ?')
  const deleteEntry = index.prepare('delete from entries where id = ?')

  function write(
    entry: Entry,
    { seq, passages }: { seq: number | null; passages: readonly Passage[] },
  ): void {
    const { stamp, title, people } = entry
    const id = upsert.get({
      key: entry.key,
      kind: entry.kind,
      eventId: entry.eventId,
      trackId: entry.trackId,
      sessionId: entry.sessionId,
      noteId: entry.noteId,
      day: entry.day,
      title,
      people: people.join(', '),
      names: namesOf(people),
      stamp,
      seq,
      passages: JSON.stringify(passages),
    })
    if (id === undefined) throw new Error('expected the id of an entry')
    deleteWords.run(id)
    const isNote = entry.noteId !== null
    if (isNote && passages.length === 0) return
    const lines = passages.flatMap(({ text }) => text.split('\n'))
    const own = isNote ? [] : [title]
    insertWords.run(
      id,
      wordsOf(own),
      wordsOf(isNote ? [] : people),
      wordsOf(entry.context.split('\n')),
      wordsOf(lines),
      [...own, ...lines].flatMap(spellingsOf).map(spellingToken).join(' '),
    )
  }

  return {
    listKnown: () => selectKnown.all(),
    put(entry) {
      if (entry.readPassages) return write(entry, { seq: null, passages: entry.readPassages() })
      const stored = selectStored.get(entry.key)
      if (stored) write(entry, { seq: stored.seq, passages: JSON.parse(stored.passages) as Passage[] })
    },
    putNote: write,
    remove(id) {
      deleteWords.run(id)
      deleteEntry.run(id)
    },
    count: () => selectCount.get() ?? 0,
  }
}

/** The key of a note's entry. */
export const noteKey = (noteId: NoteId): string => `note:${noteId}`

function wordsOf(lines: readonly string[]): string {
  return lines
    .map((line) =>
      tokensOf(line)
        .map(({ text }) => text)
        .join(' '),
    )
    .join(` ${LINE_END} `)
}

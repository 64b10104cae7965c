/**
 * Writes entries into the index. An entry of an event that takes out names has two rows: one with the names, for those
 * who work on it, and one without, for those who only read. All others have one.
 */
import type { Database } from 'better-sqlite3'
import type { NoteId } from '../../../shared/domain/ids.ts'
import type { NotePassages, Passage } from '../../export/passages.ts'
import type { NameRedactor } from '../../export/redact.ts'
import { spellingsOf, spellingToken, tokensOf } from '../tokens.ts'
import { ALL_NAMES, namesOf, NO_NAMES_STORED, redactorOf, type Entry } from './programme-entries.ts'

/** What is known of an entry that the index holds. */
interface KnownEntry {
  readonly key: string
  readonly stamp: string
}

/** The text of a note as of a place in its log; of others `seq` is null. */
interface Text extends NotePassages {
  readonly seq: number | null
}

export interface EntryRows {
  listKnown(): readonly KnownEntry[]
  /** Adds or replaces an entry with the text of its own; a note keeps its text, and without any it is not kept. */
  put(entry: Entry): void
  /** Replaces the text of a note. `entry`: what it belongs to, which may be new here. */
  putNote(entry: Entry, text: NotePassages & { readonly seq: number }): void
  remove(key: string): void
  count(): number
}

/** Of an entry of an event that takes out names: with them, or without; see index-file.ts. */
type Named = 0 | 1

interface StoredRow {
  readonly named: Named
  readonly taken_out: string
  readonly seq: number | null
  readonly passages: string
}

/** Between lines: no words of two lines stand side by side. */
const LINE_END = '\u{e0ff}'

export function createEntryRows(index: Database): EntryRows {
  const selectKnown = index.prepare<[], KnownEntry>('select key, stamp from entries')
  const selectStored = index.prepare<[string], StoredRow>(
    'select named, taken_out, seq, passages from entries where key = ?',
  )
  const selectCount = index
    .prepare<[], number>("select count(distinct key) from entries where passages <> '[]' or note_id is null")
    .pluck()
  const upsert = index
    .prepare<[Record<string, string | number | null>], number>(
      `insert into entries (key, named, taken_out, kind, event_id, track_id, session_id, note_id, day, title, people, names, stamp, seq, passages)
       values (@key, @named, @takenOut, @kind, @eventId, @trackId, @sessionId, @noteId, @day, @title, @people, @names, @stamp, @seq, @passages)
       on conflict (key, named) do update set
         taken_out = excluded.taken_out,
         event_id = excluded.event_id, track_id = excluded.track_id, session_id = excluded.session_id,
         day = excluded.day, title = excluded.title, people = excluded.people, names = excluded.names,
         stamp = excluded.stamp, seq = excluded.seq, passages = excluded.passages
       returning id`,
    )
    .pluck()
  const deleteEntry = index
    .prepare<[string, Named], number>('delete from entries where key = ? and named = ? returning id')
    .pluck()
  const words = [wordsIn(index, 'words'), wordsIn(index, 'named_words')] as const

  function writeRow(
    entry: Entry,
    { named, seq, passages }: { named: Named; seq: number | null; passages: readonly Passage[] },
  ): void {
    const { stamp, title, people } = entry
    const id = upsert.get({
      key: entry.key,
      named,
      takenOut: entry.takenOut,
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
    words[named].remove(id)
    const isNote = entry.noteId !== null
    if (isNote && passages.length === 0) return
    const lines = passages.flatMap(({ text }) => text.split('\n'))
    const own = isNote ? [] : [title]
    words[named].insert(
      id,
      wordsOf(own),
      wordsOf(isNote ? [] : people),
      wordsOf(entry.context.split('\n')),
      wordsOf(lines),
      [...own, ...lines].flatMap(spellingsOf).map(spellingToken).join(' '),
    )
  }

  function removeRow(key: string, named: Named): void {
    const id = deleteEntry.get(key, named)
    if (id !== undefined) words[named].remove(id)
  }

  function write(entry: Entry, { seq, passages, withoutNames }: Text): void {
    if (entry.takenOut === NO_NAMES_STORED) {
      removeRow(entry.key, 1)
      return writeRow(entry, { named: 0, seq, passages })
    }
    writeRow(entry, { named: 1, seq, passages })
    const redacted = redactHead(entry, redactorOf(entry.takenOut))
    writeRow(redacted, { named: 0, seq, passages: withoutNames ?? [] })
  }

  function keepText(entry: Entry): void {
    const stored = selectStored.all(entry.key)
    const base = stored.find(({ named }) => named === 0)
    const whole = stored.find(({ named }) => named === 1) ?? base
    if (!whole) return
    const passages = JSON.parse(whole.passages) as Passage[]
    if (base?.taken_out === entry.takenOut) {
      return write(entry, { seq: base.seq, passages, withoutNames: JSON.parse(base.passages) as Passage[] })
    }
    // Which names others may see of the text is known when it was read again: until then they do not find it.
    writeRow(entry, { named: 1, seq: whole.seq, passages })
    removeRow(entry.key, 0)
  }

  return {
    listKnown: () => selectKnown.all(),
    put(entry) {
      const { readPassages, takenOut } = entry
      if (!readPassages) return keepText(entry)
      const passages = readPassages(ALL_NAMES)
      write(entry, { seq: null, passages, withoutNames: readPassages(redactorOf(takenOut)) })
    },
    putNote: write,
    remove(key) {
      removeRow(key, 0)
      removeRow(key, 1)
    },
    count: () => selectCount.get() ?? 0,
  }
}

/** The key of a note's entry. */
export const noteKey = (noteId: NoteId): string => `note:${noteId}`

function wordsIn(index: Database, table: 'words' | 'named_words') {
  const insert = index.prepare<[number, string, string, string, string, string]>(
    `insert into ${table} (rowid, title, people, context, text, spelling) values (?, ?, ?, ?, ?, ?)`,
  )
  const remove = index.prepare<[number]>(`delete from ${table} where rowid = ?`)
  return {
    insert: (...row: Parameters<typeof insert.run>) => void insert.run(...row),
    remove: (id: number) => void remove.run(id),
  }
}

function redactHead(entry: Entry, redactor: NameRedactor): Entry {
  return {
    ...entry,
    title: redactor.text(entry.title),
    people: entry.people.map((name) => redactor.text(name)),
    context: entry.context
      .split('\n')
      .map((line) => redactor.text(line))
      .join('\n'),
  }
}

function wordsOf(lines: readonly string[]): string {
  return lines
    .map((line) =>
      tokensOf(line)
        .map(({ text }) => text)
        .join(' '),
    )
    .join(` ${LINE_END} `)
}

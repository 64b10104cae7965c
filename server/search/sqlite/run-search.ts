/** A search in the index: the terms as an expression of FTS5, the rights and filters as conditions of the same query. */
import type { Database } from 'better-sqlite3'
import type { NoteKind } from '../../../shared/contracts/notes.ts'
import { SEARCH_KINDS, type SearchKind } from '../../../shared/contracts/search.ts'
import type { EventId, NoteId } from '../../../shared/domain/ids.ts'
import type { Passage } from '../../export/passages.ts'
import { REDACTED_TEXT } from '../../export/redact.ts'
import { findPassages, markHits, type FoundPassage } from '../find-hits.ts'
import { parseQuery, type Spelling, type Term } from '../query.ts'
import type { Found, SearchAnswer, SearchRequest, SearchRights } from '../search-index.ts'
import { foldText } from '../tokens.ts'
import { ALL_NAMES, NO_NAMES_STORED, redactorOf } from './programme-entries.ts'

/** Passages that are shown of one result. */
const MAX_PASSAGES = 3
/** Of a text without hits, when the title has them. */
const PREVIEW_CHARS = 180

/**
 * How much a place counts (title, people, context, text; spellings only order), and a kind. Besides, what has all terms
 * in its title comes before everything else, and what has all names as they were typed before others of its sort.
 */
const PLACES = '10, 6, 0.5, 1, 0'
const KINDS: Readonly<Record<SearchKind, number>> = {
  event: 2,
  track: 1.6,
  session: 1.6,
  summary: 1.5,
  notes: 1,
}

/** Whether some rights hold an entry; `of` says which parameters have them (`scopesOf`). */
const heldBy = (of: 'rights' | 'named'): string => `(
  @${of}Site = 1
  or e.event_id in (select value from json_each(@${of}Events))
  or t.id in (select value from json_each(@${of}Tracks))
  or e.session_id in (select value from json_each(@${of}Sessions))
  or e.note_id in (select value from json_each(@${of}Notes))
  or (e.kind = 'session' and exists (
    select 1 from live.notes o where o.session_id = e.session_id and o.id in (select value from json_each(@${of}Notes))))
  or (e.kind = 'track' and exists (
    select 1 from live.notes o where o.track_id = e.track_id and o.id in (select value from json_each(@${of}Notes))))
)`
const SEES_NAMES = heldBy('named')
/** The names that the event takes out now. */
const TAKEN_OUT = `coalesce(ev.redacted_names, '${NO_NAMES_STORED}')`
/**
 * Rows with names are for those who see them, rows without for all others: those who only read find nothing of an entry
 * from which other names were taken than have to be by now. Where no names are taken out there is one row for all.
 */
const ROWS_FOR = {
  words: `(
    (e.taken_out = '${NO_NAMES_STORED}' and (${TAKEN_OUT} = '${NO_NAMES_STORED}' or ${SEES_NAMES}))
    or (e.taken_out <> '${NO_NAMES_STORED}' and e.taken_out = ${TAKEN_OUT} and not ${SEES_NAMES})
  )`,
  named_words: SEES_NAMES,
} as const

/**
 * What an entry belongs to is asked of the database itself: what was deleted or moved a moment ago is judged as it is
 * now. Who may read a note of a session or track also sees the head of that.
 */
const findIn = (words: keyof typeof ROWS_FOR): string => `
  select e.id, e.kind, bm25(${words}, ${PLACES}) as score,
    2 * (e.id in (select id from titled)) + (e.id in (select id from spelled)) as rank,
    (${TAKEN_OUT} = '${NO_NAMES_STORED}' or ${SEES_NAMES}) as seesNames
  from ${words}
  join entries e on e.id = ${words}.rowid
  join live.events ev on ev.id = e.event_id
  left join live.sessions s on s.id = e.session_id
  left join live.tracks t on t.id = iif(e.session_id is null, e.track_id, s.track_id)
  left join live.notes n on n.id = e.note_id
  where ${words} match @match
    and (e.session_id is null or s.id is not null)
    and (e.session_id is not null or e.track_id is null or t.id is not null)
    and (e.note_id is null or n.id is not null)
    and ${heldBy('rights')}
    and ${ROWS_FOR[words]}
    and (@event is null or ev.slug = @event or ev.id = @event)
    and (@track is null or t.id = @track)
    and (@day is null or e.day = @day)
    and (@person is null or instr(e.names, @person) > 0)
`
const matching = (parameter: string): string => `
  select rowid as id from words where words match ${parameter}
  union all select rowid from named_words where named_words match ${parameter}
`
const FIND = `
  with titled as materialized (${matching('@titled')}), spelled as materialized (${matching('@spelled')})
  ${findIn('words')} union all ${findIn('named_words')}
`
const READ = `
  select e.*, ${TAKEN_OUT} as to_take_out,
    ev.slug as event_slug, ev.title as event_title, t.id as live_track, t.title as track_title
  from entries e
  join live.events ev on ev.id = e.event_id
  left join live.sessions s on s.id = e.session_id
  left join live.tracks t on t.id = iif(e.session_id is null, e.track_id, s.track_id)
  where e.id = ?
`

interface FoundRow {
  readonly id: number
  readonly kind: SearchKind
  /** Below 0; less is better. */
  readonly score: number
  /** 2 when all is in the title, and 1 when all names are spelled as they were typed. */
  readonly rank: number
  /** 1: what it belongs to is shown with all names. */
  readonly seesNames: 0 | 1
}
interface EntryRow {
  readonly kind: SearchKind
  readonly event_id: EventId
  readonly session_id: string | null
  readonly note_id: NoteId | null
  readonly day: string | null
  readonly title: string
  readonly people: string
  readonly passages: string
  readonly event_slug: string
  readonly event_title: string
  readonly live_track: string | null
  readonly track_title: string | null
  readonly to_take_out: string
}

/** Prepares for searching; the connection has the database as `live`. */
export function createSearch(reader: Database): (request: SearchRequest) => SearchAnswer {
  const find = reader.prepare<[Record<string, string | number | null>], FoundRow>(FIND)
  const read = reader.prepare<[number], EntryRow>(READ)

  const search = (request: SearchRequest): SearchAnswer => {
    const { terms, isCut } = parseQuery(request.query)
    const { filters, limit, offset } = request
    const found = terms.length === 0 ? [] : find.all(parametersOf(request, terms))
    const kinds = Object.fromEntries(SEARCH_KINDS.map((kind) => [kind, 0])) as Record<SearchKind, number>
    for (const { kind } of found) kinds[kind]++
    const wanted = filters.kinds === null ? found : found.filter(({ kind }) => filters.kinds?.includes(kind))
    const results = wanted
      .toSorted((one, other) => other.rank - one.rank || weigh(one) - weigh(other) || one.id - other.id)
      .slice(offset, offset + limit)
      .flatMap(({ id, seesNames }) => {
        const row = read.get(id)
        return row ? [describe(row, { terms, seesNames: seesNames === 1 })] : []
      })
    return { results, total: wanted.length, kinds, isCut }
  }
  // One moment for all of it.
  return reader.transaction(search)
}

const weigh = ({ kind, score }: FoundRow): number => score * KINDS[kind]

function parametersOf({ rights, named, filters }: SearchRequest, terms: readonly Term[]) {
  const { event, track, day, person } = filters
  return {
    match: matchOf(terms),
    titled: `title : (${terms.map(expressionOf).join(' AND ')})`,
    spelled: spelledOf(terms) ?? NOTHING,
    ...scopesOf('rights', rights),
    ...scopesOf('named', named),
    event,
    track,
    day,
    person: person === null ? null : `\n${foldText(person).trim()}\n`,
  }
}

function scopesOf(of: string, { site, events, tracks, sessions, notes }: SearchRights) {
  return {
    [`${of}Site`]: site ? 1 : 0,
    [`${of}Events`]: JSON.stringify(events),
    [`${of}Tracks`]: JSON.stringify(tracks),
    [`${of}Sessions`]: JSON.stringify(sessions),
    [`${of}Notes`]: JSON.stringify(notes),
  }
}

/** All terms, of which one at least is of the entry itself and not of what it belongs to. */
function matchOf(terms: readonly Term[]): string {
  const expressions = terms.map(expressionOf)
  return `${expressions.join(' AND ')} AND {title people text} : (${expressions.join(' OR ')})`
}

/** The exact spellings of all names; null when there are none. */
function spelledOf(terms: readonly Term[]): string | null {
  const spellings = terms.flatMap(({ spelling }) => (spelling === null ? [] : [spellingExpression(spelling)]))
  return spellings.length > 0 ? spellings.join(' AND ') : null
}

function expressionOf({ words, isOpen }: Term): string {
  return quote(words.join(' '), isOpen)
}

function spellingExpression({ token, isOpen }: Spelling): string {
  return `spelling : ${quote(token, isOpen)}`
}

/** Words hold letters and digits alone (tokens.ts), so nothing in them can end the quotes. */
function quote(words: string, isOpen: boolean): string {
  return `"${words}"${isOpen ? ' *' : ''}`
}

/** No words are spelled so. */
const NOTHING = 'spelling : "\u{e000}"'

/** A row without names has none in its own parts; what is read from the database has them. */
function describe(
  row: EntryRow,
  { terms, seesNames }: { readonly terms: readonly Term[]; readonly seesNames: boolean },
): Found {
  const redactor = seesNames ? ALL_NAMES : redactorOf(row.to_take_out)
  const passages = JSON.parse(row.passages) as readonly Passage[]
  const found = findPassages(passages, { terms, limit: MAX_PASSAGES })
  const [first] = passages
  const preview = found.count === 0 && first ? [previewOf(first)] : []
  const noteKind: NoteKind | null = row.kind === 'notes' || row.kind === 'summary' ? row.kind : null
  return {
    kind: row.kind,
    eventId: row.event_id,
    eventSlug: redactor.isNamedIn(row.event_slug) ? row.event_id : row.event_slug,
    eventTitle: redactor.text(row.event_title),
    trackId: row.live_track,
    trackTitle: redactor.textOrNull(row.track_title),
    sessionId: row.session_id,
    noteId: row.note_id,
    noteKind,
    title: markHits(row.title, terms),
    people: markHits(row.people, terms),
    day: row.day,
    passages: [...found.passages, ...preview].map((passage) => (seesNames ? passage : findable(passage))),
    count: found.count,
  }
}

/** Words that stand in place of a name lead nowhere: the note has the name there. */
function findable(passage: FoundPassage): FoundPassage {
  return passage.find.includes(REDACTED_TEXT) ? { ...passage, find: '' } : passage
}

function previewOf({ heading, text }: Passage) {
  const cut = text.slice(0, PREVIEW_CHARS).replace(/[\uD800-\uDBFF]$/, '')
  const words = [{ text: cut.length < text.length ? `${cut.replace(/\s+\S*$/, '')} …` : text, hit: false }]
  return { heading, words, find: '' }
}

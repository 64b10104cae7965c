/** Actions, decisions, questions and answers of an event, a track or a session, each with the place where it stands. */
import type { GatheredMinute } from '../../shared/contracts/minutes.ts'
import type { NoteKind } from '../../shared/contracts/notes.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import type { DocNode } from '../../shared/schema/doc-json.ts'
import type { MinuteKind } from '../../shared/schema/minute-words.ts'
import { readOrigin } from '../../shared/schema/origin.ts'
import type { Context } from '../context.ts'
import type { NoteContents } from '../notes/note-contents.ts'
import { loadProgramme } from '../programme/load-programme.ts'
import { eventNotFound } from '../programme/read-event.ts'
import type { NotePair } from '../storage/note-rows.ts'
import type { EventTarget, SessionTarget, TrackTarget } from '../storage/targets.ts'
import { minutesInDoc, type MinuteInDoc } from '../../shared/schema/minutes-in-doc.ts'

/** More of the words than this are not needed to find a line again. */
const FIND_CHARS = 80

interface Owner {
  readonly trackId: string | null
  readonly sessionId: string | null
  readonly title: string
  readonly notes: NotePair
}

/** Whether the principal may read the target was asked before. */
export async function gatherMinutes(
  { db, contents }: Pick<Context, 'db'> & { readonly contents: NoteContents },
  {
    target,
    kinds,
  }: { readonly target: EventTarget | TrackTarget | SessionTarget; readonly kinds: ReadonlySet<MinuteKind> },
): Promise<readonly GatheredMinute[]> {
  const programme = await loadProgramme(db, target.event)
  if (!programme) throw eventNotFound()
  const sessions = programme.sessions.map(({ row, notes }): Owner => {
    return { trackId: row.track_id, sessionId: row.id, title: row.title, notes }
  })
  const tracks = programme.tracks.map(({ row, notes }): Owner => {
    return { trackId: row.id, sessionId: null, title: row.title, notes }
  })
  const owners = [
    ...tracks.flatMap((track) => [track, ...sessions.filter(({ trackId }) => trackId === track.trackId)]),
    ...sessions.filter(({ trackId }) => trackId === null),
  ].filter(
    ({ trackId, sessionId }) =>
      ('session' in target ? sessionId === target.session : true) &&
      (!('session' in target) && 'track' in target ? trackId === target.track : true),
  )
  const docs = await contents.readDocs(owners.flatMap(({ notes }) => [notes.notes, notes.summary]))
  const { slug } = programme.event
  return owners.flatMap((owner) => {
    const pulled = linesPulled(docs.get(owner.notes.summary), owner.notes.notes)
    return (['notes', 'summary'] as const).flatMap((noteKind) => {
      const noteId: NoteId = owner.notes[noteKind]
      const doc = docs.get(noteId)
      const { trackId, sessionId, title } = owner
      return (doc ? minutesInDoc(doc) : [])
        .filter((minute) => kinds.has(minute.kind) && !(noteKind === 'notes' && pulled.has(lineOf(minute))))
        .map(({ words, ...minute }) => ({
          ...minute,
          noteId,
          noteKind,
          trackId,
          sessionId,
          title,
          path: pathTo({ slug, owner, noteKind, words }),
        }))
    })
  })
}

/** What the summary has from the notes and says as they do: it is listed there, where it is reviewed. */
function linesPulled(summary: DocNode | undefined, notesId: NoteId): ReadonlySet<string> {
  const content = summary ? nodesFrom(summary, notesId) : []
  return new Set(minutesInDoc({ type: 'doc', content }).map(lineOf))
}

function nodesFrom(node: DocNode, noteId: NoteId): readonly DocNode[] {
  if (node.type === 'offRecord') return []
  const isFrom = readOrigin(node.attrs?.['origin'])?.noteId === noteId
  return isFrom ? [node] : (node.content ?? []).flatMap((child) => nodesFrom(child, noteId))
}

function lineOf({ kind, text }: MinuteInDoc): string {
  return `${kind} ${text}`
}

/** The page of the session or track with the search at the words. */
function pathTo(options: {
  readonly slug: string
  readonly owner: Owner
  readonly noteKind: NoteKind
  readonly words: string
}): string {
  const { slug, owner, noteKind, words } = options
  const place = owner.sessionId === null ? `t/${owner.trackId}` : `s/${owner.sessionId}`
  const query = new URLSearchParams({ note: noteKind, find: firstWords(words) })
  return `/e/${slug}/${place}?${query}`
}

/** Cut between words, or between characters where there are none. */
function firstWords(text: string): string {
  if (text.length <= FIND_CHARS) return text
  const cut = text.slice(0, FIND_CHARS)
  const end = cut.lastIndexOf(' ')
  return end > 0 ? cut.slice(0, end) : [...text].slice(0, FIND_CHARS / 2).join('')
}

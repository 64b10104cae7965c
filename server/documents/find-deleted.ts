/**
 * Finds text that was written and is not in a note any more, in a document that kept everything: what was deleted in one
 * go and what stood together is one passage.
 */
import * as Y from 'yjs'
import { piecesOf, type ItemRuns } from '../../shared/domain/item-runs.ts'
import { walkItems, walkTexts } from './walk-texts.ts'

/** A row of the log that deleted something. */
export interface Deletion {
  readonly seq: number
  readonly at: number
  readonly author: number
  /** The same for all that somebody deleted in one go (letter by letter, say). */
  readonly group: number
}

export interface DeletionLog {
  /** Which author wrote each item. */
  readonly written: ItemRuns
  /** Which row deleted it first: places in `deletions`. */
  readonly deleted: ItemRuns
  readonly deletions: readonly Deletion[]
}

export interface FoundPassage {
  readonly text: string
  readonly author: number
  readonly deletedBy: number
  readonly at: number
  readonly lastSeq: number
}

/** Fewer are a typing error that was corrected. */
const MIN_CHARS = 3

/** A passage while it is put together. */
interface Draft {
  text: string
  /** Characters by author. */
  readonly written: Map<number, number>
  first: Deletion
  last: Deletion
  /** The text type that it ended in. */
  place: Y.Text
}

/** The newest deletions first, at most `limit` of those that contain `query`, without what the document still says. */
export function findDeleted(
  fragment: Y.XmlFragment,
  { log, query, limit }: { readonly log: DeletionLog; readonly query: string; readonly limit: number },
): readonly FoundPassage[] {
  const { drafts, alive } = readPassages(fragment, log)
  const present = alive.map(plain).join('\n')
  const wanted = query.toLowerCase()
  const found: FoundPassage[] = []
  for (const draft of drafts.toSorted((a, b) => b.last.at - a.last.at || b.last.seq - a.last.seq)) {
    const text = draft.text.trim()
    if (text.replace(/\s/g, '').length < MIN_CHARS || !text.toLowerCase().includes(wanted)) continue
    // A paragraph that becomes a heading, or is cut in two, is deleted and written again: only the last copy counts.
    if (text.split('\n').every((line) => present.includes(plain(line)))) continue
    if (found.some((newer) => isPartOf(text, newer.text))) continue
    found.push(toPassage(draft, text))
    if (found.length === limit) break
  }
  return found
}

/** The same lines again, or a piece of a word that was mended later. */
function isPartOf(text: string, newer: string): boolean {
  if (!/\s/.test(text)) return newer.includes(text)
  const lines = new Set(newer.split('\n'))
  return text.split('\n').every((line) => lines.has(line))
}

function readPassages(
  fragment: Y.XmlFragment,
  log: DeletionLog,
): { readonly drafts: readonly Draft[]; readonly alive: readonly string[] } {
  const drafts: Draft[] = []
  const alive: string[] = []
  /** Those that go on where the walk is: nothing that is still there came after them. */
  let open: Draft[] = []
  for (const place of walkTexts(fragment)) {
    let line = ''
    for (const item of walkItems(place)) {
      if (!(item.content instanceof Y.ContentString)) continue
      if (!item.deleted) {
        line += item.content.str
        open = []
        continue
      }
      for (const piece of deletedPieces(item, item.content.str, log)) {
        const going = open.find(({ last }) => last.group === piece.deletion.group)
        if (going) {
          extend(going, { ...piece, place })
        } else {
          const draft = begin({ ...piece, place })
          drafts.push(draft)
          open.push(draft)
        }
      }
    }
    if (line !== '') alive.push(line)
  }
  return { drafts, alive }
}

interface Piece {
  readonly text: string
  readonly author: number | null
  readonly deletion: Deletion
}

function* deletedPieces(
  item: Y.Item,
  text: string,
  { written, deleted, deletions }: DeletionLog,
): Generator<Piece> {
  const { client, clock } = item.id
  for (const { from, to, value } of piecesOf(deleted, [client, clock, clock + item.length])) {
    // Written into what somebody was just deleting: it went with what it stood in.
    const deletion = deletions[value ?? deletionAround(item, deleted) ?? -1]
    if (!deletion) continue
    for (const piece of piecesOf(written, [client, from, to])) {
      yield { text: text.slice(piece.from - clock, piece.to - clock), author: piece.value, deletion }
    }
  }
}

/** The deletion of the nearest element around an item. */
function deletionAround(item: Y.Item, deleted: ItemRuns): number | null {
  let { parent } = item
  while (parent instanceof Y.AbstractType && parent._item) {
    const { client, clock } = parent._item.id
    const value = piecesOf(deleted, [client, clock, clock + 1])[0]?.value ?? null
    if (value !== null) return value
    ;({ parent } = parent._item)
  }
  return null
}

function begin({ text, author, deletion, place }: Piece & { readonly place: Y.Text }): Draft {
  const written = new Map(author === null ? [] : [[author, text.length] as const])
  return { text, written, first: deletion, last: deletion, place }
}

function extend(draft: Draft, { text, author, deletion, place }: Piece & { readonly place: Y.Text }): void {
  draft.text += isSameLine(draft.place, place) ? text : `\n${text}`
  draft.place = place
  if (author !== null) draft.written.set(author, (draft.written.get(author) ?? 0) + text.length)
  if (deletion.seq < draft.first.seq) draft.first = deletion
  if (deletion.seq > draft.last.seq) draft.last = deletion
}

/** Texts of one line are parted only by names, times and gaps. */
function isSameLine(before: Y.Text, text: Y.Text): boolean {
  if (before === text) return true
  if (before.parent !== text.parent) return false
  for (let item = before._item; item && item !== text._item; item = item.right) {
    const { content } = item
    if (content instanceof Y.ContentType && content.type instanceof Y.XmlElement) {
      if (content.type.nodeName === 'hardBreak') return false
    }
  }
  return true
}

function toPassage({ written, first, last }: Draft, text: string): FoundPassage {
  const deletedBy = last.author
  const [author] = [...written].reduce((most, one) => (one[1] > most[1] ? one : most), [deletedBy, 0])
  return { text, author, deletedBy, at: last.at, lastSeq: first.seq - 1 }
}

/** Spaces as one, since editors make some of them unbreakable. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** A note as readers see it at one place in its log. */
import type { NoteId } from '../../shared/domain/ids.ts'
import type { NoteKind } from '../../shared/contracts/notes.ts'
import { anchorHeadings, type Heading } from './heading-anchors.ts'
import { diffText, type TextPatch } from './text-patch.ts'

/** Levels that a note's headings go down on a reading page: its own h1 is below the page's h1 and the note's h2. */
export const HEADING_SHIFT = 2

export interface NoteVersion {
  readonly noteId: NoteId
  readonly kind: NoteKind
  /** Committed updates that it contains, its template included. */
  readonly seq: number
  /** When the last of them was committed (ms since the epoch); null when nobody wrote anything. */
  readonly at: number | null
  /** With anchors; empty when the note has no text. */
  readonly html: string
  readonly headings: readonly Heading[]
  /** How to get here from the version that was shown before it; null for the first one, and where other names are taken out. */
  readonly patch: (TextPatch & { readonly from: number }) | null
}

/** `rendered` is the document's HTML as the document worker made it, `previous` the version shown before. */
export function versionOf(options: {
  readonly note: { readonly id: NoteId; readonly kind: NoteKind }
  readonly seq: number
  readonly at: number | null
  readonly rendered: string
  readonly previous: NoteVersion | null
}): NoteVersion {
  const { note, seq, at, previous } = options
  const { html, headings } = hasText(options.rendered)
    ? anchorHeadings(makeAccessible(raiseHeadings(options.rendered)), note.kind)
    : { html: '', headings: [] }
  const patch = previous === null ? null : { from: previous.seq, ...diffText(previous.html, html) }
  return { noteId: note.id, kind: note.kind, seq, at, html, headings, patch }
}

/** Whether anything but white space stands outside of tags. */
function hasText(documentHtml: string): boolean {
  return /(?:^|>)(?:\s|&nbsp;)*(?!&nbsp;)[^<\s]/.test(documentHtml)
}

/** Headings that begin lower than a note's first level go up to it: a page has no gap in its levels above them. */
function raiseHeadings(documentHtml: string): string {
  const levels = [...documentHtml.matchAll(/<h([2-6])[ >]/g)].map(([, level]) => Number(level))
  const by = Math.min(...levels) - (HEADING_SHIFT + 1)
  if (levels.length === 0 || by <= 0) return documentHtml
  return documentHtml.replace(
    /<(\/?)h([2-6])(?=[ >])/g,
    (_tag, end: string, level) => `<${end}h${Number(level) - by}`,
  )
}

/**
 * What a page needs beyond an exported text: wide blocks that the keyboard can scroll. People's text is escaped, so these
 * tags are the renderer's own.
 */
function makeAccessible(documentHtml: string): string {
  return documentHtml.replace(/<(pre|table)(?= id="[^"]*">|>)/g, '<$1 tabindex="0"')
}

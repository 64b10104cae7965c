/** What the live stream sends about a note, and how a patch makes the new text of the one before. */

export interface NoteContent {
  readonly note: string
  readonly seq: number
  /** ISO 8601; null for a note that was never written. */
  readonly at: string | null
  readonly html: string
}

export interface NotePatch extends NoteContent {
  readonly from: number
  /** The new text is the old one's first `start` units, then `html`, then its last `end` units. */
  readonly start: number
  readonly end: number
}

/** The note after the patch, or null when the patch is for another text than the one at hand. */
export function applyPatch(
  known: Pick<NoteContent, 'seq' | 'html'> | undefined,
  patch: NotePatch,
): NoteContent | null {
  if (known?.seq !== patch.from) return null
  const { note, seq, at, start, end } = patch
  const html = known.html.slice(0, start) + patch.html + known.html.slice(known.html.length - end)
  return { note, seq, at, html }
}

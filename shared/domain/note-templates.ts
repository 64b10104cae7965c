/**
 * What notes begin with, as Markdown. An event may have templates of its own; these are for those that have none. The
 * empty text is a blank note.
 */
import type { NoteKind } from '../contracts/notes.ts'

/** Summaries begin blank: they are prose in the way of their lead, and most are not even begun in the first days. */
export const DEFAULT_TEMPLATES: Readonly<Record<NoteKind, string>> = {
  notes: '## Key points\n\n## Questions\n\n## Actions\n\n## Links\n',
  summary: '',
}

/** Names in double braces that a note's template may hold, and what they become. */
export const TEMPLATE_WORDS = ['title', 'speakers', 'date'] as const
export type TemplateWord = (typeof TEMPLATE_WORDS)[number]

/**
 * The keys of a note that are no commands of the toolbar, and what Markdown becomes while it is typed: for the list of
 * shortcuts. Where a key is handled is said beside it.
 */

export interface KeyHelp {
  readonly label: string
  /** Any of them does it. */
  readonly keys: readonly string[]
  /** Pressed one after the other instead. */
  readonly isSequence?: boolean
}

/** Handled in NoteTools.tsx and FindBar.tsx. */
export const FIND_KEYS = {
  open: 'Mod-f',
  next: ['F3', 'Mod-g'],
  previous: ['Shift-F3', 'Mod-Shift-g'],
} as const

/** Handled in NoteTools.tsx. */
export const REVIEW_KEY = 'Mod-Alt-m'

export const NOTE_KEYS: readonly KeyHelp[] = [
  { label: 'Find in the note', keys: [FIND_KEYS.open] },
  { label: 'Next match', keys: FIND_KEYS.next },
  { label: 'Previous match', keys: FIND_KEYS.previous },
  { label: 'Comment on the selection', keys: [REVIEW_KEY] },
  // NotePane.tsx.
  { label: 'Is everything saved?', keys: ['Mod-s'] },
  // editor-keys.ts.
  { label: 'To the toolbar; Escape leads back', keys: ['Alt-F10'] },
  { label: 'Further in, and out again (lists, tables, code)', keys: ['Tab', 'Shift-Tab'] },
  { label: 'Leave the text', keys: ['Escape', 'Tab'], isSequence: true },
]

/** Typed at the start of a line, or around words. */
export const MARKDOWN_KEYS: readonly { readonly label: string; readonly typed: string }[] = [
  { label: 'Heading', typed: '# ' },
  { label: 'Smaller heading', typed: '## ' },
  { label: 'Bullet list', typed: '- ' },
  { label: 'Numbered list', typed: '1. ' },
  { label: 'Task list', typed: '[ ] ' },
  { label: 'Quote', typed: '> ' },
  { label: 'Code block', typed: '```' },
  { label: 'Line across', typed: '---' },
  { label: 'Bold', typed: '**bold**' },
  { label: 'Italic', typed: '*italic*' },
  { label: 'Strikethrough', typed: '~~struck~~' },
  { label: 'Highlight', typed: '==marked==' },
  { label: 'Code', typed: '`code`' },
]

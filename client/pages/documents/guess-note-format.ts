import type { NoteImportFormat } from '../../api/notes.ts'

export const NOTE_IMPORT_FORMATS = [
  { value: 'md', label: 'Markdown' },
  { value: 'html', label: 'Web page (HTML)' },
  { value: 'txt', label: 'Plain text' },
] as const satisfies readonly { readonly value: NoteImportFormat; readonly label: string }[]

/** The format that a file's name suggests; plain text when it says nothing. Implements PAGE-23. */
export function guessNoteFormat(fileName: string): NoteImportFormat {
  if (/\.(md|markdown|mkd)$/i.test(fileName)) return 'md'
  return /\.x?html?$/i.test(fileName) ? 'html' : 'txt'
}

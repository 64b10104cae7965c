import type { NoteKind } from '../../../shared/contracts/notes.ts'

export const NOTE_KIND_NAMES: Readonly<Record<NoteKind, string>> = { notes: 'Notes', summary: 'Summary' }

import type { NoteId } from '../../shared/domain/ids.ts'

/** All notes that are open on this server, and the one way to write to any note. */
export interface Rooms {
  /** Committed updates that together are the note's present state, and the place in the log that they reach. */
  state(noteId: NoteId): Promise<{ readonly seq: number; readonly updates: readonly Uint8Array[] }>
  /** Commits a server-made update to a note and shows it to everybody in its room; resolves when it is on disk. */
  write(
    noteId: NoteId,
    update: Uint8Array,
    by: { readonly actor: string | null; readonly name: string | null },
  ): Promise<number>
  /** Ends all changes to a note; resolves with the last place in its log once everything that came in is on disk. */
  freeze(noteId: NoteId): Promise<number>
  /** Allows changes again. */
  thaw(noteId: NoteId): void
  /** Calls back after every commit to the note, with its new sequence number; returns the function that stops it. Keeps the note open meanwhile. */
  follow(noteId: NoteId, listener: (seq: number) => void): Promise<() => void>
}

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
  /** Resolves with the last place in a note's log once everything that came in is on disk. */
  settle(noteId: NoteId): Promise<number>
  /** Who is in a note at present, each once, as the log will call them. */
  present(noteId: NoteId): readonly { readonly actor: string | null; readonly name: string }[]
  /** Ends all changes to a note; resolves with the last place in its log once everything that came in is on disk. */
  freeze(noteId: NoteId): Promise<number>
  /**
   * Ends the history of a note: what was written before and is not in it any more is gone from its log. Those who are in
   * it go on. Resolves with the place of the log at which it begins now; everything that came in before is in it.
   */
  endHistory(noteId: NoteId): Promise<number>
  /** Allows changes again. */
  thaw(noteId: NoteId): void
  /** Calls back after every commit to the note, with its new sequence number; returns the function that stops it. Keeps the note open meanwhile. */
  follow(noteId: NoteId, listener: (seq: number) => void): Promise<() => void>
}

/** The largest part of the client, in a chunk of its own: only pages that show a document load it. */
export const loadNotePane = () => import('./NotePane.tsx')

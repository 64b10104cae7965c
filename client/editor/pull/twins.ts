/** A session's or track's notes and summary know of each other through this: the page that shows both provides it. */
import { createContext } from 'react'
import type { NoteKind } from '../../../shared/contracts/notes.ts'

export interface Twins {
  readonly ids: Readonly<Record<NoteKind, string>>
  /** Whether the asker may write the summary, as far as that is known. */
  readonly mayWriteSummary: boolean
  /** Opens a document without showing it. */
  readonly open: (kind: NoteKind) => void
  /** Brings a document into sight, beside the other one or in its place. */
  readonly show: (kind: NoteKind) => void
}

/** Null: a document that stands alone. */
export const TwinsContext = createContext<Twins | null>(null)

/** What completing names and marking times need to know about a note, read when it is needed: all of it can change. */
import type { Node } from '@tiptap/pm/model'
import type { NoteInfo } from '../../../shared/contracts/notes.ts'
import type { Participants } from '../../collab/participants.ts'
import type { Matchable } from '../suggest/match.ts'
import { knownNames, nameMeant } from '../suggest/names.ts'

export class NoteFacts {
  readonly #participants: Participants
  #note: NoteInfo | null = null

  constructor(participants: Participants) {
    this.#participants = participants
  }

  /** The programme has changed, or is known for the first time. */
  update(note: NoteInfo): void {
    this.#note = note
  }

  /** Whose clock counts, and when the session begins. */
  readonly sessionTime = (): { readonly timeZone: string; readonly start: string | null } => ({
    timeZone: this.#note?.event.timeZone ?? 'UTC',
    start: this.#note?.session?.start ?? null,
  })

  /** Names that can be completed, given what the note holds now. */
  readonly namesFor = (doc: Node): Matchable[] =>
    knownNames({
      note: this.#note ?? { session: null, track: null },
      present: this.#participants.getSnapshot().map(({ name }) => name),
      doc,
    })

  readonly nameMeant = (doc: Node, typed: string): string | null => nameMeant(this.namesFor(doc), typed)
}

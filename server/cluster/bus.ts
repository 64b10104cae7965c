/**
 * Tells all servers of an installation what happened on one of them. Delivery is best effort and says nothing that is
 * not also in the database: a listener that missed a message is late, never wrong.
 */
import type { NoteId } from '../../shared/domain/ids.ts'

export type BusMessage =
  /** Rights in an event may have changed (a link revoked, a role given, a note deleted): judge its connections again. */
  | { readonly kind: 'access-changed'; readonly eventId: string }
  /** An event takes out other names: look again at what readers see of it. */
  | { readonly kind: 'names-changed'; readonly eventId: string }
  /** A guest's login was ended by somebody else: close its connections and say so. */
  | { readonly kind: 'removed'; readonly actor: string }
  /** Comments on a note were made, changed or closed: tell those who have it open. */
  | { readonly kind: 'review-changed'; readonly noteId: NoteId }

export interface Bus {
  /** Calls every listener of every server, this one included, soon. */
  publish(message: BusMessage): void
  /** Returns the function that unsubscribes. */
  subscribe(listener: (message: BusMessage) => void): () => void
  close(): Promise<void>
}

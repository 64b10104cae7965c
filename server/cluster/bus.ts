/**
 * Tells all servers of an installation what happened on one of them. Delivery is best effort and says nothing that is
 * not also in the database: a listener that missed a message is late, never wrong.
 */
export type BusMessage =
  /** Rights in an event may have changed (a link revoked, a role given, a note deleted): judge its connections again. */
  { readonly kind: 'access-changed'; readonly eventId: string }

export interface Bus {
  /** Calls every listener of every server, this one included, soon. */
  publish(message: BusMessage): void
  /** Returns the function that unsubscribes. */
  subscribe(listener: (message: BusMessage) => void): () => void
  close(): Promise<void>
}

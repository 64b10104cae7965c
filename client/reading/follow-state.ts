/** What the status line may say, and only when it is true. */
export type FollowState =
  | { readonly kind: 'live' }
  /** The stream does not get through, but asking for the page again does. */
  | { readonly kind: 'polling'; readonly seconds: number }
  | { readonly kind: 'reconnecting' }
  /** The page was out of sight for long, so it stopped asking. */
  | { readonly kind: 'paused' }
  /** For good, and why. */
  | { readonly kind: 'stopped'; readonly reason: string }

export function describeState(state: FollowState): string {
  switch (state.kind) {
    case 'live':
      return 'Live'
    case 'polling':
      return state.seconds === 60 ? 'Updated every minute' : `Updated every ${state.seconds} seconds`
    case 'reconnecting':
      return 'Reconnecting…'
    case 'paused':
      return 'Paused'
    case 'stopped':
      return `Stopped. ${state.reason}`
    default:
      return state satisfies never
  }
}

/** Why an answer means that the reader may not go on; null when it may be different next time. */
export function stopReasonOf(status: number): string | null {
  if (status === 401 || status === 403 || status === 410) return 'Your access to this page has ended.'
  if (status === 404) return 'This page is not here any more, or not for you.'
  return null
}

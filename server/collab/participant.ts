import type { Member } from './peer.ts'

/** A member's place in a room. */
export interface Participant {
  readonly member: Member
  /** Updates of this participant that were staged, and how many of them are committed. */
  staged: number
  committed: number
  /** Barriers that wait until `committed` reaches `after`. */
  readonly barriers: { readonly seq: number; readonly after: number }[]
  /** Set while the connection is too slow: the last place in the log that was sent to it, and since when. */
  stale: { readonly seq: number; readonly since: number } | null
  /** Frames that came while a large one before them is being read; null when none is. */
  unread: Uint8Array[] | null
  /** Whether it asked to be told how the room is. */
  followsStatus: boolean
  /** Whether it asked to be told when comments change. */
  followsReview: boolean
}

export function createParticipant(member: Member): Participant {
  return {
    member,
    staged: 0,
    committed: 0,
    barriers: [],
    stale: null,
    unread: null,
    followsStatus: false,
    followsReview: false,
  }
}

/**
 * Why the server will not take part any more, in words for the person at the keyboard, and the one thing to do next.
 * The close codes themselves are in shared/protocol.
 */
import { closeNameOf, type CloseName } from '../../shared/protocol/close-codes.ts'

/** `editsRefused`: the server keeps the line but did not take our changes. `ended`: a 44xx code that we do not know. */
export type RefusalName =
  | Exclude<
      CloseName,
      | 'roleChanged'
      | 'unavailable'
      | 'restarting'
      | 'tooSlow'
      | 'tooFast'
      | 'busy'
      | 'tooManyConnections'
      | 'linkCrowded'
    >
  | 'editsRefused'
  | 'ended'

/**
 * What helps. `reload` opens the page again; `startOver` does too, but first drops what this device keeps, because
 * sending it again would be refused again; `leave` goes back to the event.
 */
export type RefusalAction = 'reload' | 'startOver' | 'leave'

export interface Refusal {
  readonly reason: string
  readonly action: RefusalAction
}

const REFUSALS: Readonly<Record<RefusalName, Refusal>> = {
  badFrame: { reason: 'The server could not read what this page sent.', action: 'reload' },
  notSignedIn: { reason: 'This browser is signed out: its login has ended.', action: 'reload' },
  forbidden: { reason: 'You no longer have access to this note.', action: 'leave' },
  notFound: { reason: 'This note no longer exists.', action: 'leave' },
  readOnly: { reason: 'You may still read this note, but no longer write in it.', action: 'reload' },
  removed: {
    reason:
      'A lead or an organiser removed you from this note. What you see here is only on your screen now.',
    action: 'leave',
  },
  tooLarge: {
    reason: 'The last change is too large for the server. Add it in smaller parts.',
    action: 'startOver',
  },
  noteFull: {
    reason: 'This note is full: it can only be shortened. Copy what you added and go on in another note.',
    action: 'startOver',
  },
  schemaTooOld: { reason: 'This page is older than the note. Reload it to go on.', action: 'reload' },
  editsRefused: { reason: 'The server did not take your last changes.', action: 'reload' },
  ended: { reason: 'The server ended the connection.', action: 'reload' },
}

/** The words and the way out for a refusal. */
export function refusalOf(name: RefusalName): Refusal {
  return REFUSALS[name]
}

/** The refusal that a close code stands for, or null when the client should come back (45xx and everything else). */
export function refusalByCode(code: number): RefusalName | null {
  if (code < 4400 || code > 4499) return null
  const name = closeNameOf(code)
  return name !== null && name in REFUSALS ? (name as RefusalName) : 'ended'
}

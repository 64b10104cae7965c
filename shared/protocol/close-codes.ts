/**
 * Why the server closes a note's WebSocket, and what the client does next. 44xx: do not come back as you are (the
 * y-websocket client stops for good); 45xx: come back (it reconnects with back-off). Reasons are for logs and other
 * clients; our pages choose their own words by code.
 */
export interface CloseCode {
  readonly code: number
  readonly reason: string
}

export const CLOSE = {
  /** A frame that does not decode. Reload the page; if it happens again, report it. */
  badFrame: { code: 4400, reason: 'bad frame' },
  /** No login and no token. Sign in or open an access link. */
  notSignedIn: { code: 4401, reason: 'not signed in' },
  /** No right to read this note, or no longer. Ask for a new link. */
  forbidden: { code: 4403, reason: 'no access' },
  /** There is no such note. Go back to the event. */
  notFound: { code: 4404, reason: 'no such note' },
  /** An edit from somebody who may only read. Keep the text on screen, offer to copy it. */
  readOnly: { code: 4405, reason: 'read only' },
  /** Somebody who may ended this guest's login. The text stays on the screen, and nothing of it is sent any more. */
  removed: { code: 4410, reason: 'removed' },
  /** A frame above the size limit. Split the paste. */
  tooLarge: { code: 4413, reason: 'frame too large' },
  /** An addition to a note that is as large as a note may get. Shorten it, or go on in another one. */
  noteFull: { code: 4414, reason: 'note full' },
  /** The page is older than the documents it would edit. Reload it. */
  schemaTooOld: { code: 4426, reason: 'page too old, reload' },
  /** The role changed: come back and be judged again. */
  roleChanged: { code: 4500, reason: 'role changed' },
  /** The note could not be opened; it may work in a moment. */
  unavailable: { code: 4503, reason: 'try again' },
  /** The server stops or restarts. */
  restarting: { code: 4512, reason: 'server restarts' },
  /** The connection takes too little; come back and get one diff. */
  tooSlow: { code: 4513, reason: 'connection too slow' },
  /** Too many frames or bytes in a short time. */
  tooFast: { code: 4529, reason: 'too many frames' },
  /** More people arrive at once than the server lets in; come back in a moment. */
  busy: { code: 4530, reason: 'too many arrive at once' },
  /** This login has more connections than people need. Close some tabs; until then come back now and then. */
  tooManyConnections: { code: 4532, reason: 'too many connections' },
  /** More have come by the same access link than one link may bring. Come back after the time that the reason names. */
  linkCrowded: { code: 4533, reason: 'too many by this link' },
} as const satisfies Record<string, CloseCode>

export type CloseName = keyof typeof CLOSE

/** The name of a close code, or null for codes that are not ours (network loss, for example). */
export function closeNameOf(code: number): CloseName | null {
  for (const [name, close] of Object.entries(CLOSE)) if (close.code === code) return name as CloseName
  return null
}

/** Come back, this client after so many ms. */
export function comeBackIn({ code, reason }: CloseCode, ms: number): CloseCode {
  return { code, reason: `${reason}, come back in ${(ms / 1_000).toFixed(1)} s` }
}

/** How long a close's reason asks to wait, in ms; null when it does not. */
export function returnDelayOf(reason: string): number | null {
  const seconds = /come back in (\d{1,3}(?:\.\d)?) s/.exec(reason)?.[1]
  return seconds === undefined ? null : Number(seconds) * 1_000
}

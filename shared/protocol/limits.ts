/** The largest frame that the server reads. A client that was offline for long sends one large step 2. */
export const MAX_FRAME_BYTES = 8 * 1024 * 1024
/** The largest presence entry (JSON) of a participant. */
export const MAX_PRESENCE_BYTES = 2 * 1024
/** Frames that one connection may send per second on average, and at once after a pause. */
export const MAX_FRAMES_PER_SECOND = 200
export const MAX_FRAME_BURST = 5_000
/** Unsent bytes of a connection from which it only gets one diff later, and from which it is closed. */
export const STALE_AFTER_BYTES = 1024 * 1024
export const CLOSE_AFTER_BYTES = 16 * 1024 * 1024
/**
 * Clients drop a presence entry that was not renewed for 30 s and renew their own every 15 s; the server says all of
 * them again this often. y-websocket also closes after 30 s without a message: this is its sign of life.
 */
export const PRESENCE_RENEWAL_MS = 10_000
/** Presence changes are collected this long and sent as one frame. */
export const PRESENCE_TICK_MS = 100
/** The server pings this often; a connection that answered nothing for two periods is dead. */
export const PING_MS = 15_000

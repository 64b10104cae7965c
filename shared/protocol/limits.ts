/** The largest frame that the server reads. A client that was offline for long sends one large step 2. */
export const MAX_FRAME_BYTES = 8 * 1024 * 1024
/** The largest presence entry (JSON) of a participant. */
export const MAX_PRESENCE_BYTES = 2 * 1024
/** Frames that one connection may send per second on average, and at once after a pause. */
export const MAX_FRAMES_PER_SECOND = 200
export const MAX_FRAME_BURST = 5_000
/** The same for bytes. A large paste or a long time offline must fit into the burst. */
export const MAX_BYTES_PER_SECOND = 512 * 1024
export const MAX_BYTES_BURST = 2 * MAX_FRAME_BYTES
/** All connections of one participant together may send so many times as much as one. */
export const PARTICIPANT_FACTOR = 4
/** Connections that one server takes. */
export const MAX_SERVER_CONNECTIONS = 20_000
/** Connections of one participant: every tab has two. */
export const MAX_CONNECTIONS = 60
/** Connections of all who came by one access link: 2,000 tabs, and a fifth of what the server takes. */
export const MAX_LINK_CONNECTIONS = 4_000
/** How long the place of one who came by a link is kept when the line is gone. */
export const KEPT_PLACE_MS = 60_000
/** How often all who came by one link may join per second on average, and at once: a quarter, and half, of what all may. */
export const MAX_LINK_JOINS_PER_SECOND = 250
export const MAX_LINK_JOIN_BURST = 2_500
/** How often one participant may join per second on average, and at once. */
export const MAX_PARTICIPANT_JOINS_PER_SECOND = 5
export const MAX_PARTICIPANT_JOIN_BURST = 300
/** API tokens and secrets of links, which many programs may share, may so many times as much as a login. */
export const PROGRAM_FACTOR = 200
/**
 * The largest note, as Yjs stores it (some seven bytes for a typed character): from here on it can only be shortened.
 * Browsers hold a note of this size, slowly. From the lower limit on everybody is warned.
 */
export const MAX_NOTE_BYTES = 16 * 1024 * 1024
export const LARGE_NOTE_BYTES = 8 * 1024 * 1024
/** Connections that may join per second on average, and at once. A hall of people comes back in less than a second. */
export const MAX_JOINS_PER_SECOND = 1_000
export const MAX_JOIN_BURST = 5_000
/** Unsent bytes of a connection from which it only gets one diff later, and from which it is closed. */
export const STALE_AFTER_BYTES = 1024 * 1024
export const CLOSE_AFTER_BYTES = 24 * 1024 * 1024
/** How long a connection may be that far behind before it is closed. */
export const STALE_LIMIT_MS = 60_000
/**
 * Clients drop a presence entry that was not renewed for 30 s and renew their own every 15 s; the server says all of
 * them again this often. y-websocket also closes after 30 s without a message: this is its sign of life.
 */
export const PRESENCE_RENEWAL_MS = 10_000
/** Presence changes are collected at least this long and sent as one frame: for those who write, and for readers. */
export const PRESENCE_TICK_MS = 100
export const PRESENCE_READER_TICK_MS = 1_000
/** Presence that travels with edits needs no frame of its own, so it may go more often. */
export const PRESENCE_ALONG_MS = 25
/** Presence that one participant gets per second on average: the more people move, the rarer each is told. */
export const PRESENCE_BYTES_PER_SECOND = 24 * 1024
/** How many people are listed: those who did something last. The others are counted. */
export const MAX_LISTED = 100
/** How a room is, is told this often at most. */
export const STATUS_TICK_MS = 2_000
/** The server pings this often; a connection that answered nothing for two periods is dead. */
export const PING_MS = 15_000
/**
 * Answers over HTTP that are held open for one login, unless its requests share a line (HTTP/2). A browser opens six
 * connections to a site; two are left for what is written and for everything else, or all its tabs would stand still.
 */
export const MAX_HELD_ANSWERS = 4
/** After how long those who get no such answer ask again. */
export const ASK_AGAIN_MS = 1_000
/** Requests of one connection that may wait for one with a lower number. */
export const MAX_POSTS_AHEAD = 8

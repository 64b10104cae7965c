/**
 * Numbers of the y-websocket protocol (y-protocols PROTOCOL.md) and of our additions. Grammar: docs/PROTOCOL.md.
 */
export const MESSAGE = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  barrier: 102,
  status: 103,
  deflated: 104,
  review: 105,
} as const
export const SYNC = { step1: 0, step2: 1, update: 2 } as const

/** Answers of a barrier: nothing follows `seq` when all earlier updates are on disk; 1 when the server refused them. */
export const BARRIER_REFUSED = 1

/** In the query of a note's socket: the client takes updates that are compressed (`MESSAGE.deflated`). */
export const DEFLATE_PARAM = 'deflate'

/** Where a note's socket is: `/collab/<noteId>`. */
export const COLLAB_PATH = '/collab/'

/** The XmlFragment that holds a note's document; Tiptap's own default. */
export const FRAGMENT = 'default'

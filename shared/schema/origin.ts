/**
 * Where a block of a summary comes from: the note that it was taken from, and there the Yjs item of the block. Items keep
 * their ids whatever is written in and around them, so the place survives edits. An attribute of blocks, `null` for what
 * came from nowhere; plain formats do not show it, document JSON has it. Without the editor's library, which a server that
 * starts need not load.
 */
export interface Origin {
  readonly noteId: string
  /** The id of the Yjs item in that note. */
  readonly client: number
  readonly clock: number
}

/** The kinds of blocks that say where they come from; of lists each item does. */
export const ORIGIN_TYPES: readonly string[] = [
  'paragraph',
  'heading',
  'minute',
  'listItem',
  'taskItem',
  'blockquote',
  'codeBlock',
  'table',
  'image',
]

/** `NOTE:client.clock`. Ids are letters and digits, the numbers at most 2^53. */
const ORIGIN = /^([a-z0-9]{1,40}):(\d{1,16})\.(\d{1,16})$/

/** An origin as the attribute has it. */
export function originText({ noteId, client, clock }: Origin): string {
  return `${noteId}:${client}.${clock}`
}

/** Reads the attribute; null for everything that is no origin, whoever wrote it. */
export function readOrigin(value: unknown): Origin | null {
  const [, noteId, client, clock] = (typeof value === 'string' && ORIGIN.exec(value)) || []
  return noteId === undefined ? null : { noteId, client: Number(client), clock: Number(clock) }
}

/**
 * The id of a block on reading pages (server/documents/block-ids.ts): a letter, as ids in HTML best begin, and 60 bits. Of
 * a million blocks two have the same one with a chance below 10^-6.
 */
export const BLOCK_ID = /^b[\w-]{10}$/

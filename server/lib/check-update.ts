/**
 * What decodes as an update is not always one that a document can take. Yjs trusts the rest: it throws in the middle of
 * integrating a struct that refers to itself, or of writing a value again that is nested deeper than the stack, and does
 * so at everybody who opens the note from then on. No document produces such updates.
 */
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'

export type DecodedUpdate = ReturnType<typeof Y.decodeUpdate>

/** Attributes are numbers, texts and short lists; the call stack ends at some thousands of levels. */
const MAX_VALUE_DEPTH = 100

/** Whether every document can integrate the update, to the same effect alone or merged with others, and write it again. */
export function canBeIntegrated(update: Uint8Array, { structs, ds }: DecodedUpdate): boolean {
  return (
    hasBlocksInOrder(update, structs) &&
    structs.every((struct, index) => isSound(struct) && !isLooseSkip(structs, index)) &&
    [...ds.clients.values()].every(areInOrder)
  )
}

/**
 * Of several blocks of one client a document keeps the last and a merge all; a merge loses what stands in another order
 * than the one in which Yjs writes.
 */
function hasBlocksInOrder(update: Uint8Array, structs: DecodedUpdate['structs']): boolean {
  const count = decoding.readVarUint(decoding.createDecoder(update))
  const clients = structs.map(({ id }) => id.client)
  const blocks = clients.filter((client, index) => client !== clients[index - 1])
  return count === blocks.length && blocks.every((client, index) => client < (blocks[index - 1] ?? Infinity))
}

/** Those that wait for what they delete are written as distances from one to the next. */
function areInOrder(ranges: readonly { readonly clock: number; readonly len: number }[]): boolean {
  return ranges.every((range, index) => {
    const before = ranges[index - 1]
    return isRange(range) && (before === undefined || before.clock + before.len <= range.clock)
  })
}

/** A gap is between two structs of a client; a merge loses what follows any other. */
function isLooseSkip(structs: DecodedUpdate['structs'], index: number): boolean {
  const struct = structs[index]
  if (!(struct instanceof Y.Skip)) return false
  return [structs[index - 1], structs[index + 1]].some(
    (other) => other === undefined || other instanceof Y.Skip || other.id.client !== struct.id.client,
  )
}

function isSound(struct: DecodedUpdate['structs'][number]): boolean {
  if (!isRange({ clock: struct.id.clock, len: struct.length })) return false
  if (!(struct instanceof Y.Item)) return true
  return (
    neighboursOf(struct).every((other) => isBefore(other, struct.id)) &&
    valuesOf(struct.content).every(isShallow)
  )
}

/** The items that must be there before this one can be put into its place. */
export function neighboursOf({ origin, rightOrigin, parent }: Y.Item): readonly Y.ID[] {
  return [origin, rightOrigin, parent].filter((neighbour): neighbour is Y.ID => neighbour instanceof Y.ID)
}

/** Clocks that are added up must stay whole numbers, and what has no length cannot be written again. */
function isRange({ clock, len }: { readonly clock: number; readonly len: number }): boolean {
  return len > 0 && Number.isSafeInteger(clock + len)
}

/** A struct may lean on anything of others, and on what its own client wrote before. */
function isBefore(id: Y.ID, own: Y.ID): boolean {
  return id.client !== own.client || id.clock < own.clock
}

function valuesOf(content: Y.Item['content']): readonly unknown[] {
  if (content instanceof Y.ContentAny || content instanceof Y.ContentJSON) return content.arr
  if (content instanceof Y.ContentEmbed) return [content.embed]
  return content instanceof Y.ContentFormat ? [content.value] : []
}

function isShallow(value: unknown): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_VALUE_DEPTH) return false
    level = level.flatMap((one) =>
      typeof one === 'object' && one !== null && !ArrayBuffer.isView(one) ? Object.values(one) : [],
    )
  }
  return true
}

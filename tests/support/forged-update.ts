/** Yjs updates written by hand: valid as bytes, not as anything that a document could have produced. */
import * as encoding from 'lib0/encoding'
import { FRAGMENT } from '../../shared/protocol/messages.ts'

export type StructId = readonly [client: number, clock: number]

/** What a struct of the update format says. Numbers of kinds: Yjs' `contentRefs`. */
export interface ForgedStruct {
  readonly origin?: StructId
  readonly rightOrigin?: StructId
  /** Without origins only: another struct, or the name of a root. */
  readonly parent?: StructId | string
  readonly key?: string
  readonly content:
    | { readonly kind: 'gc' | 'skip' | 'deleted'; readonly length: number }
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'any'; readonly count: number; readonly write: (encoder: encoding.Encoder) => void }
    | { readonly kind: 'json'; readonly texts: readonly string[] }
    | { readonly kind: 'embed'; readonly json: string }
    | { readonly kind: 'format'; readonly mark: string; readonly json: string }
    | { readonly kind: 'binary'; readonly bytes: Uint8Array }
    | { readonly kind: 'type'; readonly type: number; readonly nodeName?: string }
    | { readonly kind: 'document'; readonly guid: string }
}

export interface ForgedBlock {
  readonly client: number
  readonly clock: number
  readonly structs: readonly ForgedStruct[]
}

export type ForgedDeletes = readonly {
  readonly client: number
  readonly ranges: readonly (readonly [clock: number, length: number])[]
}[]

const REF = { gc: 0, deleted: 1, json: 2, binary: 3, text: 4, embed: 5, format: 6, type: 7, any: 8, document: 9, skip: 10 } // prettier-ignore
const HAS_ORIGIN = 0x80
const HAS_RIGHT_ORIGIN = 0x40
const HAS_KEY = 0x20
/** Yjs' numbers of the types that have a name. */
export const XML_ELEMENT = 3
const XML_HOOK = 5

export function forgeUpdate(blocks: readonly ForgedBlock[], deletes: ForgedDeletes = []): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, blocks.length)
    for (const { client, clock, structs } of blocks) {
      encoding.writeVarUint(encoder, structs.length)
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, clock)
      for (const struct of structs) writeStruct(encoder, struct)
    }
    encoding.writeVarUint(encoder, deletes.length)
    for (const { client, ranges } of deletes) {
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, ranges.length)
      for (const range of ranges) for (const number of range) encoding.writeVarUint(encoder, number)
    }
  })
}

function writeStruct(encoder: encoding.Encoder, struct: ForgedStruct): void {
  const { origin, rightOrigin, key, content } = struct
  const ref = REF[content.kind]
  if (content.kind === 'gc' || content.kind === 'skip') {
    encoding.writeUint8(encoder, ref)
    encoding.writeVarUint(encoder, content.length)
    return
  }
  encoding.writeUint8(
    encoder,
    ref |
      (origin ? HAS_ORIGIN : 0) |
      (rightOrigin ? HAS_RIGHT_ORIGIN : 0) |
      (key === undefined ? 0 : HAS_KEY),
  )
  if (origin) writeId(encoder, origin)
  if (rightOrigin) writeId(encoder, rightOrigin)
  if (!origin && !rightOrigin) {
    const { parent = FRAGMENT } = struct
    encoding.writeVarUint(encoder, typeof parent === 'string' ? 1 : 0)
    if (typeof parent === 'string') encoding.writeVarString(encoder, parent)
    else writeId(encoder, parent)
    if (key !== undefined) encoding.writeVarString(encoder, key)
  }
  writeContent(encoder, content)
}

function writeId(encoder: encoding.Encoder, [client, clock]: StructId): void {
  encoding.writeVarUint(encoder, client)
  encoding.writeVarUint(encoder, clock)
}

function writeContent(encoder: encoding.Encoder, content: ForgedStruct['content']): void {
  switch (content.kind) {
    case 'deleted':
      return encoding.writeVarUint(encoder, content.length)
    case 'text':
      return encoding.writeVarString(encoder, content.text)
    case 'any':
      encoding.writeVarUint(encoder, content.count)
      return content.write(encoder)
    case 'json':
      encoding.writeVarUint(encoder, content.texts.length)
      return content.texts.forEach((text) => encoding.writeVarString(encoder, text))
    case 'embed':
      return encoding.writeVarString(encoder, content.json)
    case 'format':
      encoding.writeVarString(encoder, content.mark)
      return encoding.writeVarString(encoder, content.json)
    case 'binary':
      return encoding.writeVarUint8Array(encoder, content.bytes)
    case 'document':
      encoding.writeVarString(encoder, content.guid)
      return encoding.writeAny(encoder, {})
    case 'type':
      encoding.writeVarUint(encoder, content.type)
      if (content.type === XML_ELEMENT || content.type === XML_HOOK)
        encoding.writeVarString(encoder, content.nodeName ?? 'paragraph')
      return
    case 'gc':
    case 'skip':
  }
}

/** lib0's numbers of array, object and null. */
const ANY = { array: 117, object: 118, null: 126 } as const

/** A value inside a value, so many levels deep. */
export function nestedAny(levels: number, inside: 'array' | 'object' = 'array'): ForgedStruct['content'] {
  return {
    kind: 'any',
    count: 1,
    write(encoder) {
      for (let level = 0; level < levels; level++) {
        encoding.writeUint8(encoder, ANY[inside])
        encoding.writeVarUint(encoder, 1)
        if (inside === 'object') encoding.writeVarString(encoder, 'a')
      }
      encoding.writeUint8(encoder, ANY.null)
    },
  }
}

export const nestedJson = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)

/** An element in an element in an element …: as many structs as levels. */
export function nestedElements(client: number, levels: number): Uint8Array {
  const structs = Array.from({ length: levels }, (_, level): ForgedStruct => ({
    parent: level === 0 ? FRAGMENT : [client, level - 1],
    content: { kind: 'type', type: XML_ELEMENT, nodeName: 'blockquote' },
  }))
  return forgeUpdate([{ client, clock: 0, structs }])
}

/**
 * Any update that the format can say: small numbers, so that its parts refer to each other. `clients` write it; it may
 * refer to `others` too.
 */
export function randomForgedUpdate(
  random: () => number,
  { clients, others }: { readonly clients: readonly number[]; readonly others: readonly number[] },
): Uint8Array {
  const below = (limit: number) => Math.floor(random() * limit)
  const anyOf = (ids: readonly number[]) => ids[below(ids.length)] ?? 1
  const clock = () => (random() < 0.02 ? Number.MAX_SAFE_INTEGER - below(3) : below(12))
  const id = (): StructId => [anyOf([...clients, ...others]), clock()]
  const length = () => (random() < 0.05 ? 0 : random() < 0.03 ? Number.MAX_SAFE_INTEGER : 1 + below(4))
  const content = (): ForgedStruct['content'] => {
    switch (below(12)) {
      case 0:
        return { kind: 'gc', length: length() }
      case 1:
        return { kind: 'skip', length: length() }
      case 2:
        return { kind: 'deleted', length: length() }
      case 3:
        return { kind: 'json', texts: Array.from({ length: below(3) }, () => '{"a":1}') }
      case 4:
        return { kind: 'embed', json: random() < 0.2 ? nestedJson(below(200)) : '{}' }
      case 5:
        return { kind: 'format', mark: 'bold', json: random() < 0.5 ? 'null' : '{}' }
      case 6:
        return { kind: 'binary', bytes: new Uint8Array(below(3)) }
      case 7:
        return { kind: 'document', guid: 'g' }
      case 8:
        return nestedAny(random() < 0.2 ? below(200) : 2, random() < 0.5 ? 'array' : 'object')
      case 9:
      case 10:
        return { kind: 'type', type: below(7), nodeName: 'paragraph' }
      default:
        return { kind: 'text', text: ['', 'a', 'bc', '👩‍💻', '\ud83d', 'é'][below(6)] ?? '' }
    }
  }
  const struct = (): ForgedStruct => ({
    ...(random() < 0.4 ? { origin: id() } : {}),
    ...(random() < 0.2 ? { rightOrigin: id() } : {}),
    ...(random() < 0.5 ? { parent: random() < 0.3 ? 'other' : id() } : {}),
    ...(random() < 0.1 ? { key: '__proto__' } : {}),
    content: content(),
  })
  const times = <T>(max: number, make: () => T): T[] => Array.from({ length: below(max + 1) }, make)
  return forgeUpdate(
    times(3, () => ({
      client: anyOf(clients),
      clock: random() < 0.6 ? 0 : clock(),
      structs: times(4, struct),
    })),
    times(2, () => ({
      client: anyOf([...clients, ...others]),
      ranges: times(2, () => [clock(), length()] as const),
    })),
  )
}

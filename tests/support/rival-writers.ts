/**
 * Several who write in one note, at times without a connection, every character of theirs another one: from a seed. It
 * remembers by itself, not from the log, who wrote each character and what was deleted by whom.
 */
import * as Y from 'yjs'
import { readUpdate } from '../../server/lib/read-update.ts'
import type { ParticipantLog } from '../../server/documents/roll-back.ts'
import { addRun } from '../../shared/domain/item-runs.ts'
import { FRAGMENT } from '../../shared/protocol/messages.ts'

/** One row of the log. */
export interface RivalRow {
  readonly writer: number
  readonly bytes: Uint8Array
}

interface Written {
  readonly writer: number
  /** Ids of the elements around it, from the outside in. */
  readonly inside: readonly string[]
}

export class RivalWriters {
  readonly rows: RivalRow[] = []
  readonly docs: readonly Y.Doc[]
  readonly #random: () => number
  readonly #written = new Map<string, Written>()
  /** By writer, characters and ids of elements that they took away. */
  readonly #taken: readonly Set<string>[]
  /** Made and not sent yet. */
  readonly #unsent: readonly Uint8Array[][]
  readonly #received: number[]
  #next = 0x4e00

  constructor(count: number, random: () => number) {
    this.#random = random
    this.#taken = Array.from({ length: count }, () => new Set<string>())
    this.#unsent = Array.from({ length: count }, () => [])
    this.#received = Array.from({ length: count }, () => 0)
    this.docs = Array.from({ length: count }, (_, writer) => {
      const doc = new Y.Doc()
      doc.clientID = 1 + writer
      doc.on('update', (bytes: Uint8Array, origin: unknown) => {
        if (origin !== this) this.#unsent[writer]?.push(bytes)
      })
      return doc
    })
  }

  /** One of them does something; now and then somebody sends or receives. */
  step(): void {
    const writer = this.#below(this.docs.length)
    this.#edit(writer)
    if (this.#random() < 0.6) this.#send(writer)
    const other = this.#below(this.docs.length)
    if (this.#random() < 0.5) this.#receive(other)
  }

  /** Everybody has what everybody wrote. */
  settle(): void {
    this.docs.forEach((_, writer) => this.#send(writer))
    this.docs.forEach((_, writer) => this.#receive(writer))
  }

  /** A change by somebody else. */
  add(row: RivalRow): void {
    this.rows.push(row)
    this.docs.forEach((_, writer) => this.#receive(writer))
  }

  /** Characters of the others that none of the others took away. */
  rightful(but: number): Set<string> {
    const taken = new Set(this.#taken.flatMap((set, writer) => (writer === but ? [] : [...set])))
    return new Set(
      [...this.#written]
        .filter(([character, { writer, inside }]) => {
          return writer !== but && !taken.has(character) && !inside.some((id) => taken.has(id))
        })
        .map(([character]) => character),
    )
  }

  writtenBy(writer: number): Set<string> {
    return new Set(
      [...this.#written].filter(([, one]) => one.writer === writer).map(([character]) => character),
    )
  }

  /** What the log tells of a writer. */
  logOf(writer: number): ParticipantLog {
    return participantLog(this.rows, writer)
  }

  #edit(writer: number): void {
    const doc = this.docs[writer] as Y.Doc
    const root = doc.getXmlFragment(FRAGMENT)
    const before = seen(root)
    doc.transact(() => {
      const text = this.#pick(textsOf(root))
      const kind = this.#random()
      if (!text || kind < 0.12) root.insert(this.#below(root.length + 1), [this.#block()])
      else if (kind < 0.2) this.#deleteBlock(root)
      else if (kind < 0.45 && text.length > 0) {
        const at = this.#below(text.length)
        text.delete(at, 1 + this.#below(Math.min(4, text.length - at)))
      } else if (kind < 0.52 && text.length > 0) {
        const at = this.#below(text.length)
        text.format(at, text.length - at, { bold: this.#random() < 0.5 ? {} : null })
      } else text.insert(this.#below(text.length + 1), this.#characters())
    })
    const after = seen(root)
    for (const [key, inside] of after) {
      if (!before.has(key) && !key.includes(':')) this.#written.set(key, { writer, inside })
    }
    for (const key of before.keys()) if (!after.has(key)) this.#taken[writer]?.add(key)
  }

  #deleteBlock(root: Y.XmlFragment): void {
    const lists = root.toArray().filter((block) => (block as Y.XmlElement).nodeName === 'bulletList')
    const list = this.#pick(lists) as Y.XmlElement | undefined
    if (list && list.length > 1 && this.#random() < 0.5) list.delete(this.#below(list.length), 1)
    else if (root.length > 2) root.delete(this.#below(root.length), 1)
  }

  #block(): Y.XmlElement {
    if (this.#random() < 0.6) return elementOf('paragraph', [new Y.XmlText(this.#characters())])
    const items = Array.from({ length: 1 + this.#below(3) }, () =>
      elementOf('listItem', [elementOf('paragraph', [new Y.XmlText(this.#characters())])]),
    )
    return elementOf('bulletList', items)
  }

  #characters(): string {
    return Array.from({ length: 1 + this.#below(4) }, () => String.fromCodePoint(this.#next++)).join('')
  }

  #send(writer: number): void {
    const unsent = this.#unsent[writer]?.splice(0) ?? []
    if (unsent.length > 0) this.rows.push({ writer, bytes: Y.mergeUpdates(unsent) })
  }

  #receive(writer: number): void {
    const doc = this.docs[writer] as Y.Doc
    for (const { bytes } of this.rows.slice(this.#received[writer])) Y.applyUpdate(doc, bytes, this)
    this.#received[writer] = this.rows.length
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit)
  }

  #pick<T>(list: readonly T[]): T | undefined {
    return list[this.#below(list.length)]
  }
}

export function participantLog(rows: readonly RivalRow[], writer: number): ParticipantLog {
  const written = new Map()
  const log = { own: new Map(), deleted: new Map(), deletedByOthers: new Map() }
  for (const row of rows) {
    const read = readUpdate(row.bytes)
    if (!read) throw new Error('expected an update')
    for (const range of read.clocks) addRun(written, range, row.writer === writer ? 1 : 0)
    const deleted = row.writer === writer ? log.deleted : log.deletedByOthers
    for (const [client, runs] of read.deletes) {
      for (const [from, to] of runs) addRun(deleted, [client, from, to], 0)
    }
  }
  for (const [client, runs] of written) {
    for (const [from, to, value] of runs) if (value === 1) addRun(log.own, [client, from, to], 1)
  }
  return log
}

/** Characters and elements (by id, with a colon) that are there, each with the elements around it. */
function seen(root: Y.XmlFragment): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  const look = (type: Y.XmlFragment, inside: readonly string[]): void => {
    for (const child of type.toArray()) {
      if (child instanceof Y.XmlText) for (const character of plainOf(child)) found.set(character, inside)
      else if (child instanceof Y.XmlElement) {
        const { client, clock } = (child._item as Y.Item).id
        const id = `${client}:${clock}`
        found.set(id, inside)
        look(child, [...inside, id])
      }
    }
  }
  look(root, [])
  return found
}

/** Every character that stands in a document, as often as it does. */
export function charactersIn(doc: Y.Doc): readonly string[] {
  return textsOf(doc.getXmlFragment(FRAGMENT)).flatMap((text) => [...plainOf(text)])
}

const plainOf = (text: Y.XmlText): string =>
  (text.toDelta() as { insert: string }[]).map(({ insert }) => insert).join('')

function textsOf(type: Y.XmlFragment): Y.XmlText[] {
  return type
    .toArray()
    .flatMap((child) =>
      child instanceof Y.XmlText ? [child] : child instanceof Y.XmlFragment ? textsOf(child) : [],
    )
}

function elementOf(nodeName: string, children: (Y.XmlElement | Y.XmlText)[]): Y.XmlElement {
  const element = new Y.XmlElement(nodeName)
  element.insert(0, children)
  return element
}

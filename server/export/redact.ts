/**
 * Takes names out of an event before anything is made of it, so that no format can show them: in texts of every kind,
 * also where marks, a line break or a mention part the name, and in addresses that spell it.
 */
import { textOf, type DocJson, type DocMark, type DocNode } from '../../shared/schema/doc-json.ts'
import type {
  ExportDocuments,
  ExportEvent,
  ExportLink,
  ExportPerson,
  ExportSession,
  ExportTrack,
} from './programme.ts'

export const REDACTED_TEXT = '[name removed]'

/** What takes the names of one event out of its parts. Where there are none everything stays as it is. */
export interface NameRedactor {
  text(text: string): string
  textOrNull(text: string | null): string | null
  doc(doc: DocJson): DocJson
  /** Whether a document has a name in it; one that is only composed in another form has not. */
  isInDoc(doc: DocJson): boolean
  /** Null for an address that spells a name. */
  address(url: string | null): string | null
  /** Whether a text or an address, or a part of one, spells a name. */
  isNamedIn(text: string): boolean
  event(event: ExportEvent): ExportEvent
}

/** Case, and what parts the words of a name, make no difference; parts of longer words stay. */
export function createNameRedactor(names: readonly string[]): NameRedactor {
  const pattern = patternOf(names)
  const folded = patternOf(names.map(foldAccents))
  return pattern === null || folded === null ? NO_NAMES : new Redactor(pattern, folded)
}

const NO_NAMES: NameRedactor = {
  text: (text) => text,
  textOrNull: (text) => text,
  doc: (doc) => doc,
  isInDoc: () => false,
  address: (url) => url,
  isNamedIn: () => false,
  event: (event) => event,
}

/** The event without these names. */
export function redactEvent(event: ExportEvent, names: readonly string[]): ExportEvent {
  return createNameRedactor(names).event(event)
}

/** What may stand unseen between any two characters: soft hyphens, joiners, blanks without width. */
const UNSEEN = '[\\u00ad\\u200b-\\u200d\\u2060\\ufeff]*'
/** What parts a name in text, and in addresses that spell it. */
const BETWEEN_PARTS = /[\s._+\u00ad\u200b-\u200d\u2010-\u2015\u2060\ufeff-]+/u
const APOSTROPHES = /['’ʼ]/g
/** In a text; what follows the scheme is up to the next blank. */
const ADDRESS = /\b(?:https?:\/\/|mailto:)\S+/giu
/** How often an address may be encoded inside another. */
const MAX_DECODINGS = 3

function patternOf(names: readonly string[]): RegExp | null {
  const alternatives = names
    .map((name) => name.normalize('NFC').trim())
    // The longest first: a name that holds another one goes as a whole.
    .toSorted((one, other) => other.length - one.length)
    .map((name) =>
      name
        .split(BETWEEN_PARTS)
        .filter((part) => part !== '')
        .map((part) => [...part].map(patternOfCharacter).join(UNSEEN))
        .join(BETWEEN_PARTS.source),
    )
    .filter((alternative) => alternative !== '')
  if (alternatives.length === 0) return null
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}])`, 'giu')
}

function patternOfCharacter(character: string): string {
  if (character.search(APOSTROPHES) >= 0) return "['’ʼ]"
  return character.replaceAll(/[$()*+.?[\\\]^{|}/-]/g, '\\$&')
}

function foldAccents(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '')
}

class Redactor implements NameRedactor {
  readonly #pattern: RegExp
  /** Without accents, for addresses. */
  readonly #folded: RegExp

  constructor(pattern: RegExp, folded: RegExp) {
    this.#pattern = pattern
    this.#folded = folded
  }

  text(text: string): string {
    const plain = text.normalize('NFC')
    return replaceIn(plain, { from: 0, matches: this.#matchesIn(plain) })
  }

  event(event: ExportEvent): ExportEvent {
    return {
      ...event,
      // Files are called by it.
      slug: this.isNamedIn(event.slug) ? event.id : event.slug,
      title: this.text(event.title),
      location: this.textOrNull(event.location),
      url: this.address(event.url),
      licence: this.textOrNull(event.licence),
      description: this.#docOrNull(event.description),
      tracks: event.tracks.map((track) => this.#track(track)),
      sessions: event.sessions.map((session) => this.#session(session)),
    }
  }

  #track(track: ExportTrack): ExportTrack {
    return {
      ...track,
      ...this.#documents(track),
      ...this.#named(track),
      leads: track.leads.map((person) => this.#person(person)),
      links: track.links.map((link) => this.#link(link)),
      description: this.#docOrNull(track.description),
      sessions: track.sessions.map((session) => this.#session(session)),
    }
  }

  #session(session: ExportSession): ExportSession {
    return {
      ...session,
      ...this.#documents(session),
      ...this.#named(session),
      speakers: session.speakers.map((person) => this.#person(person)),
      hall: this.textOrNull(session.hall),
      url: this.address(session.url),
      links: session.links.map((link) => this.#link(link)),
      abstract: this.#docOrNull(session.abstract),
    }
  }

  #documents({ notes, summary, stage, stageAt, errata }: ExportDocuments): ExportDocuments {
    return {
      notes: this.#docOrNull(notes),
      summary: this.#docOrNull(summary),
      stage,
      stageAt,
      errata: errata.map(({ at, text }) => ({ at, text: this.text(text) })),
    }
  }

  #person({ name, affiliation }: ExportPerson): ExportPerson {
    return { name: this.text(name), affiliation: this.textOrNull(affiliation) }
  }

  #link({ kind, title, url }: ExportLink): ExportLink {
    return { kind, title: this.text(title), url: this.address(url) }
  }

  /** Anchors and keys of imports may be made from titles: those of a title with a name say the id, or nothing. */
  #named({ id, title, anchor, importKey }: Pick<ExportTrack, 'id' | 'title' | 'anchor' | 'importKey'>) {
    const isNamed = this.text(title) !== title.normalize('NFC')
    return {
      title: this.text(title),
      anchor: isNamed || this.isNamedIn(anchor) ? id : anchor,
      importKey: isNamed || this.isNamedIn(importKey) ? null : importKey,
    }
  }

  textOrNull(text: string | null): string | null {
    return text === null ? null : this.text(text)
  }

  address(url: string | null): string | null {
    return url !== null && this.isNamedIn(url) ? null : url
  }

  doc(doc: DocJson): DocJson {
    return { ...doc, content: doc.content.map((node) => this.#node(node)) }
  }

  #docOrNull(doc: DocJson | null): DocJson | null {
    return doc === null ? null : this.doc(doc)
  }

  #node(node: DocNode): DocNode {
    const redacted = node.attrs ? { ...node, attrs: this.#attrs(node.attrs) } : node
    const { content } = redacted
    if (!content) return redacted
    const isText = content.some(({ type }) => type === 'text' || type === 'personName')
    return {
      ...redacted,
      content: isText ? this.#inline(content) : content.map((child) => this.#node(child)),
    }
  }

  #attrs(attrs: Readonly<Record<string, unknown>>): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(attrs).map(([key, value]) => [
        key,
        typeof value === 'string' ? this.text(value) : value,
      ]),
    )
  }

  /** A line's text is searched as one; what matches is one replacement, wherever its parts were. */
  #inline(nodes: readonly DocNode[]): DocNode[] {
    const texts = nodes.map(plainText)
    const whole = texts.join('')
    const matches = this.#matchesIn(whole)
    let start = 0
    return nodes.flatMap((node, index) => {
      const text = texts[index] ?? ''
      const [from, to] = [start, start + text.length]
      start = to
      const inside = matches.filter((match) => match.from < to && match.to > from)
      if (inside.length === 0) return [this.#marked(node)]
      const left = replaceIn(text, { from, matches: inside })
      if (left === '') return []
      return [this.#marked(textOf(left, node.marks ?? []))]
    })
  }

  #marked(node: DocNode): DocNode {
    const { marks } = node
    if (!marks) return node
    const kept = marks.filter((mark) => !this.#isLinkToName(mark))
    if (kept.length > 0) return { ...node, marks: kept }
    const { marks: _none, ...bare } = node
    return bare
  }

  #isLinkToName({ type, attrs }: DocMark): boolean {
    return type === 'link' && [attrs?.['href'], attrs?.['title']].some((text) => this.isNamedIn(text))
  }

  /** Names, and addresses that spell one, in order and apart from each other. */
  #matchesIn(text: string): readonly Range[] {
    const addresses = [...text.matchAll(ADDRESS)].filter(([address]) => this.isNamedIn(address)).map(rangeOf)
    const names = [...text.matchAll(this.#pattern)].map(rangeOf)
    return [
      ...addresses,
      ...names.filter(({ from, to }) => !addresses.some((one) => one.from < to && one.to > from)),
    ].sort((one, other) => one.from - other.from)
  }

  isInDoc(doc: DocJson): boolean {
    return JSON.stringify(this.doc(doc)).normalize('NFC') !== JSON.stringify(doc).normalize('NFC')
  }

  isNamedIn(address: unknown): boolean {
    if (typeof address !== 'string') return false
    const spelt = foldAccents(decodeAll(address))
    // Not `test`: a global pattern remembers where it stopped.
    return spelt.search(this.#folded) >= 0 || address.normalize('NFC').search(this.#pattern) >= 0
  }
}

interface Range {
  readonly from: number
  readonly to: number
}

function rangeOf({ index, 0: text }: { readonly index: number; readonly 0: string }): Range {
  return { from: index, to: index + text.length }
}

/** What stands for a node in the text of its line; nothing matches across what is no text. */
function plainText(node: DocNode): string {
  if (node.type === 'text') return node.text?.normalize('NFC') ?? ''
  if (node.type === 'hardBreak') return '\n'
  if (node.type === 'personName') return String(node.attrs?.['name'] ?? '').normalize('NFC')
  return '\uFFFC'
}

/** The text of a node that begins at `from` of its line, with each match replaced where it begins. */
function replaceIn(
  text: string,
  { from, matches }: { readonly from: number; readonly matches: readonly Range[] },
): string {
  let out = ''
  let at = 0
  for (const match of matches) {
    if (match.from >= from) out += text.slice(at, match.from - from) + REDACTED_TEXT
    at = Math.max(at, match.to - from)
  }
  return out + text.slice(at)
}

/** Each run of encoded bytes by itself: one that is none leaves the others. */
function decodeAll(address: string): string {
  let decoded = address
  for (let time = 0; time < MAX_DECODINGS; time++) {
    decoded = decoded.replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) => {
      try {
        return decodeURIComponent(run)
      } catch {
        return run
      }
    })
  }
  return decoded
}

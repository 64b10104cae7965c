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

/** The event without these names. Case, and what parts their words, make no difference; parts of longer words stay. */
export function redactEvent(event: ExportEvent, names: readonly string[]): ExportEvent {
  const pattern = patternOf(names)
  return pattern === null ? event : new Redactor(pattern).event(event)
}

/** What parts a name in text, and in addresses that spell it. */
const BETWEEN_PARTS = /[\s._+-]+/u

function patternOf(names: readonly string[]): RegExp | null {
  const alternatives = names
    .map((name) => name.normalize('NFC').trim())
    .filter((name) => name !== '')
    // The longest first: a name that holds another one goes as a whole.
    .toSorted((one, other) => other.length - one.length)
    .map((name) => name.split(BETWEEN_PARTS).filter(Boolean).map(escapePattern).join(BETWEEN_PARTS.source))
    .filter((alternative) => alternative !== '')
  if (alternatives.length === 0) return null
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}])`, 'giu')
}

const escapePattern = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}/-]/g, '\\$&')

class Redactor {
  readonly #pattern: RegExp

  constructor(pattern: RegExp) {
    this.#pattern = pattern
  }

  event(event: ExportEvent): ExportEvent {
    return {
      ...event,
      title: this.#text(event.title),
      location: this.#textOrNull(event.location),
      url: this.#address(event.url),
      licence: this.#textOrNull(event.licence),
      description: this.#docOrNull(event.description),
      tracks: event.tracks.map((track) => this.#track(track)),
      sessions: event.sessions.map((session) => this.#session(session)),
    }
  }

  #track(track: ExportTrack): ExportTrack {
    return {
      ...track,
      ...this.#documents(track),
      title: this.#text(track.title),
      anchor: this.#anchor(track),
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
      title: this.#text(session.title),
      anchor: this.#anchor(session),
      speakers: session.speakers.map((person) => this.#person(person)),
      hall: this.#textOrNull(session.hall),
      url: this.#address(session.url),
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
      errata: errata.map(({ at, text }) => ({ at, text: this.#text(text) })),
    }
  }

  #person({ name, affiliation }: ExportPerson): ExportPerson {
    return { name: this.#text(name), affiliation: this.#textOrNull(affiliation) }
  }

  #link({ kind, title, url }: ExportLink): ExportLink {
    return { kind, title: this.#text(title), url: this.#address(url) }
  }

  /** Anchors are made from titles: one that spells a name is the id instead. */
  #anchor({ id, anchor }: { readonly id: string; readonly anchor: string }): string {
    return this.#has(anchor) ? id : anchor
  }

  #text(text: string): string {
    return text.normalize('NFC').replaceAll(this.#pattern, REDACTED_TEXT)
  }

  #textOrNull(text: string | null): string | null {
    return text === null ? null : this.#text(text)
  }

  #address(url: string | null): string | null {
    return url !== null && this.#isNamedIn(url) ? null : url
  }

  #docOrNull(doc: DocJson | null): DocJson | null {
    return doc === null ? null : { ...doc, content: doc.content.map((node) => this.#node(node)) }
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
        typeof value === 'string' ? this.#text(value) : value,
      ]),
    )
  }

  /** A line's text is searched as one; what matches is one replacement, wherever its parts were. */
  #inline(nodes: readonly DocNode[]): DocNode[] {
    const texts = nodes.map(plainText)
    const whole = texts.join('')
    const matches = [...whole.matchAll(this.#pattern)].map((match) => ({
      from: match.index,
      to: match.index + match[0].length,
    }))
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
    return type === 'link' && [attrs?.['href'], attrs?.['title']].some((text) => this.#isNamedIn(text))
  }

  #isNamedIn(address: unknown): boolean {
    if (typeof address !== 'string') return false
    return this.#has(address) || this.#has(decode(address))
  }

  #has(text: string): boolean {
    // Not `test`: a global pattern remembers where it stopped.
    return text.normalize('NFC').search(this.#pattern) >= 0
  }
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
  {
    from,
    matches,
  }: { readonly from: number; readonly matches: readonly { readonly from: number; readonly to: number }[] },
): string {
  let out = ''
  let at = 0
  for (const match of matches) {
    if (match.from >= from) out += text.slice(at, match.from - from) + REDACTED_TEXT
    at = Math.max(at, match.to - from)
  }
  return out + text.slice(at)
}

function decode(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}

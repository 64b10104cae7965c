/** What the tests of the page importer share: reading a fixture, finding parts of the result, showing documents. */
import { readFileSync } from 'node:fs'
import type {
  ImportedProgramme,
  ImportedSession,
  ImportedTrack,
} from '../../../../server/import/programme.ts'
import { plainTextOf, type DocNode } from '../../../../shared/schema/doc-json.ts'

const FIXTURES = new URL('../../../fixtures/lpc-page/', import.meta.url)

export function fixture(name: string): string {
  return readFileSync(new URL(name, FIXTURES), 'utf8')
}

export function trackOf(programme: ImportedProgramme, key: string): ImportedTrack {
  const track = programme.tracks.find((each) => each.key === key)
  if (track === undefined) throw new Error(`no track ${key}`)
  return track
}

export function sessionsOf(programme: ImportedProgramme, trackKey: string): readonly ImportedSession[] {
  return programme.sessions.filter((session) => session.trackKey === trackKey)
}

export function sessionOf(programme: ImportedProgramme, title: string): ImportedSession {
  const session = programme.sessions.find((each) => each.title === title)
  if (session === undefined) throw new Error(`no session ${title}`)
  return session
}

export function titlesOf(programme: ImportedProgramme, trackKey: string): readonly string[] {
  return sessionsOf(programme, trackKey).map((session) => session.title)
}

export function speakersOf(programme: ImportedProgramme, title: string): readonly string[] {
  return sessionOf(programme, title).speakers.map((speaker) => speaker.name)
}

/** Warnings of a code as `line: message`. */
export function warningsOf(programme: ImportedProgramme, code: string): readonly string[] {
  return programme.warnings
    .filter((each) => each.code === code)
    .map((each) => `${each.line}: ${each.message}`)
}

export function warningCounts(programme: ImportedProgramme): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { code } of programme.warnings) counts[code] = (counts[code] ?? 0) + 1
  return counts
}

/** A document as an outline: one entry a block, lists as `bullets[...]` or `from 3[...]`. */
export function outlineOf(doc: DocNode | null): readonly string[] {
  return (doc?.content ?? []).map(outlineOfBlock)
}

function outlineOfBlock(node: DocNode): string {
  const items = (node.content ?? []).map((item) => (item.content ?? []).map(outlineOfBlock).join(' '))
  if (node.type === 'bulletList') return `bullets[${items.join(' | ')}]`
  if (node.type === 'orderedList') return `from ${String(node.attrs?.['start'])}[${items.join(' | ')}]`
  const text = plainTextOf(node)
  return node.type === 'paragraph' ? text : `${node.type}: ${text}`
}

/** All text blocks of a document, lists and all, as plain text. */
export function blockTextsOf(node: DocNode | null): readonly string[] {
  if (node === null) return []
  const isTextBlock = ['paragraph', 'heading', 'codeBlock'].includes(node.type)
  return isTextBlock ? [plainTextOf(node)] : (node.content ?? []).flatMap(blockTextsOf)
}

/** Every document of a programme. */
export function docsOf(programme: ImportedProgramme): readonly DocNode[] {
  const docs = [
    programme.event.description,
    ...programme.tracks.flatMap((track) => [track.description, track.summary]),
    ...programme.sessions.map((session) => session.summary),
  ]
  return docs.filter((doc) => doc !== null)
}

/** The link marks of a document as `text -> address`. */
export function linkMarksOf(node: DocNode | null): readonly string[] {
  if (node === null) return []
  const own = (node.marks ?? []).map((mark) => `${node.text} -> ${String(mark.attrs?.['href'])}`)
  return [...own, ...(node.content ?? []).flatMap(linkMarksOf)]
}

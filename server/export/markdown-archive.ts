/**
 * An event as a folder of Markdown files: one per session, in a folder per track, in programme order, with pictures beside
 * them and a README wherever somebody might look. A session's file can be imported again and is the same text then.
 */
import {
  docOf,
  isEmptyDoc,
  paragraphOf,
  textOf,
  type DocJson,
  type DocNode,
} from '../../shared/schema/doc-json.ts'
import { imageIdOf } from '../../shared/schema/image-source.ts'
import { onTheRecord, plainMinutes } from '../../shared/schema/plain-minutes.ts'
import { isSafeHref } from '../../shared/schema/safe-href.ts'
import { formatDayRange } from '../lib/event-time.ts'
import type { BookImages, ExportFile } from './book.ts'
import { embedDoc, headingOf, licenceBlocks } from './embed-doc.ts'
import { sessionFrontMatter } from './front-matter.ts'
import { docToMarkdown } from './markdown.ts'
import { otherSessionsAnchor } from './meeting.ts'
import { oneLine } from './one-line.ts'
import { pictureIdsIn, picturePath } from './picture-files.ts'
import type { ExportEvent, ExportLink, ExportPerson, ExportSession, ExportTrack } from './programme.ts'

/** A folder: a track, or the sessions without one. */
interface Folder {
  readonly name: string
  readonly title: string
  readonly track: ExportTrack | null
  readonly sessions: readonly { readonly file: string; readonly session: ExportSession }[]
}

export function eventToMarkdownFiles(
  event: ExportEvent,
  images: BookImages = new Map(),
): readonly ExportFile[] {
  const folders = foldersOf(event)
  const texts = folders.flatMap(({ track, sessions }) => [
    ...(track === null ? [] : [composeTrackText(track)]),
    ...sessions.map(({ session }) => composeSessionText(session)),
  ])
  const pictures = pictureIdsIn([event.description, ...texts])
  const missing = pictures.filter((id) => !images.has(id))
  const context = { event, images }
  return [
    fileOf('README.md', eventReadme(context, { folders, missing })),
    ...folders.flatMap((folder) => [
      fileOf(`${folder.name}/README.md`, folderReadme(folder, context)),
      ...folder.sessions.map(({ file, session }) => {
        const { track } = folder
        const text = docToMarkdown(composeSessionText(session), addresses('../', images))
        const front = sessionFrontMatter(session, { event, track })
        return fileOf(`${folder.name}/${file}`, `${front}\n${text}`)
      }),
    ]),
    ...pictures.flatMap((id) => {
      const image = images.get(id)
      return image ? [{ path: picturePath(id, images), bytes: image.bytes }] : []
    }),
  ]
}

/** What a session's file holds behind its front matter, marks of minutes as text. */
export function composeSessionText(session: ExportSession): DocJson {
  const { title, isCancelled, abstract } = session
  return plainMinutes(
    docOf([
      headingOf(1, `${oneLine(title) || 'Untitled'}${isCancelled ? ' (cancelled)' : ''}`),
      ...partBlocks('Abstract', abstract),
      ...documentBlocks(session),
    ]),
  )
}

function composeTrackText(track: ExportTrack): DocJson {
  const { title, leads, links, description } = track
  return plainMinutes(
    docOf([
      headingOf(1, oneLine(title) || 'Untitled'),
      ...peopleLine(leads),
      ...linkBlocks(links),
      ...(description === null ? [] : embedDoc(onTheRecord(description), 1)),
      ...documentBlocks(track),
    ]),
  )
}

function documentBlocks({ summary, notes, errata }: ExportSession | ExportTrack): readonly DocNode[] {
  const corrections = errata.map(({ at, text }) => itemOf([textOf(`${at.slice(0, 10)}: ${oneLine(text)}`)]))
  return [
    ...partBlocks('Summary', summary),
    ...(corrections.length === 0
      ? []
      : [headingOf(2, 'Corrections'), { type: 'bulletList', content: corrections }]),
    ...partBlocks('Notes', notes),
  ]
}

function partBlocks(title: string, doc: DocJson | null): readonly DocNode[] {
  const kept = doc === null ? null : onTheRecord(doc)
  return isEmptyDoc(kept) ? [] : [headingOf(2, title), ...embedDoc(kept, 2)]
}

function foldersOf(event: ExportEvent): readonly Folder[] {
  const all: readonly Omit<Folder, 'name' | 'sessions'>[] = [
    ...event.tracks.map((track) => ({ title: oneLine(track.title) || 'Untitled', track })),
    ...(event.sessions.length > 0 ? [{ title: 'Other sessions', track: null }] : []),
  ]
  return all.map(({ title, track }, index) => {
    const sessions = track?.sessions ?? event.sessions
    return {
      name: `${numberOf(index, all.length)}-${track?.anchor ?? otherSessionsAnchor(event)}`,
      title,
      track,
      sessions: sessions.map((session, place) => ({
        file: `${numberOf(place, sessions.length)}-${session.anchor}.md`,
        session,
      })),
    }
  })
}

/** As wide as the last number, so that files sort as the programme does. */
function numberOf(index: number, count: number): string {
  return String(index + 1).padStart(Math.max(2, String(count).length), '0')
}

interface ArchiveContext {
  readonly event: ExportEvent
  readonly images: BookImages
}

function eventReadme(
  { event, images }: ArchiveContext,
  { folders, missing }: { readonly folders: readonly Folder[]; readonly missing: readonly string[] },
): string {
  const facts = [formatDayRange(event.startDate, event.endDate), event.location && oneLine(event.location)]
  const head = docOf([
    headingOf(1, oneLine(event.title) || 'Untitled'),
    ...facts.flatMap((fact) => (fact ? [paragraphOf(fact)] : [])),
    ...(event.url === null ? [] : [{ type: 'paragraph', content: linkContent(event.url) }]),
    ...(event.description === null ? [] : embedDoc(onTheRecord(event.description), 1)),
    headingOf(2, 'Contents'),
    ...(folders.length === 0 ? [paragraphOf('Nothing yet.')] : []),
  ])
  const entries = folders.map(({ name, title, sessions }) =>
    fileItem(
      { title, path: `${name}/README.md` },
      sessions.map(({ file, session }) => sessionItem(session, `${name}/${file}`)),
    ),
  )
  const end = [
    ...(missing.length === 0 ? [] : [paragraphOf(`Pictures that are not in here: ${missing.join(', ')}`)]),
    ...licenceBlocks(event),
  ]
  return joined([
    docToMarkdown(plainMinutes(head), addresses('', images)),
    fileList(entries),
    end.length === 0 ? '' : docToMarkdown(docOf(end)),
  ])
}

function folderReadme(folder: Folder, { images }: ArchiveContext): string {
  const { title, track, sessions } = folder
  const own = track === null ? docOf([headingOf(1, title)]) : composeTrackText(track)
  const heading = docToMarkdown(docOf([headingOf(2, 'Sessions')]))
  return joined([
    docToMarkdown(own, addresses('../', images)),
    ...(sessions.length === 0
      ? []
      : [heading, fileList(sessions.map(({ file, session }) => sessionItem(session, file)))]),
  ])
}

/** Parts with a blank line between them. */
function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n')
}

/** Pictures of our server are files here. */
function addresses(toRoot: string, images: BookImages) {
  return {
    readdress: ({ of, url }: { readonly of: 'link' | 'image'; readonly url: string }) => {
      const id = of === 'image' ? imageIdOf(url) : null
      return id === null ? url : `${toRoot}${picturePath(id, images)}`
    },
  }
}

/** Stands for the folder that a list is in, until its addresses are written: documents have none without a host. */
const HERE = 'https://here.invalid/'

function fileList(items: readonly DocNode[]): string {
  if (items.length === 0) return ''
  return docToMarkdown(docOf([{ type: 'bulletList', content: items }]), {
    readdress: ({ url }) => (url.startsWith(HERE) ? url.slice(HERE.length) : url),
  })
}

function sessionItem({ title, isCancelled, speakers }: ExportSession, path: string): DocNode {
  const names = speakers.map(({ name }) => oneLine(name)).join(', ')
  const after = `${isCancelled ? ' (cancelled)' : ''}${names === '' ? '' : `, ${names}`}`
  return fileItem({ title: oneLine(title) || 'Untitled', path, after }, [])
}

function fileItem(
  { title, path, after = '' }: { readonly title: string; readonly path: string; readonly after?: string },
  inside: readonly DocNode[],
): DocNode {
  const link = textOf(title, [{ type: 'link', attrs: { href: `${HERE}${path}` } }])
  const content = after === '' ? [link] : [link, textOf(after)]
  const nested = inside.length === 0 ? [] : [{ type: 'bulletList', content: inside }]
  return { type: 'listItem', content: [{ type: 'paragraph', content }, ...nested] }
}

function peopleLine(leads: readonly ExportPerson[]): readonly DocNode[] {
  const names = leads.map(({ name, affiliation }) => oneLine(affiliation ? `${name} (${affiliation})` : name))
  return names.length === 0 ? [] : [paragraphOf(`Lead${names.length > 1 ? 's' : ''}: ${names.join(', ')}`)]
}

function linkBlocks(links: readonly ExportLink[]): readonly DocNode[] {
  if (links.length === 0) return []
  const items = links.map(({ title, url }) => {
    const name = oneLine(title)
    if (url === null || !isSafeHref(url)) return itemOf([textOf(`${name || 'Link'} (no link)`)])
    return itemOf([...(name === '' || name === url ? [] : [textOf(`${name}: `)]), ...linkContent(url)])
  })
  return [{ type: 'bulletList', content: items }]
}

function linkContent(url: string): readonly DocNode[] {
  return [
    isSafeHref(url) ? textOf(url, [{ type: 'link', attrs: { href: url } }]) : textOf(oneLine(url) || '-'),
  ]
}

function itemOf(content: readonly DocNode[]): DocNode {
  return { type: 'listItem', content: [{ type: 'paragraph', content }] }
}

function fileOf(path: string, text: string): ExportFile {
  return { path, bytes: Buffer.from(text, 'utf8') }
}

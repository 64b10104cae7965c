/** Attachments and references in Indico exports. */
import {
  fieldOf,
  readOptionalId,
  readOptionalLine,
  readOptionalList,
  readOptionalObject,
  type JsonAt,
} from '../json-input.ts'
import { readLink, uniqueLinks } from '../link-input.ts'
import type { ImportedLink } from '../programme.ts'
import { firstWrittenField, type IndicoContext } from './fields.ts'

/** Everything attached: `folders`, the deprecated `material`, `references`, and the timetable's `attachments`. */
export function readLinks(at: JsonAt, context: IndicoContext): readonly ImportedLink[] {
  const attachments = readOptionalObject(fieldOf(at, 'attachments'))
  return uniqueLinks([
    ...readFolders(fieldOf(at, 'folders'), context),
    ...(attachments ? readAttachments({ at: fieldOf(attachments, 'files'), folder: null }, context) : []),
    ...(attachments ? readFolders(fieldOf(attachments, 'folders'), context) : []),
    ...readMaterial(fieldOf(at, 'material'), context),
    ...readOptionalList(fieldOf(at, 'references')).map((item) => readReference(item, context)),
  ])
}

function readFolders(at: JsonAt, context: IndicoContext): readonly (ImportedLink | null)[] {
  return readOptionalList(at).flatMap((folder) =>
    readAttachments(
      { at: fieldOf(folder, 'attachments'), folder: readOptionalLine(fieldOf(folder, 'title')) },
      context,
    ),
  )
}

function readAttachments(
  { at, folder }: { readonly at: JsonAt; readonly folder: string | null },
  context: IndicoContext,
): readonly (ImportedLink | null)[] {
  return readOptionalList(at).map((item) => {
    const type = readOptionalLine(fieldOf(item, 'type'))
    const linkAt = firstWrittenField(item, ['link_url', 'download_url'])
    const addressAt = type === 'file' ? firstWrittenField(item, ['download_url', 'link_url']) : linkAt
    return readLink(
      {
        addressAt,
        title: readOptionalLine(fieldOf(item, 'title')),
        fileName: readOptionalLine(fieldOf(item, 'filename')),
        folder,
        contentType: readOptionalLine(fieldOf(item, 'content_type')),
        // The timetable does not tell files from links, but a link's address leads over Indico's own "go" page.
        isFile: type === null ? !isGoPage(addressAt.value) : type === 'file',
      },
      context,
    )
  })
}

function isGoPage(address: unknown): boolean {
  return typeof address === 'string' && address.endsWith('/go')
}

/** The deprecated form of folders. Its "Minutes" are the note, which is read as the summary. */
function readMaterial(at: JsonAt, context: IndicoContext): readonly (ImportedLink | null)[] {
  return readOptionalList(at).flatMap((material) => {
    const folder = readOptionalLine(fieldOf(material, 'title'))
    if (readOptionalId(fieldOf(material, 'id')) === 'minutes') return []
    return readOptionalList(fieldOf(material, 'resources')).map((resource) =>
      readLink(
        {
          addressAt: fieldOf(resource, 'url'),
          title: readOptionalLine(fieldOf(resource, 'name')),
          fileName: readOptionalLine(fieldOf(resource, 'fileName')),
          folder,
          isFile: readOptionalLine(fieldOf(resource, '_type')) === 'LocalFile',
        },
        context,
      ),
    )
  })
}

function readReference(at: JsonAt, context: IndicoContext): ImportedLink | null {
  const words = ['type', 'value'].map((name) => readOptionalId(fieldOf(at, name)))
  const title = words.filter((word) => word !== null).join(' ')
  return readLink(
    { addressAt: fieldOf(at, 'url'), title: title === '' ? null : title, kind: 'reference' },
    context,
  )
}

/** The pictures that documents show, with their bytes, for files that hold them. */
import type { ImageId } from '../../shared/domain/ids.ts'
import type { DocJson, DocNode } from '../../shared/schema/doc-json.ts'
import type { Context } from '../context.ts'
import type { BookImage, BookImages } from '../export/book.ts'
import type { ExportEvent } from '../export/programme.ts'
import { findImages, readImageBytes } from '../storage/image-rows.ts'

/** All pictures of one file together; what comes after is told as missing. */
export const MAX_IMAGE_BYTES = 64 * 1024 * 1024

/** In the order in which they appear. Pictures of other events are none of this one's. */
export async function gatherImages({ db }: Pick<Context, 'db'>, event: ExportEvent): Promise<BookImages> {
  const ids = [...new Set(docsOf(event).flatMap((doc) => imageIdsIn(doc)))]
  const facts = new Map((await findImages(db, ids)).map((image) => [image.id, image]))
  const images = new Map<string, BookImage>()
  let bytes = 0
  for (const id of ids) {
    const image = facts.get(id)
    if (!image || image.event_id !== event.id || bytes + image.size > MAX_IMAGE_BYTES) continue
    const content = await readImageBytes(db, id)
    if (!content) continue
    bytes += image.size
    // A copy of its own: the database's buffer may be a part of a larger one.
    images.set(id, {
      bytes: Uint8Array.from(content),
      mediaType: image.media_type,
      width: image.width,
      height: image.height,
    })
  }
  return images
}

function docsOf({ tracks, sessions, description }: ExportEvent): readonly DocJson[] {
  return [
    description,
    ...tracks.flatMap((track) => [
      track.description,
      track.summary,
      track.notes,
      ...track.sessions.flatMap(({ abstract, summary, notes }) => [abstract, summary, notes]),
    ]),
    ...sessions.flatMap(({ abstract, summary, notes }) => [abstract, summary, notes]),
  ].filter((doc) => doc !== null)
}

/** Ids of the pictures in a document, in its order. */
export function imageIdsIn(node: DocNode): readonly ImageId[] {
  const id = node.attrs?.['id']
  if (node.type === 'image') return typeof id === 'string' ? [id as ImageId] : []
  return (node.content ?? []).flatMap(imageIdsIn)
}

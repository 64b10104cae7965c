/** Pictures as files beside the texts that show them. Their names say that they are ours, so that an import knows them. */
import type { ImageType } from '../../shared/contracts/images.ts'
import { imageSource } from '../../shared/schema/image-source.ts'
import type { DocNode } from '../../shared/schema/doc-json.ts'
import type { BookImages } from './book.ts'

const ENDINGS: Readonly<Record<ImageType, string>> = {
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/gif': '.gif',
  'image/webp': '.webp',
  'image/avif': '.avif',
}

/** `images/rapporteur-ID.png`; without an ending for a picture whose kind is not known. */
export function picturePath(id: string, images: BookImages): string {
  const image = images.get(id)
  return `images/rapporteur-${id}${image ? ENDINGS[image.mediaType] : ''}`
}

/** The ids of all pictures in these documents, in order, each once. */
export function pictureIdsIn(docs: readonly (DocNode | null)[]): readonly string[] {
  return [...new Set(docs.flatMap((doc) => (doc === null ? [] : idsIn(doc))))].toSorted()
}

function idsIn(node: DocNode): readonly string[] {
  const inside = (node.content ?? []).flatMap(idsIn)
  const id = node.type === 'image' ? node.attrs?.['id'] : null
  return typeof id === 'string' && imageSource(id) !== null ? [id, ...inside] : inside
}

/** Pictures in a document that was read from a file. Files name them, but do not tell their size. */
import type { ImageId } from '../../shared/domain/ids.ts'
import { paragraphOf, type DocJson, type DocNode } from '../../shared/schema/doc-json.ts'
import { findImages, type ImageFacts } from '../storage/image-rows.ts'
import type { Db } from '../storage/tables.ts'

/** The document with the size of each picture; one that the server does not have leaves its description. */
export async function completeImages(db: Db, doc: DocJson): Promise<DocJson> {
  const ids = [...new Set(doc.content.flatMap(idsIn))]
  if (ids.length === 0) return doc
  const images = new Map((await findImages(db, ids)).map((image) => [image.id, image]))
  return { ...doc, content: doc.content.map((node) => complete(node, images)) }
}

function idsIn(node: DocNode): readonly ImageId[] {
  if (node.type === 'image') return [node.attrs?.['id'] as ImageId]
  return (node.content ?? []).flatMap(idsIn)
}

function complete(node: DocNode, images: ReadonlyMap<ImageId, ImageFacts>): DocNode {
  if (node.type !== 'image') {
    return node.content ? { ...node, content: node.content.map((child) => complete(child, images)) } : node
  }
  const image = images.get(node.attrs?.['id'] as ImageId)
  if (!image) return paragraphOf(String(node.attrs?.['alt'] ?? '').trim() || 'image')
  const { width, height } = image
  return { ...node, attrs: { ...node.attrs, width, height } }
}

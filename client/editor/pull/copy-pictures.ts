/**
 * Pictures belong to one note: who may see that note sees them, and they go with it. So a picture that goes into another
 * note is brought there as well.
 */
import { fetchImage, uploadImage } from '../../api/images.ts'
import type { DocNode } from '../../../shared/schema/doc-json.ts'

const LIMIT_MS = 60_000

/** The blocks with pictures of the note `noteId` in the place of theirs. Rejects when one cannot be brought there. */
export async function copyPictures(blocks: readonly DocNode[], noteId: string): Promise<readonly DocNode[]> {
  const ids = [...new Set(blocks.flatMap(pictureIdsIn))]
  const signal = AbortSignal.timeout(LIMIT_MS)
  const copies = new Map<string, string>()
  for (const id of ids) {
    const { id: copy } = await uploadImage({ noteId, file: await fetchImage(id, signal), signal })
    copies.set(id, copy)
  }
  return copies.size === 0 ? blocks : blocks.map((block) => withCopies(block, copies))
}

function pictureIdsIn(node: DocNode): readonly string[] {
  const id = node.type === 'image' ? node.attrs?.['id'] : undefined
  return typeof id === 'string' ? [id] : (node.content ?? []).flatMap(pictureIdsIn)
}

function withCopies(node: DocNode, copies: ReadonlyMap<string, string>): DocNode {
  if (node.type === 'image') {
    const copy = copies.get(String(node.attrs?.['id']))
    return copy === undefined ? node : { ...node, attrs: { ...node.attrs, id: copy } }
  }
  return node.content ? { ...node, content: node.content.map((child) => withCopies(child, copies)) } : node
}

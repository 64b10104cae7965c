/** Photos of phones are often larger than notes take, and far larger than anybody's screen. */
import { MAX_IMAGE_BYTES } from '../../shared/contracts/images.ts'

/** Pixels of the longer side, tried in this order. */
const LONGEST_SIDES = [4096, 2560, 1600]
const QUALITY = 0.85
/** What the smaller one is written as: what may be see-through stays so. */
const WRITTEN_AS: Readonly<Record<string, string>> = {
  'image/jpeg': 'image/jpeg',
  'image/png': 'image/webp',
  'image/webp': 'image/webp',
}

/** The picture with fewer pixels, small enough for a note; null when this browser cannot make one. */
export async function shrinkPicture(file: Blob): Promise<Blob | null> {
  const type = WRITTEN_AS[file.type]
  if (!type) return null
  try {
    const picture = await createImageBitmap(file)
    for (const longest of LONGEST_SIDES) {
      const scale = Math.min(1, longest / Math.max(picture.width, picture.height))
      const canvas = new OffscreenCanvas(
        Math.max(1, Math.round(picture.width * scale)),
        Math.max(1, Math.round(picture.height * scale)),
      )
      canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
      const smaller = await canvas.convertToBlob({ type, quality: QUALITY })
      if (smaller.size <= MAX_IMAGE_BYTES) return smaller
    }
    return null
  } catch {
    return null
  }
}

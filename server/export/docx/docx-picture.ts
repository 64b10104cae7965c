import { ImageRun } from 'docx'
import type { BookImage } from '../book.ts'

/** Pixels of 1/96 inch, so high that a caption still stands on the page. */
const MAX_HEIGHT = 800
const TWIPS_PER_PIXEL = 15
const MAX_ALT_LENGTH = 2000

const KINDS: Readonly<Record<string, 'png' | 'jpg' | 'gif'>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
}

export interface PictureOptions {
  readonly alt: string
  /** From 1: no two pictures of a file have the same. */
  readonly number: number
  /** Twentieths of a point that there are. */
  readonly width: number
}

/** A picture in its own size, or as large as there is room. */
export function pictureRun(image: BookImage, { alt, number, width }: PictureOptions): ImageRun {
  const scale = Math.min(1, width / TWIPS_PER_PIXEL / image.width, MAX_HEIGHT / image.height)
  return new ImageRun({
    type: KINDS[image.mediaType] ?? 'png',
    data: image.bytes,
    transformation: {
      width: Math.max(1, image.width * scale),
      height: Math.max(1, image.height * scale),
    },
    altText: { id: String(number), name: `Picture ${number}`, description: altOf(alt) },
  })
}

/** The library takes words in braces for its own. */
function altOf(alt: string): string {
  return alt
    .slice(0, MAX_ALT_LENGTH)
    .replace(/\p{Surrogate}/gu, '')
    .replaceAll('{', '{\u200B')
}

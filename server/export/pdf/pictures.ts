/** The pictures of a book that Typst can read, under the paths that the template knows them by. */
import type { BookImage, BookImages } from '../book.ts'
import type { Journal } from './journal.ts'
import { MAX_PICTURE_BYTES, MAX_PICTURE_PIXELS } from './limits.ts'

/** Points a pixel is wide: 120 pixels an inch, sharper than on most screens. */
const POINTS_PER_PIXEL = 72 / 120

/** Of a picture, so that some text fits beside it. */
const MAX_HEIGHT_POINTS = 440

/** What Typst reads; AVIF it does not. */
const ENDINGS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
}

export interface PlacedPicture {
  readonly path: string
  readonly width: number
}

/** Keeps the bytes under a path. False: they are no picture that can be set. */
export type TryPicture = (path: string, bytes: Uint8Array) => boolean

/** Asks for each picture once. */
export class PlacedPictures {
  readonly #images: BookImages
  readonly #tryPicture: TryPicture
  readonly #found = new Map<string, PlacedPicture | string>()
  #bytes = 0

  constructor(images: BookImages, tryPicture: TryPicture) {
    this.#images = images
    this.#tryPicture = tryPicture
  }

  /** Null, and a warning, for one that cannot be shown. */
  find(id: unknown, journal: Journal): PlacedPicture | null {
    const name = typeof id === 'string' ? id : ''
    const found = this.#found.get(name) ?? this.#place(name)
    this.#found.set(name, found)
    if (typeof found !== 'string') return found
    journal.warn('broken_picture', `A picture ${journal.place} ${found}.`)
    return null
  }

  #place(id: string): PlacedPicture | string {
    const image = this.#images.get(id)
    if (!image) return 'is missing'
    const refusal = this.#refusal(image)
    if (refusal !== null) return refusal
    const path = `/pictures/${this.#found.size + 1}.${ENDINGS[image.mediaType] ?? 'bin'}`
    if (!this.#tryPicture(path, image.bytes)) return 'cannot be read'
    this.#bytes += image.bytes.length
    const highest = MAX_HEIGHT_POINTS / Math.max(1, image.height)
    const width = image.width * Math.min(POINTS_PER_PIXEL, highest)
    return { path, width: Math.max(1, Math.round(width)) }
  }

  #refusal({ mediaType, width, height, bytes }: BookImage): string | null {
    if (!(mediaType in ENDINGS)) return `is of a kind that PDF files do not hold (${mediaType})`
    if (width * height > MAX_PICTURE_PIXELS)
      return `has more than ${MAX_PICTURE_PIXELS / 1_000_000} million pixels`
    if (this.#bytes + bytes.length > MAX_PICTURE_BYTES) {
      return `is one too many: all pictures together have more than ${MAX_PICTURE_BYTES / 1024 / 1024} MiB`
    }
    return null
  }
}

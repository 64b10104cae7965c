/**
 * What the bytes of a picture say about it: its kind, its size, and a copy without what cameras write beside the picture
 * (where, when, by whom). The bytes decide, never a name or a header. Every reader takes time in proportion to the file
 * and reads through a DataView, so that a place beyond the end is an error and never somebody else's memory.
 */
import type { ImageType } from '../../../shared/contracts/images.ts'
import { readAvif } from './avif.ts'
import { textAt, type KeptParts } from './bytes.ts'
import { readJpeg } from './jpeg.ts'
import { readPng } from './png.ts'
import { readWebp } from './webp.ts'

export interface ReadImage {
  readonly mediaType: ImageType
  readonly width: number
  readonly height: number
  readonly bytes: Uint8Array
}

/** `unknown`: no kind of picture that notes take. `damaged`: it begins as one, but its size cannot be read. */
export type ImageReading = ReadImage | 'unknown' | 'damaged'

/** Throws RangeError, or returns null, when the file is damaged. */
type Reader = (bytes: Uint8Array, view: DataView) => KeptParts | null

const KINDS: readonly {
  readonly mediaType: ImageType
  /** Text in Latin-1 at places of the file that says what it is. */
  readonly signs: readonly { readonly at: number; readonly text: string }[]
  readonly read: Reader
}[] = [
  { mediaType: 'image/png', signs: [{ at: 0, text: '\u0089PNG\r\n\u001a\n' }], read: readPng },
  { mediaType: 'image/jpeg', signs: [{ at: 0, text: '\u00ff\u00d8\u00ff' }], read: readJpeg },
  { mediaType: 'image/gif', signs: [{ at: 0, text: 'GIF87a' }], read: readGif },
  { mediaType: 'image/gif', signs: [{ at: 0, text: 'GIF89a' }], read: readGif },
  {
    mediaType: 'image/webp',
    signs: [
      { at: 0, text: 'RIFF' },
      { at: 8, text: 'WEBP' },
    ],
    read: readWebp,
  },
  { mediaType: 'image/avif', signs: [{ at: 4, text: 'ftypavif' }], read: readAvif },
  { mediaType: 'image/avif', signs: [{ at: 4, text: 'ftypavis' }], read: readAvif },
]

export function readImage(bytes: Uint8Array): ImageReading {
  const kind = KINDS.find(({ signs }) =>
    signs.every(({ at, text }) => textAt(bytes, at, text.length) === text),
  )
  if (!kind) return 'unknown'
  const size = tryRead(kind.read, bytes)
  if (!size || size.width < 1 || size.height < 1) return 'damaged'
  const { width, height, parts } = size
  return { mediaType: kind.mediaType, width, height, bytes: join(parts) }
}

function tryRead(read: Reader, bytes: Uint8Array): KeptParts | null {
  try {
    return read(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function readGif(bytes: Uint8Array, view: DataView): KeptParts {
  return { width: view.getUint16(6, true), height: view.getUint16(8, true), parts: [bytes] }
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.byteLength
  }
  return joined
}

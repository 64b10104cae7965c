/**
 * JPEG: a list of segments. Kept are those that a decoder needs, the colour profile, and which way up the picture is;
 * left out are all others (Exif with its place and time, XMP, previews, comments) and whatever follows the picture's end,
 * where phones put more pictures and films.
 */
import { countPiece, textAt, type KeptParts } from './bytes.ts'

const START = Uint8Array.of(0xff, 0xd8)
const APP0 = 0xe0
const APP1 = 0xe1
const APP2 = 0xe2
const APP14 = 0xee
const APP15 = 0xef
const COMMENT = 0xfe
const START_OF_SCAN = 0xda
const END_OF_IMAGE = 0xd9

/** The tag of Exif that says which way up a picture is: 1 as stored; from 5 on it lies on its side. */
const ORIENTATION_TAG = 0x0112
const UPRIGHT = 1
const ON_ITS_SIDE = 5

interface Segment {
  readonly marker: number
  /** From its marker to its end; of a scan with its data. */
  readonly start: number
  readonly end: number
  /** Where its own bytes begin, after marker and length. */
  readonly body: number
}

export function readJpeg(bytes: Uint8Array, view: DataView): KeptParts | null {
  let size: { readonly width: number; readonly height: number } | null = null
  let orientation = UPRIGHT
  const head: Uint8Array[] = []
  const rest: Uint8Array[] = []
  for (const segment of segmentsOf(bytes, view)) {
    const { marker, start, end, body } = segment
    if (isFrameHeader(marker)) {
      size ??= { height: view.getUint16(body + 1), width: view.getUint16(body + 3) }
    }
    if (marker === APP1 && orientation === UPRIGHT) orientation = orientationOf(bytes.subarray(body, end))
    if (!isKept(bytes, segment)) continue
    if (marker === APP0) head.push(bytes.subarray(start, end))
    else rest.push(bytes.subarray(start, end))
  }
  if (!size) return null
  const turn = orientation === UPRIGHT ? [] : [orientationSegment(orientation)]
  const { width, height } = size
  return {
    ...(orientation >= ON_ITS_SIDE ? { width: height, height: width } : { width, height }),
    parts: [START, ...head, ...turn, ...rest],
  }
}

/** Throws RangeError where the bytes are no list of segments. */
function* segmentsOf(bytes: Uint8Array, view: DataView): Generator<Segment> {
  let count = 0
  for (let at = START.length; at < bytes.length;) {
    count = countPiece(count)
    const start = at
    if (view.getUint8(at) !== 0xff) throw new RangeError('expected a segment')
    // Any number of fill bytes may come before a marker.
    while (view.getUint8(at) === 0xff) at++
    const marker = view.getUint8(at)
    const afterMarker = at + 1
    if (marker === END_OF_IMAGE) {
      yield { marker, start, end: afterMarker, body: afterMarker }
      return
    }
    if (isBare(marker)) {
      yield { marker, start, end: afterMarker, body: afterMarker }
      at = afterMarker
      continue
    }
    const length = view.getUint16(afterMarker)
    const headEnd = afterMarker + length
    if (length < 2 || headEnd > bytes.length) throw new RangeError('expected a whole segment')
    const end = marker === START_OF_SCAN ? endOfScan(bytes, headEnd) : headEnd
    yield { marker, start, end, body: afterMarker + 2 }
    at = end
  }
}

/** The place of the next marker that is none of the scan's own; the end of the file when it was cut off. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]
    if (next === undefined) break
    if (next !== 0 && next !== 0xff && !isRestart(next)) return at
  }
  return bytes.length
}

function isKept(bytes: Uint8Array, { marker, body }: Segment): boolean {
  if (marker === APP0) return textAt(bytes, body, 5) === 'JFIF\0'
  if (marker === APP2) return textAt(bytes, body, 12) === 'ICC_PROFILE\0'
  // Adobe's says how the colours are stored.
  if (marker === APP14) return textAt(bytes, body, 5) === 'Adobe'
  return !(marker > APP0 && marker <= APP15) && marker !== COMMENT
}

function isFrameHeader(marker: number): boolean {
  // C4, C8 and CC are tables.
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

function isRestart(marker: number): boolean {
  return marker >= 0xd0 && marker <= 0xd7
}

/** Markers without a length. */
function isBare(marker: number): boolean {
  return isRestart(marker) || marker === 0x01
}

/** What a segment of Exif says; upright for any other segment, and for one that makes no sense. */
function orientationOf(body: Uint8Array): number {
  if (textAt(body, 0, 6) !== 'Exif\0\0') return UPRIGHT
  try {
    const tiff = new DataView(body.buffer, body.byteOffset + 6, body.byteLength - 6)
    const isLittle = tiff.getUint16(0) === 0x4949
    const directory = tiff.getUint32(4, isLittle)
    const count = tiff.getUint16(directory, isLittle)
    for (let index = 0; index < count; index++) {
      const entry = directory + 2 + 12 * index
      if (tiff.getUint16(entry, isLittle) !== ORIENTATION_TAG) continue
      const orientation = tiff.getUint16(entry + 8, isLittle)
      return orientation >= 1 && orientation <= 8 ? orientation : UPRIGHT
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  return UPRIGHT
}

/** The smallest Exif there is: one tag. */
function orientationSegment(orientation: number): Uint8Array {
  const exif = 'Exif\0\0MM\0*\0\0\0\u0008\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0'
  const body = [...exif].map((character) => character.charCodeAt(0))
  // The value, two bytes of padding, and no further directory.
  body.push(orientation, 0, 0, 0, 0, 0, 0)
  return Uint8Array.of(0xff, APP1, 0, body.length + 2, ...body)
}

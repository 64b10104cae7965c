/** WebP: a RIFF list of chunks. Left out are Exif and XMP, and whatever follows the end. */
import { countPiece, textAt, type KeptParts } from './bytes.ts'

const HEADER_BYTES = 12
const LEFT_OUT: ReadonlySet<string> = new Set(['EXIF', 'XMP '])
/** Bits of the extended header that announce what is left out. */
const EXIF_AND_XMP = 0x0c

export function readWebp(bytes: Uint8Array, view: DataView): KeptParts | null {
  const size = readSize(bytes, view)
  if (!size) return null
  const chunks: Uint8Array[] = []
  const fileEnd = Math.min(bytes.length, view.getUint32(4, true) + 8)
  let count = 0
  for (let at = HEADER_BYTES; at + 8 <= fileEnd;) {
    count = countPiece(count)
    const type = textAt(bytes, at, 4)
    const length = view.getUint32(at + 4, true)
    // Chunks begin at even places.
    const end = Math.min(at + 8 + length + (length % 2), fileEnd)
    if (!LEFT_OUT.has(type)) {
      const chunk = bytes.slice(at, end)
      if (type === 'VP8X' && chunk.length > 8) chunk[8] = (chunk[8] ?? 0) & ~EXIF_AND_XMP
      chunks.push(chunk)
    }
    at = end
  }
  const header = bytes.slice(0, HEADER_BYTES)
  const contentBytes = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0)
  new DataView(header.buffer).setUint32(4, contentBytes + 4, true)
  return { ...size, parts: [header, ...chunks] }
}

/** What the first chunk says, which is of one of three kinds. */
function readSize(
  bytes: Uint8Array,
  view: DataView,
): { readonly width: number; readonly height: number } | null {
  const body = HEADER_BYTES + 8
  switch (textAt(bytes, HEADER_BYTES, 4)) {
    case 'VP8X':
      return { width: uint24(view, body + 4) + 1, height: uint24(view, body + 7) + 1 }
    case 'VP8L': {
      if (view.getUint8(body) !== 0x2f) return null
      const sizes = view.getUint32(body + 1, true)
      return { width: (sizes & 0x3fff) + 1, height: ((sizes >>> 14) & 0x3fff) + 1 }
    }
    case 'VP8 ': {
      if (textAt(bytes, body + 3, 3) !== '\u009d\u0001\u002a') return null
      return {
        width: view.getUint16(body + 6, true) & 0x3fff,
        height: view.getUint16(body + 8, true) & 0x3fff,
      }
    }
    default:
      return null
  }
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) + view.getUint8(at + 2) * 0x1_0000
}

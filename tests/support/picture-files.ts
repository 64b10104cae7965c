/** Files of pictures, made byte by byte, so that a test knows what is in them. */
import { crc32, deflateSync } from 'node:zlib'

export const latin = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0))
const u16 = (value: number): Uint8Array => Uint8Array.of(value >>> 8, value & 0xff)
const u32 = (value: number): Uint8Array => Uint8Array.of(...u16(value >>> 16), ...u16(value & 0xffff))
const reversed = (bytes: Uint8Array): Uint8Array => bytes.toReversed()

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}

/** Whether a file holds a text, byte by byte. */
export function holds(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes).includes(Buffer.from(text, 'latin1'))
}

export function pngChunk(type: string, body: Uint8Array): Uint8Array {
  const typed = concat(latin(type), body)
  return concat(u32(body.length), typed, u32(crc32(typed)))
}

/** A real picture of one grey; `grey` makes different files of one size. */
export function png(
  width: number,
  height: number,
  { grey = 128, extra = [] }: { readonly grey?: number; readonly extra?: readonly Uint8Array[] } = {},
): Uint8Array {
  const row = Buffer.alloc(width + 1, grey)
  row[0] = 0
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))
  return concat(
    pngHeader(width, height),
    ...extra,
    pngChunk('IDAT', pixels),
    pngChunk('IEND', new Uint8Array()),
  )
}

export function pngHeader(width: number, height: number): Uint8Array {
  const header = concat(u32(width), u32(height), Uint8Array.of(8, 0, 0, 0, 0))
  return concat(latin('\u0089PNG\r\n\u001a\n'), pngChunk('IHDR', header))
}

export function jpegSegment(marker: number, body: Uint8Array): Uint8Array {
  return concat(Uint8Array.of(0xff, marker), u16(body.length + 2), body)
}

/** Exif as a phone writes it, with a place in it; `little` is the order of its bytes. */
export function exif({
  orientation,
  little = false,
}: {
  readonly orientation: number
  readonly little?: boolean
}): Uint8Array {
  const order = (bytes: Uint8Array) => (little ? reversed(bytes) : bytes)
  const entry = (tag: number, type: number, count: number, value: Uint8Array) =>
    concat(order(u16(tag)), order(u16(type)), order(u32(count)), value)
  const directory = concat(
    order(u16(2)),
    entry(0x8825, 4, 1, order(u32(40))),
    entry(0x0112, 3, 1, concat(order(u16(orientation)), u16(0))),
    order(u32(0)),
  )
  const tiff = concat(latin(little ? 'II' : 'MM'), order(u16(42)), order(u32(8)), directory)
  return concat(latin('Exif\0\0'), tiff, latin('GPS 38.7223 N 9.1393 W'))
}

/** No picture that a decoder shows, but every part that a file from a phone has. */
export function jpeg(
  width: number,
  height: number,
  { orientation = 1, little = false }: { readonly orientation?: number; readonly little?: boolean } = {},
): Uint8Array {
  return concat(
    Uint8Array.of(0xff, 0xd8),
    jpegSegment(0xe0, latin('JFIF\0\u0001\u0001\0\0\u0001\0\u0001\0\0')),
    jpegSegment(0xe1, exif({ orientation, little })),
    jpegSegment(0xe1, latin('http://ns.adobe.com/xap/1.0/\0<xmp owner="Ada">')),
    jpegSegment(0xe2, latin('ICC_PROFILE\0\u0001\u0001colours')),
    jpegSegment(0xe2, latin('MPF\0preview')),
    jpegSegment(0xfe, latin('taken by Ada')),
    jpegSegment(0xee, latin('Adobe\0\u0064\0\0\0\0\u0001')),
    jpegSegment(0xdb, new Uint8Array(65)),
    jpegSegment(0xc0, concat(Uint8Array.of(8), u16(height), u16(width), Uint8Array.of(1, 1, 0x11, 0))),
    jpegSegment(0xda, Uint8Array.of(1, 1, 0, 0, 63, 0)),
    latin('scan\u00ff\0data\u00ff\u00d0more'),
    jpegSegment(0xe1, latin('hidden between scans')),
    jpegSegment(0xda, Uint8Array.of(1, 1, 0, 0, 63, 0)),
    latin('second scan'),
    Uint8Array.of(0xff, 0xd9),
    latin('a film that follows the picture'),
  )
}

export function gif(width: number, height: number): Uint8Array {
  return concat(latin('GIF89a'), reversed(u16(width)), reversed(u16(height)), Uint8Array.of(0, 0, 0, 0x3b))
}

export function webpChunk(type: string, body: Uint8Array): Uint8Array {
  const padding = new Uint8Array(body.length % 2)
  return concat(latin(type), reversed(u32(body.length)), body, padding)
}

export function webp(...chunks: readonly Uint8Array[]): Uint8Array {
  const content = concat(latin('WEBP'), ...chunks)
  return concat(latin('RIFF'), reversed(u32(content.length)), content)
}

const u24 = (value: number): Uint8Array => reversed(u32(value)).slice(0, 3)
export const webpExtended = (width: number, height: number, flags = 0): Uint8Array =>
  webpChunk('VP8X', concat(Uint8Array.of(flags, 0, 0, 0), u24(width - 1), u24(height - 1)))
export const webpLossless = (width: number, height: number): Uint8Array =>
  webpChunk(
    'VP8L',
    concat(Uint8Array.of(0x2f), reversed(u32(((height - 1) << 14) | (width - 1))), latin('pixels')),
  )
export const webpLossy = (width: number, height: number): Uint8Array =>
  webpChunk(
    'VP8 ',
    concat(latin('abc\u009d\u0001\u002a'), reversed(u16(width)), reversed(u16(height)), latin('px')),
  )

export function box(type: string, ...content: readonly Uint8Array[]): Uint8Array {
  const body = concat(...content)
  return concat(u32(body.length + 8), latin(type), body)
}

/** With a tile and a transparency that are smaller than the picture. */
export function avif(width: number, height: number, { turns = 0 } = {}): Uint8Array {
  const size = (w: number, h: number) => box('ispe', u32(0), u32(w), u32(h))
  const properties = box(
    'ipco',
    size(8, 8),
    size(width, height),
    ...(turns === 0 ? [] : [box('irot', Uint8Array.of(turns))]),
  )
  return concat(
    box('ftyp', latin('avif'), u32(0), latin('avifmif1')),
    box('meta', u32(0), box('hdlr', latin('pict')), box('iprp', properties)),
    box('mdat', latin('pixels')),
  )
}

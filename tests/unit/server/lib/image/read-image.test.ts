import { describe, expect, test } from 'vitest'
import { readImage, type ReadImage } from '../../../../../server/lib/image/read-image.ts'
import {
  avif,
  box,
  concat,
  gif,
  holds,
  jpeg,
  jpegSegment,
  latin,
  png,
  pngChunk,
  pngHeader,
  webp,
  webpChunk,
  webpExtended,
  webpLossless,
  webpLossy,
} from '../../../../support/picture-files.ts'

function read(bytes: Uint8Array): ReadImage {
  const image = readImage(bytes)
  if (typeof image === 'string') throw new Error(`expected a picture, found one that is ${image}`)
  return image
}

test.each([
  ['PNG', png(640, 480), 'image/png', 640, 480],
  ['JPEG', jpeg(4032, 3024), 'image/jpeg', 4032, 3024],
  ['GIF', gif(320, 200), 'image/gif', 320, 200],
  ['WebP, lossy', webp(webpLossy(550, 368)), 'image/webp', 550, 368],
  ['WebP, lossless', webp(webpLossless(386, 395)), 'image/webp', 386, 395],
  ['WebP, extended', webp(webpExtended(70_000, 3), webpLossy(1, 1)), 'image/webp', 70_000, 3],
  ['AVIF', avif(1204, 800), 'image/avif', 1204, 800],
  ['AVIF on its side', avif(1204, 800, { turns: 1 }), 'image/avif', 800, 1204],
])('[IMG-1] %s is known by its bytes, with its size', (_name, bytes, mediaType, width, height) => {
  expect(readImage(bytes)).toMatchObject({ mediaType, width, height })
})

test.each([
  ['nothing', new Uint8Array()],
  ['text', latin('just some words')],
  ['SVG', latin('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
  ['SVG behind a declaration', latin('<?xml version="1.0"?><svg/>')],
  ['HTML', latin('<!doctype html><img src=x onerror=alert(1)>')],
  ['PDF', latin('%PDF-1.7')],
  ['HEIC', concat(box('ftyp', latin('heic'), latin('mif1')))],
  ['a sound in RIFF', concat(latin('RIFF'), latin('\u0010\0\0\0WAVEfmt '))],
  ['BMP', latin('BM6\0\0\0')],
])('[IMG-1] %s is no picture', (_name, bytes) => {
  expect(readImage(bytes)).toBe('unknown')
})

describe('[IMG-2] damaged and hostile files', () => {
  test.each([
    ['a PNG without its header', concat(latin('\u0089PNG\r\n\u001a\n'), pngChunk('IDAT', latin('x')))],
    ['a PNG of no size', pngHeader(0, 10)],
    ['a JPEG without a frame', concat(Uint8Array.of(0xff, 0xd8), jpegSegment(0xdb, latin('x')))],
    ['a JPEG whose segment has no length', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 0)],
    ['a JPEG whose segment goes on beyond the file', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff, 1)],
    ['a JPEG of noise', concat(Uint8Array.of(0xff, 0xd8, 0xff, 0xdb, 0, 2), latin('noise'))],
    ['a JPEG of fill bytes', concat(Uint8Array.of(0xff, 0xd8), new Uint8Array(1_000_000).fill(0xff))],
    ['a GIF of its name alone', latin('GIF89a')],
    ['a WebP of an unknown kind', webp(webpChunk('ABCD', latin('x')))],
    ['a lossy WebP without its sign', webp(webpChunk('VP8 ', latin('0123456789')))],
    ['an AVIF without boxes', box('ftyp', latin('avif'))],
    ['an AVIF whose boxes have no length', concat(box('ftyp', latin('avif')), latin('\0\0\0\u0003meta'))],
    [
      'an AVIF with a box of 2^64 bytes',
      concat(box('ftyp', latin('avif')), latin('\0\0\0\u0001meta'), new Uint8Array(8).fill(0xff)),
    ],
  ])('%s is damaged', (_name, bytes) => {
    expect(readImage(bytes)).toBe('damaged')
  })

  test('a file that was cut off anywhere is read or damaged, and never throws', () => {
    const whole = [
      png(30, 20),
      jpeg(30, 20),
      gif(30, 20),
      webp(webpExtended(30, 20), webpLossy(30, 20)),
      avif(30, 20),
    ]
    for (const bytes of whole) {
      for (let length = 0; length < bytes.length; length++) {
        const image = readImage(bytes.subarray(0, length))
        const found = typeof image === 'string' ? null : [image.width, image.height]
        expect([null, [30, 20]]).toContainEqual(found)
      }
    }
  })

  test('a file with any byte changed is read, damaged or unknown, and never throws', () => {
    for (const bytes of [
      png(30, 20),
      jpeg(30, 20),
      webp(webpExtended(30, 20), webpLossy(30, 20)),
      avif(30, 20),
    ]) {
      for (let at = 0; at < bytes.length; at++) {
        for (const value of [0x00, 0x01, 0x7f, 0xff]) {
          const image = readImage(bytes.with(at, value))
          const kept = typeof image === 'string' ? 0 : image.bytes.length
          expect(kept).toBeLessThanOrEqual(bytes.length + 40)
        }
      }
    }
  })

  test('five megabytes of the smallest pieces take no longer than a moment', () => {
    const many = (piece: Uint8Array): Uint8Array => Buffer.alloc(5_000_000, piece)
    // Of this process, whatever else the machine does.
    const start = process.cpuUsage()
    expect(readImage(Buffer.concat([pngHeader(1, 1), many(pngChunk('abCD', new Uint8Array()))]))).toBe(
      'damaged',
    )
    readImage(Buffer.concat([jpeg(1, 1).subarray(0, -33), many(Uint8Array.of(0xff, 0))]))
    readImage(Buffer.concat([Uint8Array.of(0xff, 0xd8), many(Uint8Array.of(0xff, 0xe5, 0, 2))]))
    readImage(Buffer.concat([box('ftyp', latin('avif')), many(box('free'))]))
    const { user, system } = process.cpuUsage(start)
    expect((user + system) / 1_000).toBeLessThan(4_000)
  })
})

describe('[IMG-3] what is not kept', () => {
  test('of a JPEG: place, time, owner, previews, comments and what follows the end', () => {
    const original = jpeg(40, 30, { orientation: 1 })
    const { bytes } = read(original)
    for (const secret of ['GPS', 'Exif', 'Ada', 'MPF', 'hidden', 'film']) {
      expect(holds(original, secret)).toBe(true)
      expect(holds(bytes, secret)).toBe(false)
    }
    for (const part of ['JFIF', 'ICC_PROFILE', 'Adobe', 'scan\u00ff\0data\u00ff\u00d0more', 'second scan']) {
      expect(holds(bytes, part)).toBe(true)
    }
    expect(bytes.slice(-2)).toEqual(Uint8Array.of(0xff, 0xd9))
    expect(read(bytes).bytes).toEqual(bytes)
  })

  test.each([
    [3, 40, 30, false],
    [6, 30, 40, false],
    [6, 30, 40, true],
    [8, 30, 40, true],
  ])('of a JPEG that is turned (%i) its orientation stays, alone', (orientation, width, height, little) => {
    const { bytes, ...size } = read(jpeg(40, 30, { orientation, little }))
    expect(size).toMatchObject({ width, height })
    expect(holds(bytes, 'GPS')).toBe(false)
    expect(holds(bytes, 'Exif')).toBe(true)
    // It reads back as the same.
    expect(read(bytes)).toMatchObject({ width, height, bytes })
  })

  test('of a PNG: texts, times and Exif', () => {
    const extra = ['tEXt', 'iTXt', 'zTXt', 'eXIf', 'tIME'].map((type) => pngChunk(type, latin('secret')))
    const original = concat(
      png(4, 3, { extra: [...extra, pngChunk('gAMA', latin('abcd'))] }),
      latin('secret'),
    )
    const { bytes } = read(original)
    expect(holds(bytes, 'secret')).toBe(false)
    expect(holds(bytes, 'gAMA')).toBe(true)
    expect(bytes).toEqual(png(4, 3, { extra: [pngChunk('gAMA', latin('abcd'))] }))
  })

  test('of a WebP: Exif and XMP, and that they were announced', () => {
    const original = webp(
      webpExtended(4, 3, 0x1c),
      webpLossy(4, 3),
      webpChunk('EXIF', latin('secret')),
      webpChunk('XMP ', latin('secret too')),
    )
    const { bytes } = read(original)
    expect(holds(bytes, 'secret')).toBe(false)
    expect(bytes).toEqual(webp(webpExtended(4, 3, 0x10), webpLossy(4, 3)))
  })
})

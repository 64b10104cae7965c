/** Strict UTF-8: a file in another encoding is refused with the place of the first byte that does not fit. */
import { ImportError } from '../../shared/markdown/import-error.ts'

/** The text of a file without its byte order mark. */
export function decodeUtf8(bytes: Uint8Array): string {
  const encoding = encodingOfMark(bytes)
  if (encoding) {
    throw new ImportError(`expected a file in UTF-8, found one in ${encoding}: save it as UTF-8`, 'byte 0')
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    const offset = findInvalidByte(bytes)
    const byte = bytes[offset]
    const found = byte === undefined ? 'its end in the middle of a character' : `0x${hex(byte)}`
    throw new ImportError(`expected text in UTF-8, found ${found}`, `byte ${offset}`, { cause })
  }
}

/** The offset of the first byte that is not UTF-8; the length when the text breaks off or is valid. */
export function findInvalidByte(bytes: Uint8Array): number {
  let offset = 0
  while (offset < bytes.length) {
    const lead = bytes[offset] ?? 0
    const size = sizeOfCharacter(lead)
    if (size === 0) return offset
    for (let index = 1; index < size; index += 1) {
      const at = offset + index
      const byte = bytes[at]
      if (byte === undefined) return bytes.length
      const [low, high] = index === 1 ? secondByteRange(lead) : [0x80, 0xbf]
      if (byte < low || byte > high) return at
    }
    offset += size
  }
  return bytes.length
}

function sizeOfCharacter(lead: number): number {
  if (lead < 0x80) return 1
  if (lead >= 0xc2 && lead <= 0xdf) return 2
  if (lead >= 0xe0 && lead <= 0xef) return 3
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0
}

/** Some lead bytes allow fewer second bytes: no overlong forms, no surrogates, nothing above U+10FFFF. */
function secondByteRange(lead: number): readonly [number, number] {
  if (lead === 0xe0) return [0xa0, 0xbf]
  if (lead === 0xed) return [0x80, 0x9f]
  if (lead === 0xf0) return [0x90, 0xbf]
  return lead === 0xf4 ? [0x80, 0x8f] : [0x80, 0xbf]
}

function encodingOfMark(bytes: Uint8Array): string | null {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'UTF-16 (little-endian)'
  return first === 0xfe && second === 0xff ? 'UTF-16 (big-endian)' : null
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0').toUpperCase()
}

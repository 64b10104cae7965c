/**
 * QR codes (ISO/IEC 18004) for access links: text as UTF-8 bytes, error correction level M (about 15 % may be
 * damaged), the smallest version that holds it. Drawing is up to the caller. Implements PAGE-36.
 */

/** Versions 1 to 12 hold links of up to 287 bytes; larger ones are hard to scan from a slide anyway. */
const MAX_VERSION = 12
/** For level M, by version from 1: error correction bytes of each block, and number of blocks. */
const CHECK_BYTES = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22]
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8]

/** Rows of modules; true is dark. There is no quiet zone: leave four light modules around it. */
export type QrCode = readonly (readonly boolean[])[]

/** The code of a text, or null for one that is too long. */
export function encodeQrCode(text: string): QrCode | null {
  const bytes = new TextEncoder().encode(text)
  for (let version = 1; version <= MAX_VERSION; version += 1) {
    const blocks = BLOCKS[version - 1] ?? 1
    const checkBytes = CHECK_BYTES[version - 1] ?? 0
    const total = Math.floor(dataModules(version) / 8)
    const capacity = total - blocks * checkBytes
    const countBits = version < 10 ? 8 : 16
    if (4 + countBits + bytes.length * 8 > capacity * 8) continue
    const data = padData(bytes, { countBits, capacity })
    return drawBest(version, interleave(data, { blocks, checkBytes }))
  }
  return null
}

/** The data as code words: mode, length, bytes, end, then the two filling bytes in turn. */
function padData(
  bytes: Uint8Array,
  { countBits, capacity }: { countBits: number; capacity: number },
): number[] {
  const bits: number[] = []
  const push = (value: number, length: number) => {
    for (let bit = length - 1; bit >= 0; bit -= 1) bits.push((value >>> bit) & 1)
  }
  push(0b0100, 4)
  push(bytes.length, countBits)
  for (const byte of bytes) push(byte, 8)
  push(0, Math.min(4, capacity * 8 - bits.length))
  while (bits.length % 8 !== 0) bits.push(0)
  const words = Array.from({ length: bits.length / 8 }, (_, at) =>
    bits.slice(at * 8, at * 8 + 8).reduce((word, bit) => word * 2 + bit, 0),
  )
  for (let filler = 0xec; words.length < capacity; filler = filler === 0xec ? 0x11 : 0xec) words.push(filler)
  return words
}

/** Cuts the data into blocks (short ones first), adds each block's check bytes, and takes turns between the blocks. */
function interleave(
  data: readonly number[],
  { blocks, checkBytes }: { blocks: number; checkBytes: number },
): number[] {
  const shortLength = Math.floor(data.length / blocks)
  const longBlocks = data.length % blocks
  const generator = generatorOf(checkBytes)
  const dataBlocks: (readonly number[])[] = []
  for (let at = 0, block = 0; block < blocks; block += 1) {
    const length = shortLength + (block >= blocks - longBlocks ? 1 : 0)
    dataBlocks.push(data.slice(at, at + length))
    at += length
  }
  const checkBlocks = dataBlocks.map((block) => remainderOf(block, generator))
  return [...takeTurns(dataBlocks), ...takeTurns(checkBlocks)]
}

function takeTurns(blocks: readonly (readonly number[])[]): number[] {
  const longest = Math.max(...blocks.map((block) => block.length))
  return Array.from({ length: longest }, (_, at) => blocks.flatMap((block) => block[at] ?? [])).flat()
}

/** Product in the field of 256 elements with the polynomial x⁸ + x⁴ + x³ + x² + 1. */
function multiply(a: number, b: number): number {
  let product = 0
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d)
    product ^= ((b >>> bit) & 1) * a
  }
  return product
}

/** (x − 2⁰)(x − 2¹)…, without its leading 1. */
function generatorOf(degree: number): number[] {
  const result: number[] = Array.from({ length: degree }, (_, at) => (at === degree - 1 ? 1 : 0))
  for (let root = 1, step = 0; step < degree; step += 1, root = multiply(root, 2)) {
    for (let at = 0; at < degree; at += 1) {
      result[at] = multiply(result[at] ?? 0, root) ^ (result[at + 1] ?? 0)
    }
  }
  return result
}

function remainderOf(data: readonly number[], generator: readonly number[]): number[] {
  let result: number[] = generator.map(() => 0)
  for (const word of data) {
    const factor = word ^ (result[0] ?? 0)
    result = [...result.slice(1), 0].map((value, at) => value ^ multiply(generator[at] ?? 0, factor))
  }
  return result
}

/** Modules left for data and check bits once the patterns are drawn. */
function dataModules(version: number): number {
  let count = (16 * version + 128) * version + 64
  if (version >= 2) {
    const rows = Math.floor(version / 7) + 2
    count -= (25 * rows - 10) * rows - 55
    if (version >= 7) count -= 36
  }
  return count
}

const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
]

/** Draws with each mask and keeps the one that scanners find easiest. */
function drawBest(version: number, words: readonly number[]): QrCode {
  let best: { readonly code: QrCode; readonly penalty: number } | null = null
  for (const mask of MASKS.keys()) {
    const code = draw(version, words, mask)
    const penalty = penaltyOf(code)
    if (best === null || penalty < best.penalty) best = { code, penalty }
  }
  return best?.code ?? []
}

function draw(version: number, words: readonly number[], mask: number): QrCode {
  const size = version * 4 + 17
  const modules: (boolean | null)[][] = Array.from({ length: size }, () =>
    Array.from({ length: size }, () => null),
  )
  const set = (x: number, y: number, dark: boolean) => {
    const row = modules[y]
    if (row && x >= 0 && x < size) row[x] = dark
  }
  drawPatterns(version, size, set)
  drawFormat(size, mask, set)
  if (version >= 7) drawVersion(version, size, set)

  const masked = MASKS[mask] ?? (() => false)
  let bit = 0
  // Pairs of columns from the right, up and down in turn; the column of the timing pattern is left out.
  for (let right = size - 1, up = true; right >= 1; right -= right === 8 ? 3 : 2, up = !up) {
    for (let step = 0; step < size; step += 1) {
      const y = up ? size - 1 - step : step
      for (const x of [right, right - 1]) {
        if (modules[y]?.[x] !== null) continue
        const word = words[bit >>> 3] ?? 0
        set(x, y, (((word >>> (7 - (bit & 7))) & 1) === 1) !== masked(x, y))
        bit += 1
      }
    }
  }
  return modules.map((row) => row.map((dark) => dark === true))
}

type SetModule = (x: number, y: number, dark: boolean) => void

function drawPatterns(version: number, size: number, set: SetModule): void {
  for (let at = 0; at < size; at += 1) {
    set(6, at, at % 2 === 0)
    set(at, 6, at % 2 === 0)
  }
  const centres = alignmentCentres(version, size)
  for (const x of centres) {
    for (const y of centres) {
      const inFinder = (x === 6 && (y === 6 || y === size - 7)) || (y === 6 && x === size - 7)
      if (!inFinder) drawRings({ x, y, radius: 2, dark: (ring) => ring !== 1 }, set)
    }
  }
  for (const [x, y] of [[3, 3] as const, [size - 4, 3] as const, [3, size - 4] as const]) {
    drawRings({ x, y, radius: 4, dark: (ring) => ring !== 2 && ring !== 4 }, set)
  }
}

function drawRings(
  options: {
    readonly x: number
    readonly y: number
    readonly radius: number
    readonly dark: (ring: number) => boolean
  },
  set: SetModule,
): void {
  const { x, y, radius, dark } = options
  for (let dy = -radius; dy <= radius; dy += 1) {
    for (let dx = -radius; dx <= radius; dx += 1) {
      if (y + dy >= 0) set(x + dx, y + dy, dark(Math.max(Math.abs(dx), Math.abs(dy))))
    }
  }
}

function alignmentCentres(version: number, size: number): readonly number[] {
  if (version === 1) return []
  const count = Math.floor(version / 7) + 2
  const step = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2
  return [6, ...Array.from({ length: count - 1 }, (_, at) => size - 7 - (count - 2 - at) * step)]
}

/** Level and mask, with their own error correction, twice around the finders. */
function drawFormat(size: number, mask: number, set: SetModule): void {
  // Level M is 00, so the mask is all the data.
  const bits = ((mask << 10) | remainderBits(mask, { generator: 0x537, degree: 10 })) ^ 0x5412
  const bit = (at: number) => ((bits >>> at) & 1) === 1
  for (let at = 0; at <= 5; at += 1) set(8, at, bit(at))
  set(8, 7, bit(6))
  set(8, 8, bit(7))
  set(7, 8, bit(8))
  for (let at = 9; at < 15; at += 1) set(14 - at, 8, bit(at))
  for (let at = 0; at < 8; at += 1) set(size - 1 - at, 8, bit(at))
  for (let at = 8; at < 15; at += 1) set(8, size - 15 + at, bit(at))
  set(8, size - 8, true)
}

function drawVersion(version: number, size: number, set: SetModule): void {
  const bits = (version << 12) | remainderBits(version, { generator: 0x1f25, degree: 12 })
  for (let at = 0; at < 18; at += 1) {
    const dark = ((bits >>> at) & 1) === 1
    const [near, far] = [Math.floor(at / 3), size - 11 + (at % 3)]
    set(far, near, dark)
    set(near, far, dark)
  }
}

function remainderBits(data: number, { generator, degree }: { generator: number; degree: number }): number {
  let remainder = data
  for (let step = 0; step < degree; step += 1)
    remainder = (remainder << 1) ^ ((remainder >>> (degree - 1)) * generator)
  return remainder
}

/** The standard's four penalties: long runs, blocks of one colour, what looks like a finder, too dark or too light. */
function penaltyOf(code: QrCode): number {
  const size = code.length
  const columns = code.map((_, x) => code.map((row) => row[x] === true))
  let penalty = 0
  for (const line of [...code, ...columns]) {
    const text = line.map((dark) => (dark ? '1' : '0')).join('')
    for (const [run] of text.matchAll(/0{5,}|1{5,}/g)) penalty += run.length - 2
    for (const _ of text.matchAll(/(?=10111010000|00001011101)/g)) penalty += 40
  }
  let dark = 0
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const colour = code[y]?.[x]
      if (colour === true) dark += 1
      const alike = [code[y]?.[x + 1], code[y + 1]?.[x], code[y + 1]?.[x + 1]]
      if (alike.every((other) => other === colour)) penalty += 3
    }
  }
  return penalty + Math.floor(Math.abs((dark / size ** 2) * 20 - 10)) * 10
}

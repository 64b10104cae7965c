/**
 * AVIF: boxes inside boxes. The size stands among the properties of what the file holds (the picture, its tiles, its
 * transparency): the largest is the picture's own. The file is kept as it is.
 */
import { countPiece, textAt, type KeptParts } from './bytes.ts'

interface Box {
  readonly type: string
  /** Where its content begins and ends. */
  readonly start: number
  readonly end: number
}

export function readAvif(bytes: Uint8Array, view: DataView): KeptParts | null {
  const meta = boxesOf(bytes, view, { start: 0, end: bytes.length }).find(({ type }) => type === 'meta')
  // `meta` and `ispe` begin with four bytes of version and flags.
  const inMeta = meta ? boxesOf(bytes, view, { start: meta.start + 4, end: meta.end }) : []
  const properties = inMeta.find(({ type }) => type === 'iprp')
  const container = properties && boxesOf(bytes, view, properties).find(({ type }) => type === 'ipco')
  const listed = container ? boxesOf(bytes, view, container) : []
  let largest = { width: 0, height: 0 }
  for (const { type, start } of listed) {
    if (type !== 'ispe') continue
    const [width, height] = [view.getUint32(start + 4), view.getUint32(start + 8)]
    if (width * height > largest.width * largest.height) largest = { width, height }
  }
  const { width, height } = largest
  // Quarter turns, counted against the clock.
  const turn = listed.find(({ type }) => type === 'irot')
  const isOnItsSide = turn !== undefined && view.getUint8(turn.start) % 2 === 1
  return { ...(isOnItsSide ? { width: height, height: width } : { width, height }), parts: [bytes] }
}

function boxesOf(
  bytes: Uint8Array,
  view: DataView,
  { start, end }: { readonly start: number; readonly end: number },
): readonly Box[] {
  const boxes: Box[] = []
  for (let at = start; at + 8 <= end;) {
    countPiece(boxes.length)
    const length = view.getUint32(at)
    const hasLongLength = length === 1
    // A length of 0 means up to the end of the file.
    const total = hasLongLength ? Number(view.getBigUint64(at + 8)) : length === 0 ? end - at : length
    const headBytes = hasLongLength ? 16 : 8
    if (total < headBytes) throw new RangeError('expected a whole box')
    const type = textAt(bytes, at + 4, 4)
    // Of a file that was cut off, browsers show what there is; what describes it has to be whole.
    if (at + total > end && type !== 'mdat') throw new RangeError('expected a whole box')
    const boxEnd = Math.min(at + total, end)
    boxes.push({ type, start: at + headBytes, end: boxEnd })
    at = boxEnd
  }
  return boxes
}

/** Reads a ZIP archive by its directory, with nothing of what wrote it. */
import { inflateRawSync } from 'node:zlib'

export interface ZipEntry {
  readonly path: string
  readonly bytes: Buffer
  readonly isStored: boolean
  /** `YYYY-MM-DD HH:MM:SS`, in no zone. */
  readonly time: string
  /** Bytes of extra fields, in the directory and before the file. */
  readonly extraBytes: number
}

const END_BYTES = 22

/** Throws where the archive contradicts itself. */
export function readZip(archive: Uint8Array): ZipEntry[] {
  const bytes = Buffer.from(archive)
  const end = bytes.length - END_BYTES
  expectMark(bytes, end, 0x06054b50)
  const count = bytes.readUInt16LE(end + 10)
  const entries: ZipEntry[] = []
  let at = bytes.readUInt32LE(end + 16)
  for (let index = 0; index < count; index++) {
    expectMark(bytes, at, 0x02014b50)
    const nameLength = bytes.readUInt16LE(at + 28)
    const extraLength = bytes.readUInt16LE(at + 30)
    const path = bytes.subarray(at + 46, at + 46 + nameLength).toString('utf8')
    const local = bytes.readUInt32LE(at + 42)
    expectMark(bytes, local, 0x04034b50)
    if ((bytes.readUInt16LE(local + 6) & 0x800) === 0) throw new Error(`${path}: the name is not in UTF-8`)
    const localExtra = bytes.readUInt16LE(local + 28)
    const from = local + 30 + bytes.readUInt16LE(local + 26) + localExtra
    const packed = bytes.subarray(from, from + bytes.readUInt32LE(at + 20))
    const isStored = bytes.readUInt16LE(at + 10) === 0
    const content = isStored ? Buffer.from(packed) : inflateRawSync(packed)
    if (content.length !== bytes.readUInt32LE(at + 24)) throw new Error(`${path}: another size than it says`)
    entries.push({
      path,
      bytes: content,
      isStored,
      time: timeOf(bytes.readUInt16LE(at + 14), bytes.readUInt16LE(at + 12)),
      extraBytes: extraLength + localExtra,
    })
    at += 46 + nameLength + extraLength + bytes.readUInt16LE(at + 32)
  }
  return entries
}

/** The text of a file in an archive; throws when it is not there. */
export function zipText(archive: Uint8Array, path: string): string {
  const entry = readZip(archive).find((each) => each.path === path)
  if (!entry) throw new Error(`expected ${path} in the archive`)
  return entry.bytes.toString('utf8')
}

function expectMark(bytes: Buffer, at: number, mark: number): void {
  if (bytes.readUInt32LE(at) !== mark) throw new Error(`expected the mark ${mark.toString(16)} at byte ${at}`)
}

function timeOf(date: number, time: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${1980 + (date >> 9)}-${two((date >> 5) & 15)}-${two(date & 31)}`
  return `${day} ${two(time >> 11)}:${two((time >> 5) & 63)}:${two((time & 31) * 2)}`
}

/** Reads ZIP archives as `export/zip.ts` and the libraries that make our files write them: one part, no encryption. */
import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'

const inflate = promisify(inflateRaw)

const END_MARK = 0x06054b50
const ENTRY_MARK = 0x02014b50
const FILE_MARK = 0x04034b50
const END_BYTES = 22
const MAX_COMMENT_BYTES = 0xffff
const STORED = 0
const DEFLATED = 8
/** A larger member is refused: nothing that we make has one. */
const MAX_MEMBER_BYTES = 256 * 1024 * 1024

export interface ZipMember {
  readonly path: string
  /** Rejects where the archive contradicts itself. */
  read(): Promise<Uint8Array>
}

/** What is in an archive, in its order. Throws for what is no archive. */
export function listZip(archive: Uint8Array): readonly ZipMember[] {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength)
  const end = findEnd(bytes)
  const count = bytes.readUInt16LE(end + 10)
  const members: ZipMember[] = []
  let at = bytes.readUInt32LE(end + 16)
  for (let index = 0; index < count; index++) {
    expectMark(bytes, at, ENTRY_MARK)
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((offset) =>
      bytes.readUInt16LE(at + offset),
    ) as [number, number, number]
    const entry = {
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      start: bytes.readUInt32LE(at + 42),
    }
    const path = bytes.toString('utf8', at + 46, at + 46 + nameBytes)
    members.push({ path, read: () => readMember(bytes, entry) })
    at += 46 + nameBytes + extraBytes + commentBytes
  }
  return members
}

async function readMember(
  bytes: Buffer,
  { method, packed, start }: { readonly method: number; readonly packed: number; readonly start: number },
): Promise<Uint8Array> {
  expectMark(bytes, start, FILE_MARK)
  const from = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28)
  const content = bytes.subarray(from, from + packed)
  if (content.byteLength < packed) throw new Error('expected the whole of a member of the archive')
  if (method === STORED) return content
  if (method !== DEFLATED) throw new Error(`expected a stored or deflated member, found method ${method}`)
  return inflate(content, { maxOutputLength: MAX_MEMBER_BYTES })
}

function findEnd(bytes: Buffer): number {
  const first = Math.max(0, bytes.byteLength - END_BYTES - MAX_COMMENT_BYTES)
  for (let at = bytes.byteLength - END_BYTES; at >= first; at--) {
    if (bytes.readUInt32LE(at) === END_MARK) return at
  }
  throw new Error('expected a ZIP archive')
}

function expectMark(bytes: Buffer, at: number, mark: number): void {
  if (at + 4 > bytes.byteLength || bytes.readUInt32LE(at) !== mark)
    throw new Error(`expected the mark ${mark.toString(16)} at byte ${at} of the archive`)
}

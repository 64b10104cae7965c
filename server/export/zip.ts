/**
 * Files as one ZIP archive. Equal files give equal bytes, whenever and in whatever time zone: the order is the given one,
 * and the time of every file is the day that is given, or the first that ZIP knows.
 */
import { ZipFile } from 'yazl'
import type { ExportFile } from './book.ts'

export interface ZipOptions {
  /** Paths of files that are kept as they are: pictures, and what a reader wants to find without unpacking. */
  readonly stored?: ReadonlySet<string>
  /** ISO 8601: every file gets the day (in UTC) at noon; absent: 1 January 1980. */
  readonly changedAt?: string
}

/** A path's longest, in bytes of UTF-8: with it files can still be unpacked into a folder. */
const MAX_PATH_BYTES = 240

/** Throws for a path that would not stay inside a folder, or that a folder cannot have beside the others. */
export async function zipFiles(
  files: readonly ExportFile[],
  { stored, changedAt = '1980-01-01' }: ZipOptions = {},
): Promise<Uint8Array> {
  checkPaths(files.map(({ path }) => path))
  const mtime = noonOf(changedAt)
  const zip = new ZipFile()
  const chunks: Uint8Array[] = []
  const done = new Promise<Uint8Array>((resolve, reject) => {
    zip.on('error', reject)
    zip.outputStream.on('error', reject)
    zip.outputStream.on('data', (chunk: Buffer) => chunks.push(chunk))
    zip.outputStream.on('end', () => resolve(Buffer.concat(chunks)))
  })
  for (const { path, bytes } of files) {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    // No other times beside the day: a second one would be in UTC, and readers of EPUB want none before their first file.
    zip.addBuffer(buffer, path, { mtime, forceDosTimestamp: true, compress: stored?.has(path) !== true })
  }
  zip.end()
  return done
}

/** ZIP has local time, so this is noon wherever the server is: no clock is ever put forward at noon. */
function noonOf(time: string): Date {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(time) ?? []
  const date = new Date(Number(year), Number(month) - 1, Number(day), 12)
  if (Number.isNaN(date.getTime())) throw new Error(`expected a time in ISO 8601, found ${time.slice(0, 40)}`)
  return date
}

function checkPaths(paths: readonly string[]): void {
  const names = new Set<string>()
  const folders = new Set<string>()
  for (const path of paths) {
    const fault = faultOf(path)
    if (fault !== null) throw new Error(`expected a path inside the archive, found ${show(path)}: ${fault}`)
    const segments = foldPath(path).split('/')
    const name = segments.join('/')
    if (names.has(name)) throw new Error(`expected each path once, found ${show(path)} again`)
    names.add(name)
    for (let end = 1; end < segments.length; end++) folders.add(segments.slice(0, end).join('/'))
  }
  const both = paths.find((path) => folders.has(foldPath(path)))
  if (both !== undefined) throw new Error(`expected a file or a folder, found both: ${show(both)}`)
}

/** Many file systems take these for the same. */
function foldPath(path: string): string {
  return path.normalize('NFC').toLowerCase()
}

function faultOf(path: string): string | null {
  if (path === '') return 'it is empty'
  if (path.startsWith('/') || /^[a-z]:/i.test(path)) return 'it is absolute'
  if (/[\p{Cc}\\:]|\p{Surrogate}/u.test(path)) return 'it has a character that no path has'
  if (path.split('/').some((segment) => ['', '.', '..'].includes(segment)))
    return 'it has an empty part or dots'
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) return `it has more than ${MAX_PATH_BYTES} bytes`
  return null
}

function show(path: string): string {
  return JSON.stringify(path.slice(0, 100))
}

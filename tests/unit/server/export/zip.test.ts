import { expect, test, vi } from 'vitest'
import type { ExportFile } from '../../../../server/export/book.ts'
import { zipFiles } from '../../../../server/export/zip.ts'
import { readZip } from '../../../support/read-zip.ts'

const file = (path: string, text = path): ExportFile => ({ path, bytes: new TextEncoder().encode(text) })

const FILES = [
  file('b/second.txt', 'two '.repeat(1000)),
  file('a.txt', 'one'),
  file('überblick.md', 'Grüße'),
  file('empty', ''),
]

test('[ZIP-1] files come back from an archive as they were, in their order, with names in UTF-8', async () => {
  const entries = readZip(await zipFiles(FILES))
  expect(entries.map(({ path }) => path)).toEqual(FILES.map(({ path }) => path))
  for (const [index, { bytes }] of entries.entries())
    expect(new Uint8Array(bytes)).toEqual(FILES[index]?.bytes)
})

test('[ZIP-2] equal files give equal bytes at any time and in any time zone', async () => {
  const archives: Uint8Array[] = []
  for (const zone of ['UTC', 'Pacific/Kiritimati', 'America/St_Johns']) {
    vi.stubEnv('TZ', zone)
    archives.push(await zipFiles(FILES), await zipFiles(FILES, { changedAt: '2019-03-31T23:59:59Z' }))
  }
  const [plain, dated, ...others] = archives
  expect(readZip(plain ?? new Uint8Array()).map(({ time }) => time)).toEqual(
    FILES.map(() => '1980-01-01 12:00:00'),
  )
  expect(readZip(dated ?? new Uint8Array()).map(({ time }) => time)).toEqual(
    FILES.map(() => '2019-03-31 12:00:00'),
  )
  for (const [index, archive] of others.entries())
    expect(Buffer.from(archive).equals((index % 2 === 0 ? plain : dated) ?? new Uint8Array())).toBe(true)
  await expect(zipFiles(FILES, { changedAt: 'yesterday' })).rejects.toThrow(/found yesterday$/)
})

test.each([
  ['', 'it is empty'],
  ['/etc/passwd', 'it is absolute'],
  ['C:/x', 'it is absolute'],
  ['a/../../b', 'it has an empty part or dots'],
  ['..', 'it has an empty part or dots'],
  ['./a', 'it has an empty part or dots'],
  ['a//b', 'it has an empty part or dots'],
  ['a/', 'it has an empty part or dots'],
  [String.raw`a\b`, 'it has a character that no path has'],
  ['a\nb', 'it has a character that no path has'],
  ['a\ud800', 'it has a character that no path has'],
  [`${'a'.repeat(237)}.txt`, 'it has more than 240 bytes'],
])('[ZIP-3] %j is no path of an archive', async (path, fault) => {
  await expect(zipFiles([file('fine'), file(path, '')])).rejects.toThrow(fault)
})

test.each([
  [['a', 'b', 'a'], 'expected each path once, found "a" again'],
  [['README', 'readme'], 'expected each path once, found "readme" again'],
  [['\u00e9', 'e\u0301'], 'expected each path once'],
  [['a/b', 'a'], 'expected a file or a folder, found both: "a"'],
])('[ZIP-4] %j cannot stand in one folder', async (paths, fault) => {
  await expect(zipFiles(paths.map((path) => file(path)))).rejects.toThrow(fault)
})

test('[ZIP-5] a file is kept as it is where that was asked for, and no file has fields beside its name', async () => {
  const entries = readZip(await zipFiles(FILES, { stored: new Set(['b/second.txt']) }))
  expect(entries.map(({ isStored }) => isStored)).toEqual([true, false, false, false])
  expect(entries.map(({ extraBytes }) => extraBytes)).toEqual([0, 0, 0, 0])
})

test('[ZIP-6] an archive of nothing is an archive', async () => {
  expect(readZip(await zipFiles([]))).toEqual([])
})

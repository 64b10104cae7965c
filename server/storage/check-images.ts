/** Reads back every picture as it was stored: the part of `rapporteur check` that is about them. */
import { createHash } from 'node:crypto'
import { listImages, readImageBytes } from './image-rows.ts'
import type { Db } from './tables.ts'

/** Reports each picture that is not as it was stored or belongs to no note; returns how many are intact. */
export async function checkImages(db: Db, report: (problem: string) => void): Promise<number> {
  let intact = 0
  for (const { id, note_id: note, size, sha256, isListed } of await listImages(db)) {
    const bytes = await readImageBytes(db, id)
    const isSame =
      bytes !== null &&
      bytes.byteLength === size &&
      createHash('sha256').update(bytes).digest('hex') === sha256
    if (!isSame) report(`picture ${id} of ${note} does not match its checksum`)
    else if (!isListed) report(`picture ${id} belongs to ${note}, which is not listed as a note`)
    else intact++
  }
  return intact
}

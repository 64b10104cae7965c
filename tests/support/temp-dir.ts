import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder of its own that is deleted after the test; `keep` leaves that to the caller. */
export function makeTempDir({ keep = false } = {}): string {
  const dir = mkdtempSync(join(tmpdir(), 'rapporteur-test-'))
  if (!keep) onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}
